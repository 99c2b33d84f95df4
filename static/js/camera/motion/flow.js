/**
 * How the camera's picture moved from one video frame to the next, measured on small grey pictures: first as a whole, then
 * in parts.
 *
 * @typedef {import('./grey-pyramid.js').Level} Level
 * @typedef {import('./grey-pyramid.js').Pyramid} Pyramid
 * @typedef {import('../../geometry/similarity.js').Motion} Motion
 *
 * @typedef {object} Flow the motion of a picture; lengths are pixels of its largest level
 * @property {number} width of the picture
 * @property {number} height
 * @property {number} columns of parts
 * @property {number} rows
 * @property {Float32Array} shifts x and y of each part, row by row: how far its centre goes
 * @property {Motion} whole motion of the whole picture, around its centre
 * @property {number} likeness of the second picture to the first one that was moved so: 1 the same, 0 another picture
 * @property {number} contrast of the first picture, in levels of 256; a blank wall has nearly none
 */
import { STILL } from '../../geometry/similarity.js';
import { sample } from './grey-pyramid.js';
import { moveParts, partsOf } from './part-motion.js';
import { wholeMotion } from './whole-motion.js';

/** A picture with less contrast than this moves nowhere that could be seen: what is left is noise. */
export const BLANK = 3;

/**
 * @param {Pyramid} from
 * @param {Pyramid} to of the same size
 * @param {Motion} [expected] motion of the whole picture, such as that of the frame before
 * @returns {Flow}
 */
export function flowBetween(from, to, expected = STILL) {
  const [{ width, height, values }] = from;
  const contrast = Math.sqrt(meanSquare(values));
  const { columns, rows } = partsOf(width, height);
  const flow = { width, height, columns, rows, shifts: new Float32Array(2 * columns * rows), contrast };
  if (contrast < BLANK) return { ...flow, whole: STILL, likeness: 1 };
  const whole = wholeMotion(from, to, expected);
  moveParts(from[0], to[0], whole, flow);
  return { ...flow, whole, likeness: likenessOf(from[0], to[0], whole) };
}

/**
 * @param {Flow} flow
 * @param {number} x pixels of the largest level
 * @param {number} y
 * @returns {[number, number]} how far that point moves, interpolated between the centres of the parts
 */
export function shiftAt({ width, height, columns, rows, shifts }, x, y) {
  const column = Math.min(columns - 1, Math.max(0, (x / width) * columns - 0.5));
  const row = Math.min(rows - 1, Math.max(0, (y / height) * rows - 0.5));
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, bottom] = [Math.min(columns - 1, left + 1), Math.min(rows - 1, top + 1)];
  const [across, down] = [column - left, row - top];
  const at = (/** @type {number} */ axis) => {
    const upper = mix(
      shifts[2 * (top * columns + left) + axis],
      shifts[2 * (top * columns + right) + axis],
      across,
    );
    const lower = mix(
      shifts[2 * (bottom * columns + left) + axis],
      shifts[2 * (bottom * columns + right) + axis],
      across,
    );
    return mix(upper, lower, down);
  };
  return [at(0), at(1)];
}

/** @param {number} a @param {number} b @param {number} part of the way from a to b */
const mix = (a, b, part) => a + part * (b - a);

/** @param {Level} from @param {Level} to @param {Motion} motion @returns {number} see `Flow.likeness` */
function likenessOf({ width, height, values: a }, { values: b }, { scale, rotation, dx, dy }) {
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  let [apart, both] = [0, 0];
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const tx = scale * (x - cx) - rotation * (y - cy) + dx + cx;
      const ty = rotation * (x - cx) + scale * (y - cy) + dy + cy;
      if (tx < 0 || ty < 0 || tx >= width - 1 || ty >= height - 1) continue;
      const [first, second] = [a[y * width + x], sample(b, width, tx, ty)];
      apart += (first - second) ** 2;
      both += first ** 2 + second ** 2;
    }
  }
  return both === 0 ? 0 : 1 - apart / both;
}

/** @param {Float32Array} values */
function meanSquare(values) {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum / values.length;
}
