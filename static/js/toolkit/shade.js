/**
 * Shades what does not count.
 *
 * @typedef {import('./canvas.js').Context} Context
 * @typedef {{ x: number, y: number }} Point
 */

/**
 * Darkens all of a canvas but a polygon.
 *
 * @param {Context} context
 * @param {{ width: number, height: number }} size of what is to be darkened, from the origin
 * @param {Point[]} corners
 * @param {string} colour
 */
export function shadeOutside(context, { width, height }, corners, colour) {
  const path = polygon(corners);
  path.rect(0, 0, width, height);
  context.fillStyle = colour;
  context.fill(path, 'evenodd');
}

/** @param {Point[]} corners @returns {Path2D} closed */
export function polygon(corners) {
  const path = new Path2D();
  for (const { x, y } of corners) path.lineTo(x, y);
  path.closePath();
  return path;
}
