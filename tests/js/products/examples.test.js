import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keepDiverse } from '../../../static/js/products/examples.js';
import { PRODUCT_LIMITS } from '../../../static/js/products/list.js';
import { EMBEDDER, vectorOf } from './catalogue.js';

let count = 0;

/** @param {Int8Array} vector @param {Partial<import('../../../static/js/products/examples.js').Kept>} [rest] */
const example = (vector, rest = {}) => ({
  ...{ id: `e${++count}`, isRight: true, embedder: EMBEDDER, added: count },
  vector: /** @type {ArrayBuffer} */ (vector.slice().buffer),
  ...rest,
});

test('of many alike one is kept, and what is different stays', () => {
  const alike = Array.from({ length: 50 }, () => example(vectorOf(1)));
  const other = example(vectorOf(5));
  const kept = keepDiverse([...alike, other]);
  assert.deepEqual(kept.length, 2);
  assert.ok(kept.includes(other));
  assert.ok(kept.includes(alike[49]), 'the newest of them');
});

test('right and wrong ones have room of their own, and the most different stay', () => {
  const crowd = Array.from({ length: 30 }, (_, i) => example(vectorOf(1, i + 1, 0.3)));
  const far = Array.from({ length: 5 }, (_, i) => example(vectorOf(10 + i)));
  const wrong = Array.from({ length: 15 }, (_, i) => example(vectorOf(16 + i), { isRight: false }));
  const kept = keepDiverse([...far, ...crowd, ...wrong]);
  assert.equal(kept.filter(({ isRight }) => isRight).length, PRODUCT_LIMITS.right);
  assert.equal(kept.filter(({ isRight }) => !isRight).length, PRODUCT_LIMITS.wrong);
  for (const each of far) assert.ok(kept.includes(each), 'an old one that is like no other');
});

test('of the same picture the last word counts', () => {
  const [wrong, right] = [example(vectorOf(1), { isRight: false }), example(vectorOf(1))];
  assert.deepEqual(keepDiverse([wrong, right]), [right]);
  const again = example(vectorOf(1), { isRight: false });
  assert.deepEqual(keepDiverse([wrong, right, again]), [again]);
});

test('what different embedders have made is not compared', () => {
  const [old, now] = [example(vectorOf(1), { embedder: 'old' }), example(vectorOf(1))];
  assert.deepEqual(new Set(keepDiverse([old, now])), new Set([old, now]));
});
