/**
 * Measures the motion of the picture from frame to frame on its pixels: a reference that is independent of the boxes that
 * the tracker sees. At 30 frames a second the picture moves by a few pixels, so equal products cannot be confused, as they
 * can be in every third frame.
 *
 * @typedef {[number, number, number, number, number, number]} Affine x' = a x + b y + c; y' = d x + e y + f
 * @typedef {{ x: number, y: number, dx: number, dy: number }} Shift of the block around (x, y), pixels
 */
import { median } from '../../../../../static/js/geometry/median.js';

const BLOCK = 16;
const REACH = 13;
/** Blocks with less contrast than this (mean absolute deviation, 0..255) cannot be matched. */
const LEAST_CONTRAST = 4;
const OUTLIER_PX = [8, 3, 1.5, 1];

/** @type {Affine} */
export const STILL = [1, 0, 0, 0, 1, 0];

/**
 * @param {Uint8Array} from luminance, row by row
 * @param {Uint8Array} to
 * @param {number} width
 * @param {number} height
 * @returns {Affine} from pixels of the first frame to those of the second
 */
export function motionBetween(from, to, width, height) {
  const shifts = [];
  for (let y = 0; y + BLOCK <= height; y += BLOCK) {
    for (let x = 0; x + BLOCK <= width; x += BLOCK) {
      const shift = shiftOfBlock(from, to, width, height, x, y);
      if (shift) shifts.push(shift);
    }
  }
  if (shifts.length < 12) return STILL;
  /** @type {Affine} */
  let motion = [1, 0, median(shifts.map(({ dx }) => dx)), 0, 1, median(shifts.map(({ dy }) => dy))];
  for (const limit of OUTLIER_PX) {
    const agreeing = shifts.filter((shift) => {
      const [x, y] = move(motion, shift.x, shift.y);
      return Math.hypot(x - shift.x - shift.dx, y - shift.y - shift.dy) < limit;
    });
    if (agreeing.length < 8) return motion;
    motion = fitAffine(agreeing);
  }
  return motion;
}

/** @param {Affine} motion @param {number} x @param {number} y @returns {[number, number]} */
export const move = ([a, b, c, d, e, f], x, y) => [a * x + b * y + c, d * x + e * y + f];

/**
 * The box after the motion: its centre is moved, its sides are scaled.
 * @param {Affine} motion
 * @param {number} scale pixels of the box in one of the motion
 * @param {[number, number, number, number]} box xyxy
 * @returns {[number, number, number, number]}
 */
export function moveBox(motion, scale, [left, top, right, bottom]) {
  const [x, y] = move(motion, (left + right) / 2 / scale, (top + bottom) / 2 / scale);
  const halfWidth = ((right - left) / 2) * motion[0];
  const halfHeight = ((bottom - top) / 2) * motion[4];
  return [x * scale - halfWidth, y * scale - halfHeight, x * scale + halfWidth, y * scale + halfHeight];
}

/**
 * @param {Uint8Array} from
 * @param {Uint8Array} to
 * @param {number} width
 * @param {number} height
 * @param {number} x0
 * @param {number} y0
 * @returns {Shift | null} null if the block cannot be matched
 */
function shiftOfBlock(from, to, width, height, x0, y0) {
  let sum = 0;
  for (let y = 0; y < BLOCK; y += 1)
    for (let x = 0; x < BLOCK; x += 1) sum += from[(y0 + y) * width + x0 + x];
  const mean = sum / BLOCK ** 2;
  let deviation = 0;
  for (let y = 0; y < BLOCK; y += 1)
    for (let x = 0; x < BLOCK; x += 1) deviation += Math.abs(from[(y0 + y) * width + x0 + x] - mean);
  if (deviation / BLOCK ** 2 < LEAST_CONTRAST) return null;

  const side = 2 * REACH + 1;
  const costs = new Float64Array(side * side).fill(Infinity);
  let best = -1;
  for (let dy = -REACH; dy <= REACH; dy += 1) {
    if (y0 + dy < 0 || y0 + dy + BLOCK > height) continue;
    for (let dx = -REACH; dx <= REACH; dx += 1) {
      if (x0 + dx < 0 || x0 + dx + BLOCK > width) continue;
      let cost = 0;
      for (let y = 0; y < BLOCK; y += 2) {
        const a = (y0 + y) * width + x0;
        const b = a + dy * width + dx;
        for (let x = 0; x < BLOCK; x += 1) cost += Math.abs(from[a + x] - to[b + x]);
      }
      const index = (dy + REACH) * side + dx + REACH;
      costs[index] = cost;
      if (best < 0 || cost < costs[best]) best = index;
    }
  }
  const [column, row] = [best % side, Math.floor(best / side)];
  // At the edge of the search area, the true minimum may be outside.
  if (column === 0 || row === 0 || column === side - 1 || row === side - 1) return null;
  const dx = column - REACH + vertex(costs[best - 1], costs[best], costs[best + 1]);
  const dy = row - REACH + vertex(costs[best - side], costs[best], costs[best + side]);
  return { x: x0 + BLOCK / 2, y: y0 + BLOCK / 2, dx, dy };
}

/**
 * Position of the minimum of a parabola through three equally spaced values, -0.5..0.5.
 *
 * @param {number} a
 * @param {number} b
 * @param {number} c
 */
function vertex(a, b, c) {
  const bend = a + c - 2 * b;
  return Number.isFinite(bend) && bend > 0 ? Math.max(-0.5, Math.min(0.5, (a - c) / (2 * bend))) : 0;
}

/** Least squares. @param {Shift[]} shifts @returns {Affine} */
function fitAffine(shifts) {
  const n = shifts.length;
  const mean = (/** @type {(shift: Shift) => number} */ of) =>
    shifts.reduce((sum, shift) => sum + of(shift), 0) / n;
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
  let [xx, xy, yy, ux, uy, vx, vy] = [0, 0, 0, 0, 0, 0, 0];
  const [mu, mv] = [mean(({ dx }) => dx), mean(({ dy }) => dy)];
  for (const { x, y, dx, dy } of shifts) {
    xx += (x - mx) ** 2;
    xy += (x - mx) * (y - my);
    yy += (y - my) ** 2;
    ux += (dx - mu) * (x - mx);
    uy += (dx - mu) * (y - my);
    vx += (dy - mv) * (x - mx);
    vy += (dy - mv) * (y - my);
  }
  const det = xx * yy - xy * xy;
  if (det < 1e-6) return [1, 0, mu, 0, 1, mv];
  const a = (ux * yy - uy * xy) / det;
  const b = (uy * xx - ux * xy) / det;
  const d = (vx * yy - vy * xy) / det;
  const e = (vy * xx - vx * xy) / det;
  return [1 + a, b, mu - a * mx - b * my, d, 1 + e, mv - d * mx - e * my];
}
