/**
 * The counts of a photo. They are never stored, but derived from the detections and the corrections.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Counts
 * @property {number} facings
 * @property {Record<string, number>} byLabel every label of the model, including those with a count of 0
 * @property {number} machine facings that the machine found: facings = machine + added - removed
 * @property {number} added by a person
 * @property {number} removed by a person
 * @property {number} moved by a person
 * @property {number} relabelled by a person
 * @property {number} gaps accepted as out of stock
 */
import { currentBoxes } from './corrections.js';
import { reconcile } from './reconcile.js';

/**
 * @param {ReviewedShot} review
 * @returns {Counts}
 */
export function countsOf(review) {
  const { corrections, labels } = review;
  const { found, added, removed, moved, relabelled } = reconcile(review);
  const boxes = currentBoxes(review);
  const byLabel = Object.fromEntries(labels.map((label) => [label, 0]));
  for (const { label } of boxes) byLabel[labelOf(review, label)] = (byLabel[labelOf(review, label)] ?? 0) + 1;
  return {
    facings: boxes.length,
    byLabel,
    machine: found,
    added,
    removed,
    moved,
    relabelled,
    gaps: corrections.gaps.accepted.length,
  };
}

/**
 * @param {ReviewedShot} review
 * @param {number} index
 * @returns {string} The label's name.
 */
export function labelOf({ labels }, index) {
  return labels[index] ?? `label ${index}`;
}

/**
 * @param {Iterable<Counts>} counts
 * @returns {{ facings: number, gaps: number }}
 */
export function totalOf(counts) {
  const total = { facings: 0, gaps: 0 };
  for (const { facings, gaps } of counts) {
    total.facings += facings;
    total.gaps += gaps;
  }
  return total;
}
