/**
 * How likely two facings of a photo show the same product: by their looks, and by where they stand. Pure. What each part of it is worth
 * has training/EXPERIMENTS.md.
 *
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {import('../geometry/boxes.js').Box} Box
 */
import { heightOf, widthOf } from '../geometry/boxes.js';
import { lengthsOf } from './search.js';

/** So much more alike facings must be for each natural logarithm of their widths' and of their heights' ratio; at most for 1. */
const SHAPE = 0.2;
/**
 * A product stands in one place: by this part of the natural logarithm of one and the space between two, in their widths and heights.
 * What is farther away than `most` may stand in a second place, and is no less likely the farther it is.
 */
const SPACE = { part: 0.15, most: 6 };
/**
 * What stands beside its like shows how alike two of one product are in this light and at this size. Where the most similar facing of
 * both is less alike, they need not be either, by this part; but below `least` it is hardly the same product.
 */
const TWIN = { part: 0.6, least: 0.7 };

/**
 * @param {Vectors} vectors
 * @param {Box[]} boxes
 * @returns {Float32Array[]} how likely each facing shows the product of each other: 1 for one that is the same and beside it
 */
export function likenesses(vectors, boxes) {
  const rows = cosinesIn(vectors, boxes.length);
  const pairs = (/** @type {(a: number, b: number) => number} */ change) => {
    for (let a = 0; a < boxes.length; a += 1)
      for (let b = a + 1; b < boxes.length; b += 1) {
        const likeness = rows[a][b] + change(a, b);
        rows[a][b] = likeness;
        rows[b][a] = likeness;
      }
  };
  const shapes = boxes.map((box) => [Math.log(widthOf(box)), Math.log(heightOf(box))]);
  pairs((a, b) => {
    const [[widthA, heightA], [widthB, heightB]] = [shapes[a], shapes[b]];
    return -SHAPE * Math.min(1, Math.abs(widthA - widthB) + Math.abs(heightA - heightB));
  });
  const twins = rows.map((row) => Math.max(TWIN.least, ...row));
  pairs((a, b) => {
    const space = Math.min(SPACE.most, spaceBetween(boxes[a], boxes[b]));
    return TWIN.part * (1 - (twins[a] + twins[b]) / 2) - SPACE.part * Math.log1p(space);
  });
  return rows;
}

/** @param {Box} a @param {Box} b @returns {number} in their mean width and height; 0: they touch */
function spaceBetween(a, b) {
  const [across, down] = [0, 1].map((axis) => {
    const space = Math.max(a[axis], b[axis]) - Math.min(a[axis + 2], b[axis + 2]);
    const side = (a[axis + 2] - a[axis] + b[axis + 2] - b[axis]) / 2;
    return Math.max(0, space / side);
  });
  return Math.hypot(across, down);
}

/**
 * @param {Vectors} vectors
 * @param {number} count
 * @returns {Float32Array[]} of each facing and each other; 0 of a facing and itself
 */
function cosinesIn({ values, dimensions }, count) {
  const lengths = lengthsOf(values, dimensions);
  const rows = Array.from({ length: count }, () => new Float32Array(count));
  for (let a = 0; a < count; a += 1) {
    const own = values.subarray(a * dimensions, (a + 1) * dimensions);
    for (let b = a + 1; b < count; b += 1) {
      let sum = 0;
      for (let i = 0, k = b * dimensions; i < dimensions; i += 1, k += 1) sum += own[i] * values[k];
      rows[a][b] = sum / (lengths[a] * lengths[b]);
      rows[b][a] = rows[a][b];
    }
  }
  return rows;
}
