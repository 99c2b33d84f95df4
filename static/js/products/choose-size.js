/**
 * Which size of a product facings show. Sizes of one product often look the same, but the larger one is higher: facings beside
 * each other in a row of a shelf are compared, since how near the camera was does not matter there. Pure.
 *
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {import('./search.js').Match} Match
 * @typedef {import('./recognise.js').Limits} Limits
 */

/** Facings of one size differ less in their height; those of two sizes more. */
const STEP = 1.13;

/**
 * @param {(number | null)[]} named the product of each facing, of whatever size; null: not sure
 * @param {Match[][]} found the products that each looks like, the best first
 * @param {Gallery} gallery
 * @param {Limits} limits
 * @param {{ rows: number[][], heights: number[] }} photo
 * @returns {(number | null)[]} the product of each facing in its size; null where that is not sure
 */
export function chooseSizes(named, found, gallery, { margin }, { rows, heights }) {
  const chosen = [...named];
  const inRows = new Set(rows.flat());
  const alone = named.flatMap((_, i) => (inRows.has(i) ? [] : [[i]]));
  for (const row of [...rows, ...alone]) {
    for (const facings of byKind(row, named, gallery)) {
      const sizes = sizesOf(facings, named, found, gallery);
      if (sizes.length < 2) continue;
      const steps = inSteps(facings, heights);
      const ways = waysOf(steps, sizes, found);
      if (ways.length === 0) {
        // More heights than sizes: they do not tell, and each facing is alone with its looks.
        for (const i of facings) chosen[i] = leadOf(found[i], sizes) >= margin ? chosen[i] : null;
        continue;
      }
      const isSure = ways.length === 1 || ways[0].score - ways[1].score >= margin / 2;
      steps.forEach((step, at) => {
        for (const i of step) chosen[i] = isSure ? sizes[ways[0].way[at]] : null;
      });
    }
  }
  return chosen;
}

/** @param {number[]} row @param {(number | null)[]} named @param {Gallery} gallery @returns {number[][]} facings of each kind */
function byKind(row, named, { kinds }) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const i of row) {
    const product = named[i];
    if (product !== null && product !== undefined)
      groups.set(kinds[product], [...(groups.get(kinds[product]) ?? []), i]);
  }
  return [...groups.values()];
}

/**
 * @param {number[]} facings of one kind
 * @param {(number | null)[]} named
 * @param {Match[][]} found
 * @param {Gallery} gallery
 * @returns {number[]} products of their kind, the smallest first
 */
function sizesOf(facings, named, found, { kinds, sizes }) {
  const kind = kinds[named[facings[0]] ?? -1];
  const all = new Set(facings.flatMap((i) => found[i].map(({ product }) => product)));
  return [...all].filter((product) => kinds[product] === kind).sort((a, b) => sizes[a] - sizes[b]);
}

/** @param {number[]} facings @param {number[]} heights @returns {number[][]} those of about one height, the lowest first */
function inSteps(facings, heights) {
  if (heights.length === 0) return [facings];
  const sorted = facings.toSorted((a, b) => heights[a] - heights[b]);
  /** @type {number[][]} */
  const steps = [];
  sorted.forEach((i, at) => {
    if (at === 0 || heights[i] > heights[sorted[at - 1]] * STEP) steps.push([]);
    steps[steps.length - 1].push(i);
  });
  return steps;
}

/**
 * @param {number[][]} steps facings of about one height, the lowest first
 * @param {number[]} sizes products, the smallest first
 * @param {Match[][]} found
 * @returns {{ way: number[], score: number }[]} for each step an index of `sizes`, so that what is higher is larger; the best way
 *   first, by how much the facings look like that, a cosine
 */
function waysOf(steps, sizes, found) {
  const scoreOf = (/** @type {number[]} */ step, /** @type {number} */ product) =>
    step.reduce((sum, i) => sum + scoreIn(found[i], product), 0);
  const facings = steps.reduce((sum, step) => sum + step.length, 0);
  return increasing(steps.length, sizes.length)
    .map((way) => ({
      way,
      score: way.reduce((sum, size, at) => sum + scoreOf(steps[at], sizes[size]), 0) / facings,
    }))
    .sort((a, b) => b.score - a.score);
}

/** @param {Match[]} matches @param {number} product @returns {number} what it does not look like, it looks like at most as its last match */
export const scoreIn = (matches, product) =>
  matches.find((each) => each.product === product)?.score ?? matches[matches.length - 1]?.score ?? 0;

/** @param {Match[]} matches @param {number[]} sizes @returns {number} by how much it looks more like the best of them than like the second */
function leadOf(matches, sizes) {
  const [first, second] = sizes.map((product) => scoreIn(matches, product)).sort((a, b) => b - a);
  return first - second;
}

/** @param {number} steps @param {number} sizes @param {number} [from] @returns {number[][]} all ways to give each step a larger size than the one before */
function increasing(steps, sizes, from = 0) {
  if (steps === 0) return [[]];
  /** @type {number[][]} */
  const ways = [];
  for (let size = from; size <= sizes - steps; size += 1)
    for (const rest of increasing(steps - 1, sizes, size + 1)) ways.push([size, ...rest]);
  return ways;
}
