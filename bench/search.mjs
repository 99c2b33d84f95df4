/**
 * How long the search for products takes, in a catalogue as large as a phone may have, on one thread. bench/search.py starts it:
 *
 *     node bench/search.mjs 10 5000 10 150
 *
 * The arguments are how often each way has its turn, the products, the examples of each, and the facings of a photo. What it prints
 * are milliseconds of a photo, round by round, and how often the search from coarse to fine finds what looking at all examples finds.
 */
import { readFile } from 'node:fs/promises';
import { quantise } from '../static/js/looks/vectors.js';
import { Crowds } from '../static/js/products/crowds.js';
import { groupsOf } from '../static/js/products/groups.js';
import { Search } from '../static/js/products/search.js';

const DIMENSIONS = 256;
/** Products of one brand look alike: so many are a family. */
const FAMILY = 15;
/** How far products are from the mean of their family, and pictures of a product from each other. */
const [PRODUCT, PICTURE] = [0.8, 0.8];
/** So many candidates are shown; so many are looked for, and their scores corrected by the crowd of a typical product. */
const [BEST, LOOKED_FOR, CROWD] = [4, 16, 0.5];

const [rounds, products, examples, facings] = process.argv.slice(2).map(Number);

/** The same numbers at each run, evenly from -1 to 1. */
let state = 1;
function next() {
  state = (state * 1664525 + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
}
/** @param {ArrayLike<number>} from @param {number} by */
const vary = (from, by) => Float32Array.from(from, (value) => value + by * next());

const families = Array.from({ length: Math.ceil(products / FAMILY) }, () =>
  vary(new Float32Array(DIMENSIONS), 1),
);
const centres = Array.from({ length: products }, (_, i) => vary(families[i % families.length], PRODUCT));
const values = new Int8Array(products * examples * DIMENSIONS);
centres.forEach((centre, i) => {
  for (let k = 0; k < examples; k += 1)
    values.set(quantise(vary(centre, PICTURE), DIMENSIONS), (i * examples + k) * DIMENSIONS);
});
const rows = Int32Array.from({ length: products + 1 }, (_, i) => i * examples);
const photo = new Int8Array(facings * DIMENSIONS);
for (let i = 0; i < facings; i += 1) {
  const shown = centres[Math.floor(((next() + 1) / 2) * products)];
  photo.set(quantise(vary(shown, PICTURE), DIMENSIONS), i * DIMENSIONS);
}

const module = await WebAssembly.compile(
  await readFile(new URL('../static/vendor/dots.wasm', import.meta.url)),
);
const search = new Search({ values, rows }, DIMENSIONS, module);
const all = new Search({ values, rows }, DIMENSIONS, module, { allExamples: Number.POSITIVE_INFINITY });
const slow = new Search({ values, rows }, DIMENSIONS, null, { allExamples: Number.POSITIVE_INFINITY });

const [found, expected] = [search.best(photo, BEST), all.best(photo, BEST)];
const first = found.filter(([best], i) => best.product === expected[i][0].product).length / facings;
const four =
  found.flatMap((matches, i) =>
    matches.filter(({ product }) => expected[i].some((each) => each.product === product)),
  ).length /
  (BEST * facings);

const boxes = Array.from({ length: facings }, (_, i) => {
  const [left, top] = [(i % 25) * 60, Math.floor(i / 25) * 120];
  return /** @type {import('../static/js/geometry/boxes.js').Box} */ ([left, top, left + 55, top + 110]);
});
const keys = Array.from({ length: facings }, (_, i) => String(i));
const ways = {
  // As of the first photo after the catalogue has changed: later ones find the crowds of most products counted.
  ours: () =>
    new Crowds({ values, rows }, DIMENSIONS, module).corrected(search.best(photo, LOOKED_FOR), CROWD),
  all: () => all.best(photo, BEST),
  slow: () => slow.best(photo, BEST),
  groups: () =>
    groupsOf({ embedder: '', dimensions: DIMENSIONS, values: photo }, keys, { limit: 0.5, boxes }),
};
/** @type {Record<string, number[][]>} */
const measured = { ours: [], all: [], slow: [], groups: [] };
for (let round = 0; round < rounds; round += 1) {
  const turns = Object.entries(ways);
  for (const [name, work] of round % 2 === 0 ? turns : turns.toReversed()) {
    const start_ms = performance.now();
    work();
    measured[name].push([performance.now() - start_ms]);
  }
}
process.stdout.write(`${JSON.stringify({ ...measured, first, four })}\n`);
