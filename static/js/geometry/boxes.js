/**
 * Geometry of boxes, which are given by their edges: left, top, right, bottom. `Boxes` is a flat array of one or more
 * boxes; functions on it take the index of a box.
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box xyxy
 * @typedef {ArrayLike<number>} Boxes xyxy, (count * 4)
 */

/** @param {Box} box @returns {[number, number]} x, y */
export const centreOf = ([left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];

/** @param {Box} box */
export const widthOf = ([left, , right]) => right - left;

/** @param {Box} box */
export const heightOf = ([, top, , bottom]) => bottom - top;

/** @param {Boxes} boxes @param {number} [i] which of them */
export const areaOf = (boxes, i = 0) =>
  (boxes[4 * i + 2] - boxes[4 * i]) * (boxes[4 * i + 3] - boxes[4 * i + 1]);

/** @param {Box} box @param {{ x: number, y: number }} point @returns {number} 0 inside */
export const distanceTo = ([left, top, right, bottom], { x, y }) =>
  Math.hypot(Math.max(0, left - x, x - right), Math.max(0, top - y, y - bottom));

/**
 * @param {Boxes} a
 * @param {Boxes} b
 * @param {number} [i] which one of `a`
 * @param {number} [j] which one of `b`
 * @returns {number} area of the intersection
 */
export function intersectionOf(a, b, i = 0, j = 0) {
  const width = Math.min(a[4 * i + 2], b[4 * j + 2]) - Math.max(a[4 * i], b[4 * j]);
  const height = Math.min(a[4 * i + 3], b[4 * j + 3]) - Math.max(a[4 * i + 1], b[4 * j + 1]);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/**
 * @param {Boxes} a
 * @param {Boxes} b
 * @param {number} [i] which one of `a`
 * @param {number} [j] which one of `b`
 * @returns {number} intersection over union, 0..1; 0 if they only touch or one of them is empty
 */
export function iouOf(a, b, i = 0, j = 0) {
  const shared = intersectionOf(a, b, i, j);
  return shared === 0 ? 0 : shared / (areaOf(a, i) + areaOf(b, j) - shared);
}

/** @param {Box[]} boxes at least one @returns {Box} the smallest box around them all */
export const around = (boxes) => [
  Math.min(...boxes.map((box) => box[0])),
  Math.min(...boxes.map((box) => box[1])),
  Math.max(...boxes.map((box) => box[2])),
  Math.max(...boxes.map((box) => box[3])),
];

/** @param {number} value @param {number} least @param {number} most @returns {number} `least` if `least` exceeds `most` */
export const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));
