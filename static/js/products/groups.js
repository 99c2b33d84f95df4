/**
 * Which facings of a photo show the same product, by their looks alone: no catalogue is needed. Pure.
 *
 * @typedef {import('./search.js').Vectors} Vectors
 * @typedef {import('../photo/names.js').Alike} Alike
 */

import { cosine } from '../looks/vectors.js';
import { partition } from '../photo/partition.js';

/** More than all looks of a photo can weigh. */
const SAID = 1e6;

/**
 * @param {Vectors} vectors of the facings
 * @param {string[]} keys of their boxes
 * @param {object} options
 * @param {number} options.limit the cosine from which two facings show the same product, of the embedder's card
 * @param {Alike} [options.alike] what a person said: that holds
 * @param {[number, number][]} [options.neighbours] pairs of facings that stand side by side
 * @returns {number[][]} indices of the facings of each group, the largest group first
 */
export function groupsOf({ values, dimensions }, keys, { limit, alike, neighbours = [] }) {
  /** @type {[number, number, number][]} */
  const links = [];
  for (let a = 0; a < keys.length; a += 1)
    for (let b = a + 1; b < keys.length; b += 1)
      links.push([a, b, cosine(values, a, values, b, dimensions) - limit]);
  for (const [a, b] of neighbours) links.push([a, b, 0.05]);
  const at = new Map(keys.map((key, i) => [key, i]));
  for (const [pairs, weight] of /** @type {const} */ ([
    [alike?.together ?? [], SAID],
    [alike?.apart ?? [], -SAID],
  ]))
    for (const [a, b] of pairs) {
      const [i, j] = [at.get(a), at.get(b)];
      if (i !== undefined && j !== undefined && i !== j) links.push([i, j, weight]);
    }
  return partition(keys.length, links)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || a[0] - b[0]);
}
