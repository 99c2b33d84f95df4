import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countsOf } from '../../../static/js/photo/counts.js';
import { makeReview } from '../audits/audits.js';

test('products are what the machine found, less what was removed, plus what was added', () => {
  assert.deepEqual(countsOf(makeReview()), {
    products: 4,
    byLabel: { product: 4 },
    machine: 4,
    added: 1,
    removed: 1,
    moved: 1,
    relabelled: 0,
    missing: 1,
    noGap: 0,
  });
});
