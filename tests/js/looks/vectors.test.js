import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cosine, countOf, quantise, subset } from '../../../static/js/looks/vectors.js';

test('a vector of any length is kept as a unit vector in bytes', () => {
  assert.deepEqual([...quantise([3, 4, 0, -2], 2)], [76, 102, 0, -127]);
});

test('a vector of zeros stays one, and is like nothing', () => {
  const values = quantise([0, 0, 1, 0], 2);
  assert.deepEqual([...values], [0, 0, 127, 0]);
  assert.equal(cosine(values, 0, values, 1, 2), 0);
});

test('a vector is wholly like itself although its bytes are rounded', () => {
  const dimensions = 7;
  const values = quantise(
    Array.from({ length: 3 * dimensions }, (_, i) => Math.sin(i * i)),
    dimensions,
  );
  for (const i of [0, 1, 2]) assert.ok(Math.abs(cosine(values, i, values, i, dimensions) - 1) < 1e-12);
});

test('the cosine of bytes is that of the numbers within a hundredth', () => {
  const dimensions = 64;
  const numbers = Array.from({ length: 2 * dimensions }, (_, i) => Math.sin(i * 1.7) + Math.cos(i * i));
  const values = quantise(numbers, dimensions);
  const dot = (/** @type {number} */ from, /** @type {number} */ to) =>
    Array.from({ length: dimensions }, (_, k) => numbers[from + k] * numbers[to + k]).reduce((a, b) => a + b);
  const exact = dot(0, dimensions) / Math.sqrt(dot(0, 0) * dot(dimensions, dimensions));
  assert.ok(Math.abs(cosine(values, 0, values, 1, dimensions) - exact) < 0.01);
});

test('a subset has the chosen facings in the asked order', () => {
  const vectors = { embedder: 'looks-1.0.0:aa', dimensions: 2, values: Int8Array.of(1, 2, 3, 4, 5, 6) };
  const chosen = subset(vectors, [2, 0]);
  assert.deepEqual(chosen, { embedder: 'looks-1.0.0:aa', dimensions: 2, values: Int8Array.of(5, 6, 1, 2) });
  assert.equal(countOf(chosen), 2);
});
