/**
 * Which examples of a product are kept: few, and as different as can be. Right ones and wrong ones ("not this") are apart. Pure.
 *
 * @typedef {Pick<import('./list.js').Example, 'id' | 'isRight' | 'embedder' | 'vector' | 'added'>} Kept
 */
import { cosine } from '../looks/vectors.js';
import { PRODUCT_LIMITS } from './list.js';

/** What is so much alike, a cosine, is the same picture for recognition. */
const SAME = 0.985;

/**
 * @template {Kept} T
 * @param {T[]} examples of one product
 * @returns {T[]} those to keep
 */
export function keepDiverse(examples) {
  const newestFirst = examples.toSorted((a, b) => b.added - a.added);
  /** @type {T[]} */
  const sorted = [];
  // Of the same picture the last word counts, whether the product is on it.
  for (const each of newestFirst)
    if (!sorted.some((other) => other.isRight !== each.isRight && likeness(each, other) >= SAME))
      sorted.push(each);
  return [true, false].flatMap((isRight) =>
    mostDifferent(
      sorted.filter((each) => each.isRight === isRight),
      isRight ? PRODUCT_LIMITS.right : PRODUCT_LIMITS.wrong,
    ),
  );
}

/**
 * Greedy farthest points: the first, then again and again the one that is least like those before.
 *
 * @template {Pick<Kept, 'embedder' | 'vector'>} T
 * @param {T[]} examples
 * @param {number} most
 * @returns {T[]} none of them the same as another
 */
export function mostDifferent(examples, most) {
  const kept = examples.slice(0, 1);
  /** How much each is like the most alike that is kept. */
  const nearest = examples.map(() => -1);
  while (kept.length < most) {
    const last = kept[kept.length - 1];
    let next = -1;
    examples.forEach((each, i) => {
      nearest[i] = Math.max(nearest[i], each === last ? 1 : likeness(each, last));
      if (nearest[i] < SAME && (next < 0 || nearest[i] < nearest[next])) next = i;
    });
    if (next < 0) break;
    kept.push(examples[next]);
  }
  return kept;
}

/** @param {Pick<Kept, 'embedder' | 'vector'>} a @param {Pick<Kept, 'embedder' | 'vector'>} b @returns {number} a cosine; 0 for what different embedders have made, which nobody can compare */
function likeness(a, b) {
  const { byteLength } = a.vector;
  if (a.embedder !== b.embedder || byteLength !== b.vector.byteLength || byteLength === 0) return 0;
  return cosine(new Int8Array(a.vector), 0, new Int8Array(b.vector), 0, byteLength);
}
