import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lowerBound } from '../../../static/js/geometry/search.js';

test('the first value that is not below the wanted one is found', () => {
  const sorted = [1, 3, 3, 5];
  const expected = { 0: 0, 1: 0, 2: 1, 3: 1, 4: 3, 5: 3, 6: 4 };
  for (const [least, index] of Object.entries(expected)) {
    assert.equal(lowerBound(sorted, Number(least)), index, `from ${least}`);
  }
  assert.equal(lowerBound([], 1), 0);
});

test('values after the count are ignored', () => {
  assert.equal(lowerBound(Float64Array.of(1, 2, 0, 0), 3, 2), 2);
  assert.equal(lowerBound(Float64Array.of(1, 4, 0, 0), 3, 2), 1);
});
