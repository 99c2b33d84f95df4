import { currentBoxes } from './corrections.js';
import { acceptedGaps } from './gaps.js';
import { findRows } from './rows.js';

/**
 * @param {import('./corrections.js').ReviewedShot} review
 * @returns {number} How many products like their neighbours would fit into the gaps that a person accepted.
 */
export function missingFacings(review) {
  const { accepted } = review.corrections.gaps;
  if (accepted.length === 0) return 0;
  const boxes = currentBoxes(review).map(({ box }) => box);
  const gaps = acceptedGaps(accepted, boxes, findRows(boxes, review));
  return gaps.reduce((sum, { facings }) => sum + facings, 0);
}
