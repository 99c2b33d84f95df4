import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inParts, MOST } from '../../../static/js/export/in-parts.js';

/** @param {number[]} sizes @param {{ files?: number, bytes?: number }} [most] */
const parts = (sizes, most) => inParts(sizes, (size) => size, most);

test('eleven files go in two parts, in their order; ten in one, none in none', () => {
  const eleven = Array.from({ length: 11 }, (_, i) => i);
  assert.deepEqual(parts(eleven), [eleven.slice(0, 10), [10]]);
  assert.deepEqual(parts(eleven.slice(1)), [eleven.slice(1)]);
  assert.deepEqual(parts([]), []);
});

test('no part has more bytes than are shared at once, unless a single file has', () => {
  const half = MOST.bytes / 2;
  assert.deepEqual(parts([half, half, 1]), [[half, half], [1]]);
  assert.deepEqual(parts([1, MOST.bytes + 1, 1]), [[1], [MOST.bytes + 1], [1]]);
  assert.deepEqual(parts([3, 3, 3, 1], { bytes: 6 }), [
    [3, 3],
    [3, 1],
  ]);
});
