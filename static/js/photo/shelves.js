/**
 * What stands where on a photo. It is never stored, but derived from the boxes that count. On a phone that takes some
 * hundredths of a second a photo, so whoever shows many photos derives it once for each.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Shelves
 * @property {import('./corrections.js').CurrentBox[]} boxes that count
 * @property {import('./rows.js').Row[]} rows indices into the boxes, from top to bottom
 * @property {number[]} withoutShelf indices of the boxes that are in no row
 * @property {import('./gaps.js').Gap[]} unchecked gaps that were found and that nobody has judged
 * @property {import('./gaps.js').Gap[]} missing gaps of which a person said that a product is missing there
 */
import { currentBoxes, faintBoxes } from './corrections.js';
import { acceptedGaps, findGaps, openGaps } from './gaps.js';
import { findRows, stackTops, withoutShelf } from './rows.js';

/**
 * @param {ReviewedShot} review
 * @returns {Shelves}
 */
export function shelvesOf(review) {
  const { gaps } = review.corrections;
  const boxes = currentBoxes(review);
  const places = boxes.map(({ box }) => box);
  const rows = findRows(places, review);
  return {
    boxes,
    rows,
    withoutShelf: withoutShelf(boxes.length, rows),
    unchecked: openGaps(findGaps(places, rows, faintBoxes(review)), gaps),
    missing: acceptedGaps(gaps.accepted, places, rows),
  };
}

/**
 * @param {Pick<Shelves, 'boxes' | 'rows' | 'withoutShelf'>} shelves
 * @returns {{ rows: number[], withoutShelf: number, all: number }} the facings of each row, of what stands on no shelf, and
 *   their sum
 */
export function facingsOf({ boxes, rows, withoutShelf }) {
  const inRows = rows.map(({ facings }) => facings.length);
  const loose = withoutShelf.length - stackTops(withoutShelf.map((i) => boxes[i].box));
  return {
    rows: inRows,
    withoutShelf: loose,
    all: inRows.reduce((sum, count) => sum + count, loose),
  };
}

/** @param {Pick<Shelves, 'missing'>} shelves @returns {number} how many products would fit into the gaps where some are missing */
export const missingFacings = ({ missing }) => missing.reduce((sum, { facings }) => sum + facings, 0);
