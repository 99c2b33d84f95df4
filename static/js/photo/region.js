/**
 * The part of a photo that counts: a quadrilateral, so that it can follow a shelf that was photographed at a slant. A box
 * counts if its centre is inside. All values are plain JSON and immutable.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {[x: number, y: number]} Corner pixels of the upright photo
 * @typedef {{ corners: Corner[] }} Region four corners, clockwise from the top left; no corner points inwards
 * @typedef {{ width: number, height: number }} Size
 * @typedef {import('../geometry/part.js').Part} Part
 */
import { centreOf, clamp } from '../geometry/boxes.js';

/** Two neighbouring sides span at least this part of the photo, so that the region can be seen and touched. */
const LEAST_SPAN = 0.01;
/** How closely a corner follows the finger where it cannot go any further: halvings of the way. */
const HALVINGS = 16;

/**
 * @param {Part} part of the photo
 * @param {Size} photo
 * @returns {Region} a rectangle
 */
export function regionOf({ left, top, right, bottom }, { width, height }) {
  // A hundredth of a pixel, as the boxes have it: no product changes sides.
  const at = (/** @type {number} */ fraction, /** @type {number} */ length) =>
    Math.round(clamp(fraction, 0, 1) * length * 100) / 100;
  const [x0, y0, x1, y1] = [at(left, width), at(top, height), at(right, width), at(bottom, height)];
  return {
    corners: [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ],
  };
}

/**
 * @param {Region | null | undefined} region none: everything counts
 * @returns {(box: Box) => boolean} whether a box is in it
 */
export function insideOf(region) {
  if (!region) return () => true;
  const { corners } = region;
  return (box) => {
    const centre = centreOf(box);
    return corners.every((corner, i) => turn(corner, corners[(i + 1) % 4], centre) >= 0);
  };
}

/**
 * @param {Corner[]} corners four
 * @returns {boolean} whether they go round clockwise and none of them points inwards
 */
export const isConvex = (corners) => spansOf(corners).every((span) => span > 0);

/**
 * Moves one corner, as far as it stays on the photo and does not point inwards.
 *
 * @param {Region} region
 * @param {number} index of the corner
 * @param {Corner} to
 * @param {Size} photo
 * @returns {Region} whole pixels
 */
export function moveCorner({ corners }, index, to, photo) {
  const from = corners[index];
  const target = [clamp(to[0], 0, photo.width), clamp(to[1], 0, photo.height)];
  const after = (/** @type {number} */ part) => {
    const at = from.map((each, axis) => Math.round(each + part * (target[axis] - each)));
    // The photo may end between two pixels of the screen, never between two of its own.
    return corners.with(index, /** @type {Corner} */ (at));
  };
  const least = LEAST_SPAN * photo.width * photo.height;
  const isGood = (/** @type {number} */ part) => spansOf(after(part)).every((span) => span >= least);
  if (isGood(1)) return { corners: after(1) };
  // All good places of the corner are one piece without dents, so the way to the target leaves it once.
  let [good, bad] = [0, 1];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (good + bad) / 2;
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  return good === 0 ? { corners } : { corners: after(good) };
}

/**
 * Moves the whole region, as far as it stays on the photo.
 *
 * @param {Region} region
 * @param {number} dx pixels
 * @param {number} dy
 * @param {Size} photo
 * @returns {Region}
 */
export function moveRegion({ corners }, dx, dy, photo) {
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const by_x = clamp(Math.round(dx), -Math.min(...xs), photo.width - Math.max(...xs));
  const by_y = clamp(Math.round(dy), -Math.min(...ys), photo.height - Math.max(...ys));
  return { corners: corners.map(([x, y]) => [x + by_x, y + by_y]) };
}

/** @param {Region} region @returns {Corner} the middle of its corners */
export const middleOf = ({ corners }) => [
  corners.reduce((sum, [x]) => sum + x, 0) / 4,
  corners.reduce((sum, [, y]) => sum + y, 0) / 4,
];

/** @param {Corner[]} corners @returns {number[]} at each corner, the area that its two sides span; negative: it points inwards */
const spansOf = (corners) =>
  corners.map((corner, i) => turn(corners[(i + 3) % 4], corner, corners[(i + 1) % 4]));

/**
 * @param {Corner} a
 * @param {Corner} b
 * @param {Corner} c
 * @returns {number} positive: from a to b to c is a turn clockwise (y points down)
 */
const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
