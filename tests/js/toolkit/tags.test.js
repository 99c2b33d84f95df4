import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortened } from '../../../static/js/toolkit/tags.js';

/** @param {number} most */
const atMost = (most) => (/** @type {string} */ text) => text.length <= most;

test('a name that fits is shown whole, a longer one as far as it fits', () => {
  assert.equal(shortened('cereal', atMost(6)), 'cereal');
  assert.equal(shortened('cereals', atMost(6)), 'cerea…');
});

test('without any room one letter is left, and no surrogate pair is split', () => {
  assert.equal(shortened('cereal', atMost(0)), 'c…');
  assert.equal(shortened('🥫🥫', atMost(3)), '🥫…');
});
