/**
 * Taking hold of boxes: which one lies under a finger, its corners, and what it becomes when it is pulled.
 *
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ x: -1 | 1, y: -1 | 1 }} Corner -1: left or top
 */
import { areaOf, clamp, distanceTo } from '../../geometry/boxes.js';
import { LEAST_SIDE as LEAST } from '../../photo/new-boxes.js';

/** Half of a touch target: a finger this near to a corner means the corner. */
export const REACH_PX = 22;
/** A box that is smaller on the screen has no corners to pull, only a whole to move: fingers would miss them. */
export const PULLED_FROM_PX = 24;
/** A finger beside a small box still means it. */
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
 * @returns {T | null} the smallest that contains the point, else the nearest that is very near
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
 * What a finger on the selected box takes hold of.
 *
 * @param {Box} box CSS pixels
 * @param {Point} point CSS pixels
 * @returns {Corner | 'whole' | null}
 */
export function holdAt(box, point) {
  const [left, top, right, bottom] = box;
  // The middle of a box always means the whole box: of a small one the corners' reach would leave nothing.
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
 * @param {Size} photo the box stays inside of it
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
