/**
 * Makes boxes for products that the detector missed, from a drag or a tap.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ width: number, height: number }} Size
 */
import { clamp, distanceTo } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';

/** No box is smaller than this on a side, in pixels of the photo. */
export const LEAST_SIDE = 4;

/**
 * @param {Point} a a corner, pixels of the photo
 * @param {Point} b the opposite corner
 * @param {Size} photo
 * @returns {Box | null} null: too small to be intentional
 */
export function boxBetween(a, b, photo) {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) =>
    clamp(Math.round(x), 0, photo.width),
  );
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) =>
    clamp(Math.round(y), 0, photo.height),
  );
  return right - left >= LEAST_SIDE && bottom - top >= LEAST_SIDE ? [left, top, right, bottom] : null;
}

/**
 * A box for a product that was only tapped: as large as the products around it.
 *
 * @param {Point} point its middle, pixels of the photo
 * @param {Box[]} others
 * @param {Size} photo
 * @returns {Box} inside the photo
 */
export function boxLikeNeighbours(point, others, photo) {
  const near = others
    .toSorted((a, b) => distanceTo(a, point) - distanceTo(b, point))
    .slice(0, 5)
    .map(([left, top, right, bottom]) => ({ width: right - left, height: bottom - top }));
  const isFirst = near.length === 0;
  const width = isFirst ? photo.width / 8 : median(near.map((size) => size.width));
  const height = isFirst ? photo.width / 5 : median(near.map((size) => size.height));
  const [w, h] = [Math.min(width, photo.width), Math.min(height, photo.height)];
  const left = Math.floor(clamp(point.x - w / 2, 0, photo.width - w));
  const top = Math.floor(clamp(point.y - h / 2, 0, photo.height - h));
  return [left, top, left + Math.round(w), top + Math.round(h)];
}
