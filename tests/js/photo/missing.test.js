import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noCorrections } from '../../../static/js/photo/corrections.js';
import { missingFacings } from '../../../static/js/photo/missing.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';

/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */

/** A row of products with room for two more between the third and the fourth. @type {ReviewedShot} */
const shot = {
  width: 1000,
  height: 400,
  threshold: 0.4,
  labels: ['product'],
  machine: [0, 100, 200, 500, 600, 700].map((left) => ({
    box: [left, 10, left + 90, 200],
    score: 0.9,
    label: 0,
  })),
  corrections: noCorrections,
  model: { name: 'shelf', version: '1.0.0' },
};

test('a gap in which two products are missing is one gap and two missing facings, as on the screen', () => {
  const review = new ShotReview(shot);
  const [gap] = review.gaps;
  review.select(gap.key);
  review.judge('accepted');
  assert.equal(review.gaps.length, 1);
  assert.equal(review.gaps[0].facings, 2);
  assert.equal(missingFacings(review.shot), 2);
});

test('if no gap was accepted, no facing is missing', () => {
  assert.equal(missingFacings(shot), 0);
});
