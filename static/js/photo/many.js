/**
 * Corrections of many boxes at once, each of them one step. A key of a box that does not count any more is left out.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 */
import { areaOf, intersectionOf } from '../geometry/boxes.js';
import { answer, isConfirmed } from './answers.js';
import { currentBoxes, relabelBox, removeBox } from './corrections.js';
import { shelvesOf } from './shelves.js';

/** A gap is where products were removed if they cover this part of it. */
const COVERED = 0.3;

/**
 * The place where many were removed is no gap: nothing is missing there.
 *
 * @param {ReviewedShot} shot
 * @param {string[]} keys
 * @returns {Corrections}
 */
export function removeAll(shot, keys) {
  const gone = boxesOf(shot, keys);
  const removed = gone.reduce((all, { key }) => removeBox(all, key), shot.corrections);
  const places = gone.map(({ box }) => box);
  const { unchecked } = shelvesOf({ ...shot, corrections: removed });
  const noGaps = unchecked.map(({ box }) => box).filter((gap) => isCovered(gap, places));
  const { accepted, dismissed } = removed.gaps;
  return noGaps.length === 0
    ? removed
    : { ...removed, gaps: { accepted, dismissed: [...dismissed, ...noGaps] } };
}

/**
 * They are products. Boxes that a person has moved or added are known as such already.
 *
 * @param {ReviewedShot} shot
 * @param {string[]} keys
 * @returns {Corrections} the same where nothing is new
 */
export const keepAll = (shot, keys) =>
  boxesOf(shot, keys).reduce((all, { key, source }) => {
    const index = Number(key.slice(1));
    return source === 'machine' && !isConfirmed(all, index) ? answer(all, index, true) : all;
  }, shot.corrections);

/**
 * @param {ReviewedShot} shot
 * @param {string[]} keys
 * @param {number} label
 * @returns {Corrections} the same where nothing is new
 */
export const nameAll = (shot, keys, label) =>
  boxesOf(shot, keys).reduce(
    (all, box) => (box.label === label ? all : relabelBox(all, box, label).corrections),
    shot.corrections,
  );

/** @param {ReviewedShot} shot @param {string[]} keys */
function boxesOf(shot, keys) {
  const wanted = new Set(keys);
  return currentBoxes(shot).filter(({ key }) => wanted.has(key));
}

/** @param {Box} gap @param {Box[]} places */
const isCovered = (gap, places) =>
  places.reduce((sum, box) => sum + intersectionOf(gap, box), 0) >= COVERED * areaOf(gap);
