/**
 * The part of the picture that counts, in fractions of what the screen shows, so that it stays in its place on the screen
 * when the phone is rotated or the lens changed.
 *
 * @typedef {import('../../geometry/part.js').Part} Region
 * @typedef {import('../../toolkit/region-box.js').Handle} Handle
 */

/** A rectangle that is smaller than this on either axis is not meant. */
const LEAST_SIDE = 0.12;

/**
 * @param {{ x: number, y: number }} a a corner, fractions
 * @param {{ x: number, y: number }} b the opposite one
 * @returns {Region | null} null when it is too small to be meant
 */
export function regionBetween(a, b) {
  const region = {
    left: clamp(Math.min(a.x, b.x)),
    top: clamp(Math.min(a.y, b.y)),
    right: clamp(Math.max(a.x, b.x)),
    bottom: clamp(Math.max(a.y, b.y)),
  };
  const isMeant = region.right - region.left >= LEAST_SIDE && region.bottom - region.top >= LEAST_SIDE;
  return isMeant ? region : null;
}

/**
 * @param {Region} region
 * @param {number} dx fraction
 * @param {number} dy
 * @returns {Region} of the same size, kept inside the picture
 */
export function moveRegion(region, dx, dy) {
  const x = Math.min(Math.max(dx, -region.left), 1 - region.right);
  const y = Math.min(Math.max(dy, -region.top), 1 - region.bottom);
  return { left: region.left + x, top: region.top + y, right: region.right + x, bottom: region.bottom + y };
}

/**
 * @param {Region} region
 * @param {Handle} handle
 * @param {number} dx fraction
 * @param {number} dy
 * @returns {Region} with these edges moved, but never so small that it could not be seen and touched
 */
export function resizeRegion(region, handle, dx, dy) {
  const next = { ...region };
  if (handle.x < 0) next.left = clamp(Math.min(region.left + dx, region.right - LEAST_SIDE));
  if (handle.x > 0) next.right = clamp(Math.max(region.right + dx, region.left + LEAST_SIDE));
  if (handle.y < 0) next.top = clamp(Math.min(region.top + dy, region.bottom - LEAST_SIDE));
  if (handle.y > 0) next.bottom = clamp(Math.max(region.bottom + dy, region.top + LEAST_SIDE));
  return next;
}

/**
 * @param {Region} region
 * @param {Handle} handle
 * @param {{ x: number, y: number }} point fractions
 * @returns {Region} with that corner, or its middle, at the point, or as near as possible
 */
export function placeHandle(region, handle, point) {
  const { left, top, right, bottom } = region;
  if (handle.x === 0) return moveRegion(region, point.x - (left + right) / 2, point.y - (top + bottom) / 2);
  const [x, y] = [handle.x < 0 ? left : right, handle.y < 0 ? top : bottom];
  return resizeRegion(region, handle, point.x - x, point.y - y);
}

/** How a frame shows the region and changes it. @type {import('../../toolkit/region-box.js').Outline<Region>} */
export const rectangle = {
  corners: ({ left, top, right, bottom }) => [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ],
  move: (region, handle, { x, y }) =>
    handle.x === 0 ? moveRegion(region, x, y) : resizeRegion(region, handle, x, y),
  place: placeHandle,
};

/**
 * @param {Region | null} region null: everything counts
 * @param {number} x fraction
 * @param {number} y
 */
export function isInRegion(region, x, y) {
  return !region || (x >= region.left && x <= region.right && y >= region.top && y <= region.bottom);
}

/** @param {number} value */
const clamp = (value) => Math.min(Math.max(value, 0), 1);
