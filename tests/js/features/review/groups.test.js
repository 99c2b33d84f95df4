/** The products of a photo as groups: what makes them, what a person says of them, and their colours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coloursOf } from '../../../../static/js/features/review/group-colours.js';
import { groupsIn, joinTogether, splitApart } from '../../../../static/js/features/review/groups.js';
import { diverse, inTwo } from '../../../../static/js/features/review/likeness.js';
import { quantise } from '../../../../static/js/looks/vectors.js';
import { noCorrections } from '../../../../static/js/photo/corrections.js';
import { withNot, withProduct } from '../../../../static/js/photo/names.js';
import { ShotReview } from '../../../../static/js/photo/shot-review.js';

/** @typedef {import('../../../../static/js/photo/corrections.js').Box} Box */

const LIMITS = { alike: 0.7, known: 0.9 };

/** A look in two dimensions. @param {number} degrees @returns {number[]} */
const look = (degrees) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

/** One row of products, each with a look. @param {number[]} degrees */
function shelfOf(degrees) {
  const machine = degrees.map((_, i) => {
    const box = /** @type {Box} */ ([10 + 40 * i, 100, 46 + 40 * i, 200]);
    return { box, score: 0.9, label: 0 };
  });
  const review = new ShotReview({
    ...{ width: 20 + 40 * degrees.length, height: 300, threshold: 0.5, labels: ['product'], machine },
    ...{ corrections: noCorrections, model: { name: 'shelf', version: '1' } },
  });
  const known = {
    vectors: { embedder: 'looks 1', dimensions: 2, values: quantise(degrees.flatMap(look), 2) },
    recognised: {},
    candidates: new Map(),
  };
  return { review, known };
}

/** @param {string[]} names of products, which are their ids as well */
function catalogueOf(...names) {
  const products = names.map((name) => ({
    ...{ id: name, name, gtin: '', brand: '', category: '', size: '' },
    ...{ changed: 1, deleted: null },
  }));
  return { find: (/** @type {string} */ id) => products.find((each) => each.id === id) };
}

/** @param {import('../../../../static/js/features/review/groups.js').Group[]} groups */
const keysOf = (groups) => groups.map(({ keys }) => keys.join(' '));

test('facings that look alike are a group, with no catalogue at all', () => {
  const { review, known } = shelfOf([0, 3, 90, 93, 6]);
  const groups = groupsIn(review, known, catalogueOf(), LIMITS);
  assert.deepEqual(keysOf(groups), ['m0 m1 m4', 'm2 m3']);
  assert.deepEqual(
    groups.map(({ facings, product }) => [facings, product]),
    [
      [3, null],
      [2, null],
    ],
  );
});

test('what has one name is one group, whether a person or the machine gave it', () => {
  const { review, known } = shelfOf([0, 3, 90, 93, 180]);
  review.say({ names: withProduct(review.names, ['m0', 'm4'], 'Tea') });
  review.recognise({ m1: { product: 'Tea', score: 0.9 }, m2: { product: 'Rice', score: 0.9 } });
  const groups = groupsIn(review, known, catalogueOf('Tea', 'Rice'), LIMITS);
  assert.deepEqual(
    groups.map(({ keys, product, isSaid }) => [keys.join(' '), product?.name ?? null, isSaid]),
    [
      ['m0 m1 m4', 'Tea', false],
      ['m2', 'Rice', false],
      ['m3', null, false],
    ],
  );
});

test('what a person denies, the machine does not say again', () => {
  const { review, known } = shelfOf([0, 3]);
  review.recognise({ m0: { product: 'Tea', score: 0.9 }, m1: { product: 'Tea', score: 0.9 } });
  review.say({ names: withNot(review.names, ['m1'], 'Tea') });
  assert.deepEqual(keysOf(groupsIn(review, known, catalogueOf('Tea'), LIMITS)), ['m0', 'm1']);
});

test('up to three other names are offered, the likeliest first, and none that is unlike', () => {
  const { review, known } = shelfOf([0, 3]);
  const scores = { A: 0.7, B: 0.75, C: 0.72, D: 0.71, E: 0.2 };
  const candidates = Object.entries(scores).map(([product, score]) => ({ product, score }));
  known.candidates.set('m0', candidates).set('m1', candidates);
  const offered = () =>
    groupsIn(review, known, catalogueOf('A', 'B', 'C', 'D', 'E'), LIMITS)[0].candidates.map(({ id }) => id);
  assert.deepEqual(offered(), ['B', 'C', 'D']);
  review.say({ names: withProduct(review.names, ['m0', 'm1'], 'B') });
  assert.deepEqual(offered(), ['C', 'D', 'A']);
});

test('what was split stays apart, what was joined together, and each is one step of undo', () => {
  const { review, known } = shelfOf([0, 2, 4, 90]);
  const groups = () => keysOf(groupsIn(review, known, catalogueOf(), LIMITS));
  assert.deepEqual(groups(), ['m0 m1 m2', 'm3']);
  review.say({ alike: splitApart(review.alike, ['m1'], ['m0', 'm2']) });
  assert.deepEqual(groups(), ['m0 m2', 'm1', 'm3']);
  review.say({ alike: joinTogether(review.alike, ['m1', 'm3']) });
  assert.deepEqual(groups(), ['m0 m2', 'm1 m3']);
  review.say({ alike: joinTogether(review.alike, ['m0', 'm2', 'm1', 'm3']) });
  assert.deepEqual(groups(), ['m0 m1 m2 m3']);
  review.undo();
  review.undo();
  assert.deepEqual(groups(), ['m0 m2', 'm1', 'm3']);
  review.undo();
  assert.deepEqual(groups(), ['m0 m1 m2', 'm3']);
});

test('groups side by side have different colours, and keep them', () => {
  const box = (/** @type {number} */ i) => /** @type {Box} */ ([40 * i, 0, 40 * i + 38, 100]);
  const group = (/** @type {number[]} */ places) => ({
    keys: places.map((i) => `m${i}`),
    boxes: places.map(box),
  });
  const groups = Array.from({ length: 12 }, (_, i) => group([2 * i, 2 * i + 1]));
  const colours = coloursOf(groups);
  for (let i = 1; i < colours.length; i++) assert.notEqual(colours[i], colours[i - 1]);
  assert.deepEqual(new Set(colours).size, 7);
  const before = new Map(
    groups.flatMap(({ keys }, i) => keys.map((key) => /** @type {const} */ ([key, colours[i]]))),
  );
  // The first two are one now: all others stay as they are.
  const joined = coloursOf([group([0, 1, 2, 3]), ...groups.slice(2)], before);
  assert.deepEqual(joined.slice(1), colours.slice(2));
});

test('a group falls into two by its least alike facings', () => {
  const { known } = shelfOf([0, 5, 60, 55, 8]);
  assert.deepEqual(inTwo(known.vectors, [0, 1, 2, 3, 4]), [
    [0, 1, 4],
    [2, 3],
  ]);
});

test('examples are few, the usual look first, and show nothing twice', () => {
  const { known } = shelfOf([0, 1, 2, 40, 41, 80]);
  const chosen = diverse(known.vectors, [0, 1, 2, 3, 4, 5], 5);
  assert.equal(chosen[0], 3); // most like all others
  assert.deepEqual(new Set(chosen.map((i) => [0, 0, 0, 1, 1, 2][i])), new Set([0, 1, 2]));
  assert.equal(chosen.length, 3);
  assert.deepEqual(diverse(known.vectors, [], 5), []);
  assert.deepEqual(diverse(known.vectors, [4], 5), [4]);
});
