import assert from 'node:assert/strict';
import { test } from 'node:test';

import { groupsOf } from '../../../static/js/products/groups.js';
import { boxAt, vectorOf, vectorsOf } from './catalogue.js';

const keysOf = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => `m${i}`);

/** @typedef {import('../../../static/js/geometry/boxes.js').Box} Box */

/** Side by side, unless they have other boxes. @param {Int8Array[]} looks @param {Partial<Parameters<typeof groupsOf>[2]>} [options] */
const grouped = (looks, options = {}) =>
  groupsOf(vectorsOf(...looks), keysOf(looks.length), {
    ...{ limit: 0.7, boxes: looks.map((_, i) => boxAt(i)) },
    ...options,
  });

test('what looks alike is a group, the largest first', () => {
  const looks = [vectorOf(1), vectorOf(2), vectorOf(1, 3), vectorOf(2, 4), vectorOf(9), vectorOf(1, 5)];
  assert.deepEqual(grouped(looks), [[0, 2, 5], [1, 3], [4]]);
  assert.deepEqual(grouped([]), []);
});

test('facings of another shape must be more alike', () => {
  const looks = [vectorOf(1), vectorOf(1, 3), vectorOf(1, 4)];
  const boxes = [boxAt(0), boxAt(1), /** @type {Box} */ ([100, 0, 240, 40])];
  assert.deepEqual(grouped(looks, { limit: 0.9, boxes }), [[0, 1], [2]]);
});

test('a product stands in one place: what is far away must be more alike', () => {
  const looks = [vectorOf(1), vectorOf(1, 3), vectorOf(1, 4)];
  const limit = 0.8;
  assert.deepEqual(grouped(looks, { limit }), [[0, 1, 2]]);
  assert.deepEqual(grouped(looks, { limit, boxes: [boxAt(0), boxAt(1), boxAt(20)] }), [[0, 1], [2]]);
  const below = /** @type {Box} */ ([0, 1500, 50, 1600]);
  assert.deepEqual(grouped(looks, { limit, boxes: [boxAt(0), boxAt(1), below] }), [[0, 1], [2]]);
  const overlapping = looks.map((_, i) => /** @type {Box} */ ([i * 20, 0, i * 20 + 50, 100]));
  assert.deepEqual(grouped(looks, { limit, boxes: overlapping }), [[0, 1, 2]]);
});

test('what has its like beside it needs more of another: sisters are told apart where light is good', () => {
  // Each differs from the others by one thing of two; the third of the first photo has a twin.
  const [one, other] = [vectorOf(1, 3), vectorOf(1, 4)];
  const limit = 0.94;
  assert.deepEqual(grouped([one, other], { limit }), [[0, 1]]);
  assert.deepEqual(grouped([one, other, other], { limit }), [[1, 2], [0]]);
  assert.deepEqual(
    grouped([vectorOf(1), vectorOf(2)]),
    [[0], [1]],
    'but what looks like nothing is no twin of all',
  );
});

test('what a person joined is together, and what was split is apart, whatever it looks like', () => {
  const looks = [vectorOf(1), vectorOf(9), vectorOf(1), vectorOf(1)];
  const together = grouped(looks, { alike: { together: [['m0', 'm1']], apart: [] } });
  assert.ok(together.some((group) => group.includes(0) && group.includes(1)));
  /** @type {[string, string][]} */
  const apart = [
    ['m0', 'm2'],
    ['m0', 'm3'],
  ];
  assert.deepEqual(grouped(looks, { alike: { together: [], apart } }), [[2, 3], [0], [1]]);
  const both = grouped(looks, {
    alike: {
      together: [
        ['m0', 'm1'],
        ['gone', 'm2'],
      ],
      apart,
    },
  });
  assert.deepEqual(both, [
    [0, 1],
    [2, 3],
  ]);
});

test('each of 150 facings is in one group', () => {
  const looks = Array.from({ length: 150 }, (_, i) => vectorOf(i % 14, i % 9));
  const groups = grouped(looks);
  assert.deepEqual(
    groups.flat().sort((a, b) => a - b),
    looks.map((_, i) => i),
  );
});
