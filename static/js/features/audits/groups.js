/**
 * The photos of a visit in the order in which its page and the list beside a photo show them.
 *
 * @typedef {import('./state.js').ShotCard} ShotCard
 * @typedef {{ shots: ShotCard[], categories: { id: string, name: string }[] }} Shown a page, or what of it is needed
 * @typedef {{ name: string, own: { shot: ShotCard, number: number }[] }} Group `number` of the photo in the visit, from 1
 */
import { messages } from '../../messages.js';

/**
 * @param {Shown} page
 * @returns {Group[]} by category; photos of none come last, without a name where there are no categories
 */
export function groupsOf({ shots, categories }) {
  const numbered = shots.map((shot, index) => ({ shot, number: index + 1 }));
  const known = new Set(categories.map(({ id }) => id));
  return [
    ...categories.map(({ id, name }) => ({
      name,
      own: numbered.filter(({ shot }) => shot.categoryId === id),
    })),
    {
      name: categories.length > 0 ? messages.visits.noCategory : '',
      own: numbered.filter(({ shot }) => !known.has(shot.categoryId ?? '')),
    },
  ].filter(({ own }) => own.length > 0);
}

/** @param {Shown} page @returns {string[]} ids of the photos */
export const inShownOrder = (page) => groupsOf(page).flatMap(({ own }) => own.map(({ shot }) => shot.id));

/**
 * Photos that a person should look at: the one whose number is least sure first.
 *
 * @param {ShotCard[]} shots
 * @returns {string[]} ids; without those that wait to be counted, and those that are sure
 */
export function worstFirst(shots) {
  return shots
    .map((shot) => ({ id: shot.id, doubt: doubtOf(shot) }))
    .filter(({ doubt }) => doubt > 0)
    .toSorted((a, b) => b.doubt - a.doubt)
    .map(({ id }) => id);
}

/** @param {ShotCard} shot @returns {number} products by which its number is unsure, and places that nobody has judged */
function doubtOf({ uncounted, again, range, unchecked, products }) {
  if (uncounted) return uncounted === 'failed' ? Number.POSITIVE_INFINITY : 0;
  if (again) return products + unchecked; // perhaps none of them is to be counted
  return (range ? (range.high - range.low) / 2 : 0) + unchecked;
}
