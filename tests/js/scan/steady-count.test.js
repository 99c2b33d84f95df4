import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SteadyCount } from '../../../static/js/scan/steady-count.js';

/** @param {number[]} counts */
function shownFor(counts) {
  const steady = new SteadyCount();
  return counts.map((count) => steady.add(count));
}

test('the first frame is shown at once', () => {
  assert.deepEqual(shownFor([148]), [148]);
});

test('a frame that stands out does not move the number', () => {
  assert.equal(shownFor([148, 148, 148, 12, 148]).at(-1), 148);
});

test('a new shelf is shown after three frames', () => {
  const shown = shownFor([148, 148, 148, 148, 148, 30, 30, 30]);
  assert.deepEqual(shown.slice(-3), [148, 148, 30]);
});

test('counts are ordered as numbers', () => {
  assert.equal(shownFor([9, 10, 100]).at(-1), 10);
});
