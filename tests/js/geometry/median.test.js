import assert from 'node:assert/strict';
import { test } from 'node:test';

import { median } from '../../../static/js/geometry/median.js';

test('the median is the middle value, the upper one of two', () => {
  assert.equal(median([7]), 7);
  assert.equal(median([30, 4, 100]), 30);
  assert.equal(median([4, 30, 100, 9]), 30);
});

test('the median of a typed array is the same, and the array is not changed', () => {
  const values = Float64Array.of(100, 4, -30);
  assert.equal(median(values), 4);
  assert.deepEqual([...values], [100, 4, -30]);
});
