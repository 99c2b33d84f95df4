/**
 * Breaks the products of a photo down into what the detector found, what a person added and what a person removed. If a part
 * of the photo alone counts, all of these are of that part: where a box stands now, or stood when it was removed.
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
import { isConfirmed } from './answers.js';
import { insideOf } from './region.js';

/** A person's box with another label is taken to replace a removed box if they overlap at least this much (IoU). */
const SAME_PLACE = 0.5;

/**
 * @param {ReviewedShot} review
 * @returns {Reconciliation}
 */
export function reconcile(review) {
  const { machine, threshold, corrections } = review;
  const isInside = insideOf(corrections.region);
  const replaced = replacedBoxes(review);
  const replacedIndices = new Set(replaced.values());
  const removedIndices = new Set(corrections.removed);
  const counts = { found: 0, added: 0, removed: 0, moved: 0, relabelled: 0 };
  machine.forEach(({ box, score }, index) => {
    if (replacedIndices.has(index)) return; // below: it is where its replacement is
    const isRemoved = removedIndices.has(index);
    const moved = isRemoved ? undefined : corrections.moved[index];
    // What a person moved or confirmed counts at any threshold.
    const isJudged = moved || (!isRemoved && isConfirmed(corrections, index));
    if ((score < threshold && !isJudged) || !isInside(moved ?? box)) return;
    counts.found += 1;
    if (moved) counts.moved += 1;
    if (isRemoved) counts.removed += 1;
  });
  for (const { id, box, label } of corrections.added) {
    if (!isInside(box)) continue;
    const index = replaced.get(id);
    if (index === undefined) counts.added += 1;
    else counts.found += 1;
    if (index !== undefined && machine[index].label !== label) counts.relabelled += 1;
  }
  return counts;
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
