/**
 * Splits things into groups by what speaks for and against each pair: greedy additive edge contraction
 * (https://doi.org/10.1109/ICCV.2015.204). The number of groups need not be known.
 *
 * @typedef {[a: number, b: number, weight: number]} Link positive: both belong together; negative: they do not. Weights of
 *   the same pair add up.
 */

/**
 * Joins the two groups that have most in favour of them, again and again, until nothing speaks for another join.
 *
 * @param {number} count of the things
 * @param {Link[]} links
 * @returns {number[][]} indices of the things in each group
 */
export function partition(count, links) {
  const groups = Array.from({ length: count }, (_, i) => [i]);
  const weights = groups.map(() => /** @type {Map<number, number>} */ (new Map()));
  for (const [a, b, weight] of links) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ])
      weights[from].set(to, (weights[from].get(to) ?? 0) + weight);
  }
  // The strongest link of each group. Only those of groups that take part in a join are looked for anew.
  const strongest = weights.map(strongestOf);
  for (;;) {
    let [most, kept, gone] = [1e-9, -1, -1];
    strongest.forEach(([weight, other], group) => {
      if (weight > most) [most, kept, gone] = [weight, group, other];
    });
    if (kept < 0) return groups.filter((group) => group.length > 0);
    groups[kept].push(...groups[gone].splice(0));
    for (const [other, weight] of weights[gone]) {
      weights[other].delete(gone);
      if (other === kept) continue;
      const sum = (weights[kept].get(other) ?? 0) + weight;
      weights[kept].set(other, sum);
      weights[other].set(kept, sum);
    }
    const changed = [kept, gone, ...weights[gone].keys()];
    weights[gone].clear();
    for (const group of changed) strongest[group] = strongestOf(weights[group]);
  }
}

/**
 * @param {Map<number, number>} links weights by group
 * @returns {[weight: number, group: number]}
 */
function strongestOf(links) {
  /** @type {[number, number]} */
  let strongest = [0, -1];
  for (const [group, weight] of links) if (weight > strongest[0]) strongest = [weight, group];
  return strongest;
}
