/**
 * What stands where on a photo. It is never stored, but derived from the boxes that count. On a phone that takes some
 * hundredths of a second a photo, so whoever shows many photos derives it once for each. If a part of the photo alone counts,
 * only what has its middle there is on the shelves.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {{ products: number, facings: number }} Standing
 *
 * @typedef {object} Shelves
 * @property {import('./corrections.js').CurrentBox[]} boxes that count
 * @property {import('./rows.js').Row[]} rows indices into the boxes, from top to bottom
 * @property {number[]} withoutShelf indices of the boxes that are in no row
 * @property {import('./gaps.js').Gap[]} unchecked gaps that were found and that nobody has judged
 * @property {import('./gaps.js').Gap[]} missing gaps of which a person said that a product is missing there
 */
import { boxesOutside, currentBoxes, faintBoxes, judgedGaps } from './corrections.js';
import { acceptedGaps, findGaps, openGaps } from './gaps.js';
import { insideOf } from './region.js';
import { findRows, looseFacings, withoutShelf } from './rows.js';

/**
 * @param {ReviewedShot} review
 * @returns {Shelves}
 */
export function shelvesOf(review) {
  const { gaps, region } = review.corrections;
  const isInside = insideOf(region);
  const boxes = currentBoxes(review);
  const places = boxes.map(({ box }) => box);
  const rows = findRows(places, review);
  // Where something stands there is no gap, though it does not count: too faint, or outside the part that counts.
  const seen = [...faintBoxes(review), ...boxesOutside(review).map(({ box }) => ({ box, score: 1 }))];
  const found = findGaps(places, rows, { picture: review, faint: seen, texture: review.texture });
  return {
    boxes,
    rows,
    withoutShelf: withoutShelf(boxes.length, rows),
    unchecked: openGaps(found, gaps).filter(({ box }) => isInside(box)),
    missing: acceptedGaps(judgedGaps(review.corrections).accepted, places, rows),
  };
}

/**
 * @param {Pick<Shelves, 'boxes' | 'rows' | 'withoutShelf'>} shelves
 * @returns {{ rows: Standing[], withoutShelf: Standing, facings: number }} what stands in each row and on no shelf; and the
 *   facings of all these
 */
export function standingOf({ boxes, rows, withoutShelf }) {
  const inRows = rows.map(({ facings, stacked }) => ({
    products: facings.length + stacked.length,
    facings: facings.length,
  }));
  const loose = {
    products: withoutShelf.length,
    facings: looseFacings(withoutShelf.map((i) => boxes[i].box)).length,
  };
  return {
    rows: inRows,
    withoutShelf: loose,
    facings: inRows.reduce((sum, { facings }) => sum + facings, loose.facings),
  };
}

/** @param {Pick<Shelves, 'boxes' | 'rows' | 'withoutShelf'>} shelves @returns {number[]} indices of the boxes that are facings */
export const facingsIn = ({ boxes, rows, withoutShelf }) => [
  ...rows.flatMap(({ facings }) => facings),
  ...looseFacings(withoutShelf.map((i) => boxes[i].box)).map((i) => withoutShelf[i]),
];

/** @param {Pick<Shelves, 'missing'>} shelves @returns {number} how many products would fit into the gaps where some are missing */
export const missingFacings = ({ missing }) => missing.reduce((sum, { facings }) => sum + facings, 0);
