import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { cosine, quantise } from '../../../static/js/looks/vectors.js';
import { Dots } from '../../../static/js/products/dots.js';
import { Search } from '../../../static/js/products/search.js';

const module = await WebAssembly.compile(
  await readFile(new URL('../../../static/vendor/dots.wasm', import.meta.url)),
);

/** The same numbers at each run, evenly from -1 to 1. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/**
 * Products in families, as varieties of a brand are, each with examples that differ as photos do.
 *
 * @param {{ products: number, examples: number, dimensions: number, queries: number }} size
 */
function makeCatalogue({ products, examples, dimensions, queries }) {
  const next = numbers(1);
  const vary = (/** @type {ArrayLike<number>} */ from, /** @type {number} */ by) =>
    Float32Array.from(from, (value) => value + by * next());
  const families = Array.from({ length: Math.ceil(products / 15) }, () =>
    vary(new Float32Array(dimensions), 1),
  );
  const centres = Array.from({ length: products }, (_, i) => vary(families[i % families.length], 0.8));
  const rows = Int32Array.from({ length: products + 1 }, (_, i) => i * examples);
  const values = new Float32Array(products * examples * dimensions);
  centres.forEach((centre, i) => {
    for (let k = 0; k < examples; k += 1) values.set(vary(centre, 0.8), (i * examples + k) * dimensions);
  });
  const asked = new Float32Array(queries * dimensions);
  for (let i = 0; i < queries; i += 1)
    asked.set(vary(centres[Math.floor(((next() + 1) / 2) * products)], 0.8), i * dimensions);
  return {
    right: { values: quantise(values, dimensions), rows },
    queries: quantise(asked, dimensions),
    dimensions,
  };
}

test('dot products are the same to the last digit with and without WebAssembly, for any number of dimensions', () => {
  for (const dimensions of [1, 16, 20, 48]) {
    const next = numbers(dimensions);
    const some = (/** @type {number} */ count) =>
      Int8Array.from({ length: count * dimensions }, () => 127 * next());
    const [rows, queries] = [some(7), some(5)];
    const expected = Array.from({ length: 5 }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => {
        let sum = 0;
        for (let k = 0; k < dimensions; k += 1) sum += queries[i * dimensions + k] * rows[j * dimensions + k];
        return sum;
      }),
    );
    for (const dots of [new Dots(rows, dimensions, module), new Dots(rows, dimensions, null)]) {
      const questions = dots.ask(queries, 7);
      assert.deepEqual(
        dots.four(questions, 0, 0, 7).map((sums) => [...sums]),
        expected.slice(0, 4),
      );
      assert.deepEqual([...dots.four(questions, 4, 0, 7)[0]], expected[4]);
      assert.deepEqual([...dots.one(questions, 3, 2, 4)], expected[3].slice(2, 6));
    }
  }
});

test('a product is as near as its nearest example, by the cosine', () => {
  const { right, queries, dimensions } = makeCatalogue({
    products: 20,
    examples: 3,
    dimensions: 32,
    queries: 6,
  });
  const found = new Search(right, dimensions, module).best(queries, 4);
  found.forEach((matches, query) => {
    const scores = Array.from({ length: 20 }, (_, product) =>
      Math.max(...[0, 1, 2].map((k) => cosine(queries, query, right.values, 3 * product + k, dimensions))),
    );
    const order = scores.map((_, product) => product).sort((a, b) => scores[b] - scores[a]);
    assert.deepEqual(
      matches.map(({ product }) => product),
      order.slice(0, 4),
    );
    matches.forEach(({ product, cosine: best, score }) => {
      assert.ok(Math.abs(score - scores[product]) < 1e-6);
      assert.equal(best, score);
    });
  });
});

test('in a catalogue of 50,000 examples, the search from coarse to fine finds what the exhaustive one finds', () => {
  const size = { products: 5000, examples: 10, dimensions: 64, queries: 60 };
  const { right, queries, dimensions } = makeCatalogue(size);
  const [coarse, all] = [{}, { allExamples: Number.POSITIVE_INFINITY }].map((options) =>
    new Search(right, dimensions, module, options).best(queries, 4),
  );
  const first = coarse.filter(([best], i) => best.product === all[i][0].product).length / coarse.length;
  const four =
    coarse.flatMap((matches, i) =>
      matches.filter(({ product }) => all[i].some((other) => other.product === product)),
    ).length /
    (4 * coarse.length);
  assert.equal(first, 1, `the best product of ${100 * first} % of the facings`);
  assert.ok(four >= 0.97, `${100 * four} % of the best four`);
});

test('an empty catalogue knows nothing', () => {
  const search = new Search({ values: new Int8Array(), rows: new Int32Array(1) }, 32, module);
  assert.deepEqual(search.best(new Int8Array(64), 4), [[], []]);
});
