/**
 * Boxes one by one, as trackers and editors handle them. (The detector's NMS works on whole arrays and has its own.)
 *
 * @typedef {[number, number, number, number]} Box xyxy
 */

/** @param {Box} box @returns {[number, number]} x, y */
export const centreOf = ([left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];

/** @param {Box} box */
export const areaOf = ([left, top, right, bottom]) => (right - left) * (bottom - top);

/** @param {Box} box @param {{ x: number, y: number }} point @returns {number} 0 inside */
export const distanceTo = ([left, top, right, bottom], { x, y }) =>
  Math.hypot(Math.max(0, left - x, x - right), Math.max(0, top - y, y - bottom));

/** @param {Box} a @param {Box} b @returns {number} the area that both cover */
export function sharedArea(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

/** @param {Box} a @param {Box} b @returns {number} intersection over union; 0 where they do not touch */
export function iouOf(a, b) {
  const shared = sharedArea(a, b);
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared);
}
