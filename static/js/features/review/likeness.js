/** Which of some facings are most alike, and which least. Pure. */
import { cosine } from '../../looks/vectors.js';

/** @typedef {import('../../looks/vectors.js').Vectors} Vectors */

/** More alike than this, one shows nothing that the other does not. */
const SAME = 0.985;

/**
 * @param {Vectors} vectors
 * @param {number[]} facings at least two
 * @returns {[number[], number[]]} the same in two parts, the larger one first: each facing is with that of the two least alike which it
 *   resembles more
 */
export function inTwo({ values, dimensions }, facings) {
  const alike = (/** @type {number} */ a, /** @type {number} */ b) =>
    cosine(values, a, values, b, dimensions);
  let [first, second, least] = [facings[0], facings[1], 2];
  facings.forEach((a, i) => {
    for (const b of facings.slice(i + 1)) {
      const likeness = alike(a, b);
      if (likeness < least) [first, second, least] = [a, b, likeness];
    }
  });
  const isFirst = (/** @type {number} */ each) =>
    each === first || (each !== second && alike(each, first) >= alike(each, second));
  const parts = [facings.filter(isFirst), facings.filter((each) => !isFirst(each))];
  return /** @type {[number[], number[]]} */ (parts.sort((a, b) => b.length - a.length));
}

/**
 * @param {Vectors} vectors
 * @param {number[]} facings
 * @param {number} most
 * @returns {number[]} a few of them that show how different they look, the most usual one first
 */
export function diverse({ values, dimensions }, facings, most) {
  const alike = (/** @type {number} */ a, /** @type {number} */ b) =>
    cosine(values, a, values, b, dimensions);
  const sum = (/** @type {number} */ a) => facings.reduce((total, b) => total + alike(a, b), 0);
  const usual = facings.toSorted((a, b) => sum(b) - sum(a))[0];
  const chosen = usual === undefined ? [] : [usual];
  while (chosen.length < most) {
    const nearest = facings.map((each) => Math.max(...chosen.map((other) => alike(each, other))));
    const least = Math.min(...nearest);
    if (!(least < SAME)) break;
    chosen.push(facings[nearest.indexOf(least)]);
  }
  return chosen;
}
