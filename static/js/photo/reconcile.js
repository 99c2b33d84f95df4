/**
 * Breaks the products of a photo down into what the detector found, what a person added and what a person removed.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Reconciliation found + added - removed is the number of products
 * @property {number} found boxes of the detector that count or would count if nobody had removed them
 * @property {number} added boxes that a person drew
 * @property {number} removed boxes of the detector that a person removed and that would count otherwise
 * @property {number} moved boxes of the detector that a person moved: neither added nor removed
 * @property {number} relabelled boxes of the detector to which a person gave another label: neither added nor removed
 */
import { iouOf } from '../geometry/boxes.js';

/** A person's box with another label is taken to replace a removed box if they overlap at least this much (IoU). */
const SAME_PLACE = 0.5;

/**
 * @param {ReviewedShot} review
 * @returns {Reconciliation}
 */
export function reconcile(review) {
  const { machine, threshold, corrections } = review;
  const replaced = replacedBoxes(review);
  const replacedIndices = new Set(replaced.values());
  const removedIndices = new Set(corrections.removed);
  let [found, removed, moved] = [0, 0, 0];
  machine.forEach(({ score }, index) => {
    const isMoved = index in corrections.moved && !removedIndices.has(index);
    // What a person moved or relabelled counts at any threshold.
    if (score < threshold && !isMoved && !replacedIndices.has(index)) return;
    found += 1;
    if (isMoved) moved += 1;
    if (removedIndices.has(index) && !replacedIndices.has(index)) removed += 1;
  });
  const labels = new Map(corrections.added.map(({ id, label }) => [id, label]));
  const relabelled = Array.from(replaced).filter(([id, index]) => labels.get(id) !== machine[index].label);
  return {
    found,
    added: corrections.added.length - replaced.size,
    removed,
    moved,
    relabelled: relabelled.length,
  };
}

/**
 * Pairs the added boxes that replace a relabelled box of the detector with that box. To give a box another label, the
 * detector's box is marked as removed and an added box takes its place.
 *
 * @param {Pick<ReviewedShot, 'machine' | 'corrections'>} review
 * @returns {Map<string, number>} from the id of the added box to the index of the detector's
 */
export function replacedBoxes({ machine, corrections }) {
  const removed = new Set(corrections.removed);
  /** @type {Map<string, number>} */
  const replaced = new Map();
  const pair = (/** @type {string} */ id, /** @type {number} */ index) => {
    if (removed.delete(index)) replaced.set(id, index);
  };
  for (const { id, replaces } of corrections.added) if (replaces !== undefined) pair(id, replaces);
  // Older records do not state which box was replaced. It is the removed one in the same place with another label.
  for (const { id, box, label, replaces } of corrections.added) {
    if (replaces !== undefined) continue;
    let [best, overlap] = [-1, SAME_PLACE];
    for (const index of removed) {
      const iou = machine[index].label === label ? 0 : iouOf(box, machine[index].box);
      if (iou >= overlap) [best, overlap] = [index, iou];
    }
    if (best >= 0) pair(id, best);
  }
  return replaced;
}
