/**
 * What facings of a photo say of each other: those that are alike show the same product, and where one is half hidden or in the shade,
 * its neighbours tell which. Pure.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {import('./search.js').Match} Match
 */
import { likenesses } from './likenesses.js';

/** Up to this part, a facing is as much like a product as those are that it is alike, which count from this likeness on. */
const TOGETHER = { part: 0.5, from: 0.75 };

/**
 * @param {Match[][]} found the products that each facing looks like, the best first
 * @param {Vectors} vectors of the facings
 * @param {Box[]} boxes
 * @returns {Match[][]} the same, with the scores that facings which are alike have together
 */
export function together(found, vectors, boxes) {
  if (found.every((matches) => matches.length === 0)) return found;
  const likeness = likenesses(vectors, boxes);
  const scores = found.map((matches) => new Map(matches.map(({ product, score }) => [product, score])));
  // What a facing looks like less than all that were found, it looks like as little as the last of them, at most.
  const least = found.map((matches) => matches.at(-1)?.score ?? Number.NaN);
  return found.map((matches, i) => {
    const alike = [...likeness[i]].flatMap((value, facing) =>
      value > TOGETHER.from && found[facing].length > 0 ? [{ facing, weight: value - TOGETHER.from }] : [],
    );
    const all = alike.reduce((sum, { weight }) => sum + weight, 0);
    if (all === 0) return matches;
    const part = TOGETHER.part * Math.min(1, all / (1 - TOGETHER.from));
    return matches
      .map((match) => {
        const theirs = alike.reduce(
          (sum, { facing, weight }) => sum + weight * (scores[facing].get(match.product) ?? least[facing]),
          0,
        );
        return { ...match, score: match.score + part * (theirs / all - match.score) };
      })
      .sort((a, b) => b.score - a.score);
  });
}
