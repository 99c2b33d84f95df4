/**
 * From facings in the camera's picture to what the screen shows of it: a part cut out by the zoom, and in it perhaps a
 * region that alone counts.
 *
 * @typedef {import('./tracking.js').Facing} Facing
 * @typedef {import('../../camera/zoom.js').Crop} Crop
 * @typedef {import('./region.js').Region} Region
 */
import { areaOf, distanceTo } from '../../geometry/boxes.js';
import { isInRegion } from './region.js';

/** Around a tap the finger's own width counts, as a part of the shown picture's longer side. */
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
 * @param {string[] | null} [kinds] what each label is called, where boxes are to say it
 * @returns {import('./overlay-rects.js').Boxes} on the crop, for the overlay
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
 * The facing that a person means with a tap: the smallest under the finger, since large boxes may lie around small
 * ones; else the nearest that a finger's width reaches.
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
