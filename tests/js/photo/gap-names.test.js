import assert from 'node:assert/strict';
import { test } from 'node:test';

import { namedGaps, nameOfGap } from '../../../static/js/photo/gap-names.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { turnReview } from '../../../static/js/photo/turning.js';
import { makeReview } from '../audits/audits.js';

/** A photo whose confirmed gap is selected. */
function reviewed() {
  const review = new ShotReview(makeReview());
  const gap = review.gaps.find(({ isAccepted }) => isAccepted);
  assert.ok(gap);
  review.select(gap.key);
  return { review, gap };
}

test('a gap has the name that it was given, until it has none', () => {
  const { review, gap } = reviewed();
  review.nameGap({ name: '  Crema \n 250 g ', itemId: 'gtin 1' });
  assert.deepEqual(nameOfGap(review.shot, gap.box), { box: gap.box, name: 'Crema 250 g', itemId: 'gtin 1' });
  review.nameGap({ name: 'Moka' });
  assert.deepEqual(namedGaps(review.shot), [{ box: gap.box, name: 'Moka' }]);
  review.nameGap({ name: ' ' });
  assert.deepEqual(namedGaps(review.shot), []);
});

test('a gap that is dismissed and undone has its name again', () => {
  const { review, gap } = reviewed();
  review.nameGap({ name: 'Moka' });
  review.judge('dismissed');
  assert.deepEqual(namedGaps(review.shot), []);
  review.undo();
  assert.equal(nameOfGap(review.shot, gap.box)?.name, 'Moka');
  assert.equal(
    new ShotReview(structuredClone(review.shot)).shot.gapNames?.length,
    1,
    'stored and opened again',
  );
});

test('names turn with the photo, once and all the way round', () => {
  const { review } = reviewed();
  review.nameGap({ name: 'Moka' });
  let [shot, counted] = [
    review.shot,
    { ...review.shot, machine: [], corrections: { ...review.shot.corrections, moved: {}, removed: [] } },
  ];
  for (let quarters = 1; quarters <= 4; quarters += 1) {
    const { width, height } = shot;
    counted = { ...counted, width: height, height: width };
    shot = turnReview(
      { ...shot, machine: [], corrections: { ...shot.corrections, moved: {}, removed: [] } },
      counted,
      1,
    );
    assert.deepEqual(
      namedGaps(shot).map(({ name }) => name),
      ['Moka'],
      `turned ${quarters} times`,
    );
  }
});
