/**
 * Which facings count. The screen shows a part of the camera's picture, cut out by the zoom, and a region of that part may
 * be set as the only one that counts.
 *
 * @typedef {import('./tracking.js').Facing} Facing
 * @typedef {import('../../camera/zoom.js').Crop} Crop
 * @typedef {import('./region.js').Region} Region
 */
import { areaOf, distanceTo } from '../../geometry/boxes.js';
import { isInRegion } from './region.js';

/** How far from a facing a tap may land and still mean it, as a part of the longer side of the shown picture. */
const FINGER = 0.02;

/**
 * @param {Facing[]} facings
 * @param {Crop} crop
 * @param {Region | null} region
 * @returns {Facing[]} those whose centre is shown and inside the region
 */
export function countedFacings(facings, crop, region) {
  return facings.filter(({ box: [left, top, right, bottom] }) => {
    const x = ((left + right) / 2 - crop.x) / crop.width;
    const y = ((top + bottom) / 2 - crop.y) / crop.height;
    return x >= 0 && y >= 0 && x <= 1 && y <= 1 && isInRegion(region, x, y);
  });
}

/**
 * @param {Facing[]} facings
 * @param {Crop} crop
 * @param {string[] | null} [kinds] what each label is called, where boxes show it
 * @returns {import('./overlay-rects.js').Boxes} in pixels of the crop, for the overlay
 */
export function boxesOn(facings, crop, kinds) {
  const boxes = Float32Array.from(
    facings.flatMap(({ box: [left, top, right, bottom] }) => [
      left - crop.x,
      top - crop.y,
      right - crop.x,
      bottom - crop.y,
    ]),
  );
  const names = kinds ? facings.map(({ label }) => kinds[label]) : undefined;
  return { boxes, count: facings.length, width: crop.width, height: crop.height, names };
}

/**
 * The facing that a tap means: the smallest box under the finger, since large boxes may lie around small ones; else the
 * nearest one that lies within reach.
 *
 * @param {Facing[]} facings
 * @param {Crop} crop
 * @param {{ x: number, y: number }} point fractions of the shown picture
 * @returns {Facing | null}
 */
export function facingAt(facings, crop, point) {
  const x = crop.x + point.x * crop.width;
  const y = crop.y + point.y * crop.height;
  const reach = FINGER * Math.max(crop.width, crop.height);
  /** @type {{ facing: Facing, distance: number, area: number }[]} */
  const candidates = facings.map((facing) => {
    return { facing, distance: distanceTo(facing.box, { x, y }), area: areaOf(facing.box) };
  });
  const best = candidates
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance || a.area - b.area)[0];
  return best?.facing ?? null;
}
