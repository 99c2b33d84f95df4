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
  // What was not found among so many, or is denied by a person or by its looks, looks no more like the facing than the last of them.
  const least = found.map((matches) => matches.at(-1)?.score);
  return found.map((matches, i) => {
    const alike = [...likeness[i]].flatMap((value, facing) =>
      value > TOGETHER.from ? [{ facing, weight: value - TOGETHER.from }] : [],
    );
    return matches
      .map((match) => {
        let [sum, weight] = [0, 0];
        for (const each of alike) {
          const score = scores[each.facing].get(match.product) ?? least[each.facing];
          if (score === undefined) continue;
          sum += each.weight * score;
          weight += each.weight;
        }
        if (weight === 0) return match;
        const part = TOGETHER.part * Math.min(1, weight / (1 - TOGETHER.from));
        return { ...match, score: match.score + part * (sum / weight - match.score) };
      })
      .sort((a, b) => b.score - a.score);
  });
}
