/**
 * The counts of a photo that need no shelves (those are in shelves.js). They are never stored, but derived from the
 * detections and the corrections. If a part of the photo alone counts, they are of that part.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Counts
 * @property {number} products
 * @property {Record<string, number>} byLabel products of every label of the model, including those with a count of 0
 * @property {number} machine products that the machine found: products = machine + added - removed
 * @property {number} added by a person
 * @property {number} removed by a person
 * @property {number} moved by a person
 * @property {number} relabelled by a person
 * @property {number} missing gaps of which a person said that a product is missing there
 * @property {number} noGap gaps of which a person said that none is missing there
 */
import { currentBoxes, judgedGaps } from './corrections.js';
import { reconcile } from './reconcile.js';

/**
 * @param {ReviewedShot} review
 * @returns {Counts}
 */
export function countsOf(review) {
  const { corrections, labels } = review;
  const { found, added, removed, moved, relabelled } = reconcile(review);
  const boxes = currentBoxes(review);
  const gaps = judgedGaps(corrections);
  const byLabel = Object.fromEntries(labels.map((label) => [label, 0]));
  for (const { label } of boxes) byLabel[labelOf(review, label)] = (byLabel[labelOf(review, label)] ?? 0) + 1;
  return {
    products: boxes.length,
    byLabel,
    machine: found,
    added,
    removed,
    moved,
    relabelled,
    missing: gaps.accepted.length,
    noGap: gaps.dismissed.length,
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
