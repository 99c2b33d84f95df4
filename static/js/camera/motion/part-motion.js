/**
 * The motion of the parts of a picture: what is nearer to the camera moves further. Each part begins with the motion of the
 * whole picture, and is tied to it, so that a part that shows little does not run away.
 *
 * @typedef {import('./grey-pyramid.js').Level} Level
 * @typedef {import('../../geometry/similarity.js').Motion} Motion
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Window pixels
 */
import { sample } from './grey-pyramid.js';

/** Parts along the longer side. */
const PARTS = 8;
/** A part looks at itself and as much around it: half of a window, in parts. */
const WINDOW = 1;
/** How much a part follows the whole picture rather than its own pixels, in gradients of an average part. */
const TIE = 0.2;
const LEAST_TIE = 20;
/** A part moves by at most this much more than the whole picture, pixels. */
const MOST_APART_PX = 3;
/** Steps to the best fit, and a step so small that no other is needed. */
const ENOUGH_PX = 0.05;
const ROUNDS = 2;

/** @param {number} width @param {number} height */
export function partsOf(width, height) {
  const side = Math.max(width, height) / PARTS;
  return { columns: Math.max(1, Math.round(width / side)), rows: Math.max(1, Math.round(height / side)) };
}

/**
 * Moves each part with the whole picture, and by what its own pixels ask for beyond.
 * @param {Level} from @param {Level} to @param {Motion} whole
 * @param {Pick<import('./flow.js').Flow, 'columns' | 'rows' | 'shifts'>} parts whose shifts are set
 */
export function moveParts({ width, height, values: a }, { values: b }, whole, { columns, rows, shifts }) {
  const { scale, rotation, dx, dy } = whole;
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const parts = [];
  let ties = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const window = {
        left: Math.max(1, Math.round(((column - WINDOW + 0.5) * width) / columns)),
        right: Math.min(width - 1, Math.round(((column + WINDOW + 0.5) * width) / columns)),
        top: Math.max(1, Math.round(((row - WINDOW + 0.5) * height) / rows)),
        bottom: Math.min(height - 1, Math.round(((row + WINDOW + 0.5) * height) / rows)),
      };
      let [xx, xy, yy] = [0, 0, 0];
      for (let y = window.top; y < window.bottom; y += 1) {
        for (let x = window.left, i = y * width + x; x < window.right; x += 1, i += 1) {
          const gx = (a[i + 1] - a[i - 1]) / 2;
          const gy = (a[i + width] - a[i - width]) / 2;
          xx += gx * gx;
          xy += gx * gy;
          yy += gy * gy;
        }
      }
      parts.push({ window, xx, xy, yy });
      ties += (xx + yy) / 2;
    }
  }
  const tie = TIE * (ties / parts.length) + LEAST_TIE;
  parts.forEach(({ window, xx, xy, yy }, index) => {
    let [ox, oy] = [0, 0]; // beyond the whole picture's motion
    const [mxx, myy] = [xx + tie, yy + tie];
    const det = mxx * myy - xy * xy;
    for (let round = 0; round < ROUNDS; round += 1) {
      let [vx, vy] = [tie * ox, tie * oy];
      for (let y = window.top; y < window.bottom; y += 1) {
        const ry = y - cy;
        for (let x = window.left, i = y * width + x; x < window.right; x += 1, i += 1) {
          const rx = x - cx;
          const tx = scale * rx - rotation * ry + dx + ox + cx;
          const ty = rotation * rx + scale * ry + dy + oy + cy;
          if (tx < 0 || ty < 0 || tx >= width - 1 || ty >= height - 1) continue;
          const error = sample(b, width, tx, ty) - a[i];
          vx += ((a[i + 1] - a[i - 1]) / 2) * error;
          vy += ((a[i + width] - a[i - width]) / 2) * error;
        }
      }
      const [sx, sy] = [(myy * vx - xy * vy) / det, (mxx * vy - xy * vx) / det];
      ox = clamp(ox - sx);
      oy = clamp(oy - sy);
      if (Math.hypot(sx, sy) < ENOUGH_PX) break;
    }
    const rx = ((index % columns) + 0.5) * (width / columns) - 0.5 - cx;
    const ry = (Math.floor(index / columns) + 0.5) * (height / rows) - 0.5 - cy;
    shifts[2 * index] = scale * rx - rotation * ry + dx + ox - rx;
    shifts[2 * index + 1] = rotation * rx + scale * ry + dy + oy - ry;
  });
}

/** @param {number} px */
const clamp = (px) => Math.max(-MOST_APART_PX, Math.min(MOST_APART_PX, px));
