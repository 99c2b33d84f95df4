/** Facings of a photo say of each other what they show: as much as they are alike. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { likenesses } from '../../../static/js/products/likenesses.js';
import { together } from '../../../static/js/products/together.js';
import { boxAt, farApart, vectorOf, vectorsOf } from './catalogue.js';

/** @typedef {import('../../../static/js/geometry/boxes.js').Box} Box */

/** @param {number[]} places in a row, in widths @returns {Box[]} */
const at = (...places) => places.map((place) => boxAt(place));

/** @param {Record<number, number>} scores by product */
const matches = (scores) =>
  Object.entries(scores)
    .map(([product, score]) => ({ product: Number(product), cosine: score, score }))
    .sort((a, b) => b.score - a.score);

test('likeness is that of the looks, less what the places and shapes say against it', () => {
  const near = vectorsOf(vectorOf(1), vectorOf(1), vectorOf(1, 3));
  const [[, same, other]] = likenesses(near, at(0, 1, 2));
  assert.ok(Math.abs(same - 1) < 0.01, 'the same, side by side');
  assert.ok(other < same && other > 0.7);
  const [far, farther, beyond] = [5, 7, 70].map((place) => likenesses(near, at(0, place, 2))[0][1]);
  assert.ok(Math.abs(same - far - 0.15 * Math.log(5)) < 0.01, 'four widths between them');
  assert.ok(farther < far && Math.abs(beyond - farther) < 0.01, 'what is far may stand in a second place');
  const wide = /** @type {Box[]} */ ([
    [0, 0, 50, 100],
    [50, 0, 150, 100],
    [-50, 0, 0, 100],
  ]);
  const [[, wider, alike]] = likenesses(vectorsOf(vectorOf(1), vectorOf(1), vectorOf(1)), wide);
  assert.ok(alike - wider > 0.05, 'of another shape');
  const lonely = likenesses(vectorsOf(vectorOf(1), vectorOf(1, 3)), at(0, 1))[0][1];
  assert.ok(lonely > other, 'with no twin beside it, less is enough');
  const unlike = likenesses(vectorsOf(vectorOf(1), vectorOf(2)), at(0, 1))[0][1];
  assert.ok(Math.abs(unlike - 0.18) < 0.01, 'but what is like nothing stays so');
});

test('a facing that its twins show to be another product, is that', () => {
  const vectors = vectorsOf(vectorOf(1), vectorOf(1), vectorOf(1));
  const found = [matches({ 0: 0.8, 1: 0.5 }), matches({ 0: 0.78, 1: 0.5 }), matches({ 1: 0.7, 0: 0.66 })];
  const beside = together(found, vectors, at(0, 1, 2));
  assert.deepEqual(
    beside.map(([{ product }]) => product),
    [0, 0, 0],
  );
  const [{ score, cosine }] = beside[2];
  assert.ok(Math.abs(score - (0.66 + 0.79) / 2) < 0.01 && cosine === 0.66, 'half by itself, half by the two');
  assert.deepEqual(
    together(found, vectors, farApart(vectors)),
    found,
    'far from each other they say nothing',
  );
});

test('a product that a twin is not known to look like, it looks like as little as its last one', () => {
  const vectors = vectorsOf(vectorOf(1), vectorOf(1));
  const [[first, second]] = together(
    [matches({ 0: 0.8, 1: 0.7 }), matches({ 1: 0.6, 2: 0.4 })],
    vectors,
    at(0, 1),
  );
  assert.deepEqual([first.product, second.product], [1, 0]);
  assert.ok(Math.abs(first.score - 0.65) < 0.01 && Math.abs(second.score - 0.6) < 0.01);
  const alone = matches({ 0: 0.8 });
  assert.deepEqual(
    together([alone, []], vectors, at(0, 1)),
    [alone, []],
    'one that looks like nothing says nothing',
  );
});

test('what a person said that one facing is not, its twin is less likely, too', () => {
  const vectors = vectorsOf(vectorOf(1), vectorOf(1));
  const [[first, second]] = together([matches({ 0: 0.9, 1: 0.2 }), matches({ 1: 0.2 })], vectors, at(0, 1));
  assert.deepEqual([first.product, second.product], [0, 1]);
  assert.ok(Math.abs(first.score - 0.55) < 0.01 && Math.abs(second.score - 0.2) < 0.01);
});
