/**
 * The motion of a picture as a whole (shift, scale and rotation around its centre), from coarse to fine, by the method of
 * Lucas and Kanade with the gradients of the first picture ("Lucas-Kanade 20 Years On",
 * https://doi.org/10.1023/B:VISI.0000011205.11775.fd).
 *
 * @typedef {import('./grey-pyramid.js').Level} Level
 * @typedef {import('./grey-pyramid.js').Pyramid} Pyramid
 * @typedef {import('../../geometry/similarity.js').Motion} Motion
 */
import { STILL } from '../../geometry/similarity.js';
import { sample } from './grey-pyramid.js';

/** How far a motion is searched for in the smallest level, pixels, and how much more alike a further one has to be. */
const REACH_PX = 5;
const FARTHER = 0.02;
/** Differences up to this part of the contrast are noise. */
const NOISE = 0.1;
/**
 * How much speaks for standing still, as a part of all gradients. Along a bare board nothing tells how far the picture
 * went, and a fly must not.
 */
const REST = 0.005;
/** Steps to the best fit in each level. */
const ROUNDS = 4;
/** Steps smaller than this, in pixels, are not worth another one. */
const FINE_PX = 0.01;

/** @param {Pyramid} from @param {Pyramid} to @param {Motion} expected @returns {Motion} */
export function wholeMotion(from, to, expected) {
  const last = from.length - 1;
  const shrink = 2 ** last;
  const start = searchShift(from[last], to[last], expected.dx / shrink, expected.dy / shrink);
  let motion = { ...STILL, ...start };
  for (let level = last; level >= 0; level -= 1) {
    motion = refine(from[level], to[level], motion, level === last);
    if (level > 0) motion = { ...motion, dx: 2 * motion.dx, dy: 2 * motion.dy };
  }
  return motion;
}

/**
 * The whole pixels by which the second picture looks most like the first.
 * @param {Level} from @param {Level} to
 * @param {number} nearX where the motion is expected, pixels @param {number} nearY
 */
function searchShift({ width, height, values: a }, { values: b }, nearX, nearY) {
  let contrast = 0;
  for (const value of a) contrast += Math.abs(value) / a.length;
  let best = { dx: 0, dy: 0, cost: Infinity };
  for (let dy = -REACH_PX; dy <= REACH_PX; dy += 1) {
    for (let dx = -REACH_PX; dx <= REACH_PX; dx += 1) {
      const [left, right] = [Math.max(0, -dx), Math.min(width, width - dx)];
      const [top, bottom] = [Math.max(0, -dy), Math.min(height, height - dy)];
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        const shifted = (y + dy) * width + dx;
        for (let x = left; x < right; x += 1)
          sum += Math.min(contrast, Math.abs(b[shifted + x] - a[y * width + x]));
      }
      const farther = Math.min(Math.hypot(dx - nearX, dy - nearY), Math.hypot(dx, dy));
      const mean = sum / ((right - left) * (bottom - top));
      const cost = (mean + NOISE * contrast) * (1 + FARTHER * farther);
      if (cost < best.cost) best = { dx, dy, cost };
    }
  }
  return { dx: best.dx, dy: best.dy };
}

/**
 * Least squares with weights that fall with the error: something that moves otherwise must not count.
 * @param {Level} from @param {Level} to @param {Motion} start @param {boolean} isShift scale and rotation stay
 * @returns {Motion}
 */
function refine({ width, height, values: a }, { values: b }, start, isShift) {
  let { scale, rotation, dx, dy } = start;
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  let spread = 4;
  for (let round = 0; round < ROUNDS; round += 1) {
    const m = new Float64Array(16);
    const v = new Float64Array(4);
    let [errors, count] = [0, 0];
    for (let y = 1; y < height - 1; y += 1) {
      const ry = y - cy;
      for (let x = 1; x < width - 1; x += 1) {
        const rx = x - cx;
        const tx = scale * rx - rotation * ry + dx + cx;
        const ty = rotation * rx + scale * ry + dy + cy;
        if (tx < 0 || ty < 0 || tx >= width - 1 || ty >= height - 1) continue;
        const i = y * width + x;
        const gx = (a[i + 1] - a[i - 1]) / 2;
        const gy = (a[i + width] - a[i - width]) / 2;
        const error = sample(b, width, tx, ty) - a[i];
        errors += Math.abs(error);
        count += 1;
        const weight = 1 / (1 + (error / spread) ** 2);
        const j0 = gx * rx + gy * ry;
        const j1 = gy * rx - gx * ry;
        m[0] += weight * j0 * j0;
        m[1] += weight * j0 * j1;
        m[2] += weight * j0 * gx;
        m[3] += weight * j0 * gy;
        m[5] += weight * j1 * j1;
        m[6] += weight * j1 * gx;
        m[7] += weight * j1 * gy;
        m[10] += weight * gx * gx;
        m[11] += weight * gx * gy;
        m[15] += weight * gy * gy;
        v[0] += weight * j0 * error;
        v[1] += weight * j1 * error;
        v[2] += weight * gx * error;
        v[3] += weight * gy * error;
      }
    }
    if (count === 0) break;
    const rest = (REST * (m[10] + m[15])) / 2;
    m[10] += rest;
    m[15] += rest;
    v[2] += rest * dx;
    v[3] += rest * dy;
    spread = Math.max(2, (1.5 * errors) / count);
    const step = isShift ? solveShift(m, v) : solve4(m, v);
    if (!step) break;
    scale -= step[0];
    rotation -= step[1];
    dx -= step[2];
    dy -= step[3];
    if (Math.hypot(step[2], step[3]) < FINE_PX && Math.hypot(step[0], step[1]) * cy < FINE_PX) break;
  }
  return { scale, rotation, dx, dy };
}

/** @param {Float64Array} m upper half of a matrix of 4 x 4 @param {Float64Array} v @returns {number[] | null} */
function solveShift(m, v) {
  const det = m[10] * m[15] - m[11] * m[11];
  if (det < 1e-6) return null;
  return [0, 0, (m[15] * v[2] - m[11] * v[3]) / det, (m[10] * v[3] - m[11] * v[2]) / det];
}

/**
 * Cholesky's method.
 * @param {Float64Array} m upper half of a symmetric matrix of 4 x 4 @param {Float64Array} v
 * @returns {number[] | null} null without a solution
 */
function solve4(m, v) {
  const lower = new Float64Array(16);
  for (let i = 0; i < 4; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = m[4 * j + i];
      for (let k = 0; k < j; k += 1) sum -= lower[4 * i + k] * lower[4 * j + k];
      if (i === j) {
        if (sum <= 1e-9) return null;
        lower[4 * i + i] = Math.sqrt(sum);
      } else lower[4 * i + j] = sum / lower[4 * j + j];
    }
  }
  const x = [0, 0, 0, 0];
  for (let i = 0; i < 4; i += 1) {
    let sum = v[i];
    for (let k = 0; k < i; k += 1) sum -= lower[4 * i + k] * x[k];
    x[i] = sum / lower[4 * i + i];
  }
  for (let i = 3; i >= 0; i -= 1) {
    let sum = x[i];
    for (let k = i + 1; k < 4; k += 1) sum -= lower[4 * k + i] * x[k];
    x[i] = sum / lower[4 * i + i];
  }
  return x;
}
