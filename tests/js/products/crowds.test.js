import assert from 'node:assert/strict';
import { test } from 'node:test';

import { quantise } from '../../../static/js/looks/vectors.js';
import { Crowds } from '../../../static/js/products/crowds.js';
import { matchesOf } from '../../../static/js/products/recognise.js';
import { Search } from '../../../static/js/products/search.js';

const DIMENSIONS = 32;

/** @param {(i: number) => number} at each place */
const vector = (at) => Float32Array.from({ length: DIMENSIONS }, (_, i) => at(i));

/** @param {Float32Array[][]} products examples of each */
function galleryOf(products) {
  const rows = Int32Array.from({ length: products.length + 1 }, (_, i) => products.slice(0, i).flat().length);
  const right = {
    values: quantise(
      products.flat().flatMap((each) => [...each]),
      DIMENSIONS,
    ),
    rows,
  };
  const crowds = new Crowds(right, DIMENSIONS, null);
  const wrong = { values: new Int8Array(), rows: new Int32Array(products.length + 1) };
  const search = new Search(right, DIMENSIONS, null);
  return /** @type {import('../../../static/js/products/search.js').Gallery} */ (
    /** @type {unknown} */ ({
      ...{ right, wrong, crowds, search, dimensions: DIMENSIONS },
      products: products.map((_, i) => String(i)),
    })
  );
}

/** Products that have nothing in common, and a plain one that is a little like all of them. @param {number} count */
const withPlain = (count) =>
  galleryOf([
    [vector((i) => (i < count ? 1 : 0))],
    ...Array.from({ length: count }, (_, product) => [vector((i) => (i === product ? 1 : 0))]),
  ]);

/** Of the first of these, on a photo that makes all things plain. @param {number} count @param {number} plain */
const facing = (count, plain) =>
  quantise(
    vector((i) => (i === 0 ? 1 : 0) + (i < count ? plain : 0)),
    DIMENSIONS,
  );

/** @param {ReturnType<typeof withPlain>} gallery @param {Int8Array} values @param {number} [crowd] */
const best = (gallery, values, crowd) =>
  matchesOf({ embedder: '', dimensions: DIMENSIONS, values }, [[0, 0, 50, 100]], gallery, { crowd })[0];

test('what looks like many products says less', () => {
  const gallery = withPlain(25);
  const asked = facing(25, 0.21);
  const [before, after] = [best(gallery, asked), best(gallery, asked, 0.1)];
  assert.deepEqual([before[0].product, before[1].product], [0, 1]);
  assert.deepEqual([after[0].product, after[1].product], [1, 0]);
  assert.ok(after[1].score < before[0].score && after[1].cosine === before[0].cosine);
  assert.ok(after[0].score > before[1].score, 'less of a crowd than the typical product has');
});

test('without the typical crowd of the card, and of few products, nothing is corrected', () => {
  for (const [gallery, crowd] of /** @type {const} */ ([
    [withPlain(25), undefined],
    [withPlain(5), 0.1],
  ]))
    for (const { score, cosine } of best(gallery, facing(5, 0.5), crowd)) assert.equal(score, cosine);
});

test('a crowd is the mean of the three highest cosines with the means of other products', () => {
  let state = 1;
  const next = () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const products = Array.from({ length: 40 }, () => {
    const centre = vector(() => 1 + 2 * next());
    return [0, 1, 2].map(() => centre.map((value) => value + next()));
  });
  const means = products.map((examples) => {
    const units = examples.map((each) => each.map((value) => value / Math.hypot(...each)));
    const sum = units[0].map((_, i) => units.reduce((all, unit) => all + unit[i], 0));
    return sum.map((value) => value / Math.hypot(...sum));
  });
  const found = galleryOf(products).crowds.of(products.map((_, i) => i));
  found.forEach((crowd, i) => {
    const cosines = means.flatMap((mean, j) =>
      i === j ? [] : [mean.reduce((sum, value, k) => sum + value * means[i][k], 0)],
    );
    const highest = cosines.sort((a, b) => b - a).slice(0, 3);
    assert.ok(Math.abs(crowd - highest.reduce((sum, each) => sum + each, 0) / 3) < 0.01);
  });
});
