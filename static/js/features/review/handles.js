/**
 * Hit testing and dragging of boxes: finds the box under a finger, its corner handles, and its new shape when dragged.
 *
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ x: -1 | 1, y: -1 | 1 }} Corner -1: left or top
 */
import { areaOf, clamp, distanceTo } from '../../geometry/boxes.js';
import { LEAST_SIDE as LEAST } from '../../photo/new-boxes.js';

/** Half of a touch target: a finger this near to a corner takes hold of the corner. */
export const REACH_PX = 22;
/** A box smaller than this on the screen can only be moved as a whole: its corners are too close to each other for a finger. */
export const PULLED_FROM_PX = 24;
/** A tap this near to a box still selects it. */
const NEAR_PX = 10;

/** @type {Corner[]} */
export const CORNERS = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

/** @param {Box} box @param {Corner} corner @returns {Point} */
export const cornerOf = ([left, top, right, bottom], { x, y }) => ({
  x: x < 0 ? left : right,
  y: y < 0 ? top : bottom,
});

/**
 * @template {{ box: Box }} T
 * @param {T[]} things
 * @param {Point} point in the same unit as the boxes
 * @param {number} px length of a CSS pixel in that unit
 * @returns {T | null} the smallest that contains the point, else the nearest within reach
 */
export function thingAt(things, point, px) {
  const inside = things.filter(({ box }) => distanceTo(box, point) === 0);
  if (inside.length > 0) return inside.reduce((a, b) => (areaOf(b.box) < areaOf(a.box) ? b : a));
  const near = things
    .map((thing) => ({ thing, distance: distanceTo(thing.box, point) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance <= NEAR_PX * px ? near.thing : null;
}

/**
 * Finds the part of the selected box that a finger takes hold of.
 *
 * @param {Box} box CSS pixels
 * @param {Point} point CSS pixels
 * @returns {Corner | 'whole' | null}
 */
export function holdAt(box, point) {
  const [left, top, right, bottom] = box;
  // The middle always takes hold of the whole box, since the corners of a small box reach across all of it.
  const inner = { x: (right - left) / 4, y: (bottom - top) / 4 };
  const isInner =
    point.x > left + inner.x &&
    point.x < right - inner.x &&
    point.y > top + inner.y &&
    point.y < bottom - inner.y;
  const isSmall = Math.min(right - left, bottom - top) < PULLED_FROM_PX;
  if (isInner || (isSmall && distanceTo(box, point) <= NEAR_PX)) return 'whole';
  if (isSmall) return null;
  const corners = CORNERS.map((corner) => {
    const { x, y } = cornerOf(box, corner);
    return { corner, distance: Math.hypot(point.x - x, point.y - y) };
  }).sort((a, b) => a.distance - b.distance);
  if (corners[0].distance <= REACH_PX) return corners[0].corner;
  return distanceTo(box, point) === 0 ? 'whole' : null;
}

/**
 * @param {Box} box
 * @param {Corner | 'whole'} hold
 * @param {Point} by pixels of the photo
 * @param {Size} photo the box stays inside it
 * @returns {Box} whole pixels
 */
export function pull([left, top, right, bottom], hold, by, photo) {
  if (hold === 'whole') {
    const x = clamp(Math.round(by.x), -left, photo.width - right);
    const y = clamp(Math.round(by.y), -top, photo.height - bottom);
    return [left + x, top + y, right + x, bottom + y];
  }
  const x = Math.round(by.x);
  const y = Math.round(by.y);
  return [
    hold.x < 0 ? clamp(left + x, 0, right - LEAST) : left,
    hold.y < 0 ? clamp(top + y, 0, bottom - LEAST) : top,
    hold.x > 0 ? clamp(right + x, left + LEAST, photo.width) : right,
    hold.y > 0 ? clamp(bottom + y, top + LEAST, photo.height) : bottom,
  ];
}

/** @param {Box} box @param {Point} point */
export const contains = (box, point) => distanceTo(box, point) === 0;
