import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  addBox,
  boxesOutside,
  currentBoxes,
  judgeGap,
  moveBox,
  noCorrections,
  removeBox,
  removedBoxes,
  setRegion,
} from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { reconcile } from '../../../static/js/photo/reconcile.js';
import { insideOf, isConvex, moveCorner, moveRegion, regionOf } from '../../../static/js/photo/region.js';
import { shelvesOf } from '../../../static/js/photo/shelves.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { fc } from '../properties.js';
import { act, corrected, relabelled, reviewProperty, shotOf } from './random-corrections.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */
/** @typedef {import('../../../static/js/photo/region.js').Region} Region */

const photo = { width: 1000, height: 2000 };
const middle = regionOf({ left: 0.2, top: 0.1, right: 0.8, bottom: 0.9 }, photo);

/** A shelf that rises to the right. @type {Region} */
const slanted = {
  corners: [
    [0, 400],
    [1000, 0],
    [1000, 800],
    [0, 1200],
  ],
};

/** @param {number} x @param {number} y @returns {Box} around that point */
const around = (x, y) => [x - 30, y - 60, x + 30, y + 60];

test('a region begins at the top left and goes round clockwise, in pixels of the photo', () => {
  assert.deepEqual(middle.corners, [
    [200, 200],
    [800, 200],
    [800, 1800],
    [200, 1800],
  ]);
  assert.ok(isConvex(middle.corners));
  assert.ok(!isConvex(middle.corners.toReversed()), 'the other way round');
});

test('a box is inside with its centre, on the edge too, whatever reaches out', () => {
  const isInside = insideOf(middle);
  assert.ok(isInside(around(210, 210)));
  assert.ok(isInside(around(200, 1000)));
  assert.ok(!isInside(around(199, 1000)));
  assert.ok(insideOf(null)(around(0, 0)), 'without a region everything counts');
});

test('a slanted region takes in what its lines enclose, not the rectangle around it', () => {
  const isInside = insideOf(slanted);
  assert.ok(isInside(around(900, 100)));
  assert.ok(!isInside(around(100, 100)));
  assert.ok(isInside(around(100, 1100)));
  assert.ok(!isInside(around(900, 1100)));
});

test('a corner moves alone, and stays on the photo', () => {
  const moved = moveCorner(middle, 1, [2000, -50], photo);
  assert.deepEqual(moved.corners, [[200, 200], [1000, 0], ...middle.corners.slice(2)]);
});

test('no corner can be dragged so far that it points inwards or that the sides cross', () => {
  const drag = fc.tuple(
    fc.nat(3),
    fc.integer({ min: -200, max: 1200 }),
    fc.integer({ min: -200, max: 2200 }),
  );
  const property = fc.property(fc.array(drag, { maxLength: 50 }), (drags) => {
    let region = middle;
    for (const [corner, x, y] of drags) {
      region = moveCorner(region, corner, [x, y], photo);
      assert.ok(isConvex(region.corners));
      for (const [x, y] of region.corners) assert.ok(x >= 0 && y >= 0 && x <= 1000 && y <= 2000);
    }
  });
  fc.assert(property);
});

test('a corner that cannot go to a place goes as near as it can on the way', () => {
  const [[x, y]] = moveCorner(middle, 0, [800, 1800], photo).corners;
  assert.ok(x > 450 && x < 500, `${x}`);
  assert.ok(Math.abs((y - 200) / (x - 200) - 1600 / 600) < 0.02, 'on the line to that place');
});

test('a region keeps its shape while it is moved, and stays on the photo', () => {
  const moved = moveRegion(slanted, 300, -3000, photo);
  assert.deepEqual(moved, slanted, 'no room');
  assert.deepEqual(
    moveRegion(slanted, 0, 900, photo).corners,
    slanted.corners.map(([x, y]) => [x, y + 800]),
  );
});

/** Eight products side by side; the first four are in the region. */
const eight = shotOf([0.9, 0.9, 0.9, 0.3, 0.9, 0.9, 0.9, 0.3]);
const left = regionOf({ left: 0, top: 0, right: 0.2, bottom: 1 }, eight);
/** @param {typeof eight} shot */
const inLeft = (shot) => corrected(shot, setRegion(shot.corrections, left));

test('a detected, a moved and an added box count where they stand', () => {
  let { corrections } = inLeft(eight);
  assert.equal(currentBoxes(corrected(eight, corrections)).length, 3);
  assert.equal(boxesOutside(corrected(eight, corrections)).length, 3);
  corrections = moveBox(corrections, 'm0', [1000, 10, 1090, 200]); // out
  corrections = moveBox(corrections, 'm7', [300, 210, 390, 390]); // in, at any threshold
  corrections = addBox(corrections, [200, 210, 290, 390], 0).corrections;
  corrections = addBox(corrections, [800, 210, 890, 390], 0).corrections;
  const shot = corrected(eight, corrections);
  assert.deepEqual(
    currentBoxes(shot).map(({ key }) => key),
    ['m1', 'm2', 'm7', 'a1'],
  );
  assert.deepEqual(reconcile(shot), { found: 3, added: 1, removed: 0, moved: 1, relabelled: 0 });
  const all = corrected(eight, setRegion(corrections, null));
  assert.deepEqual(reconcile(all), { found: 7, added: 2, removed: 0, moved: 2, relabelled: 0 });
});

test('a removed box is counted, and brought back, where it stood', () => {
  const { corrections } = inLeft(eight);
  const shot = corrected(eight, removeBox(removeBox(corrections, 'm1'), 'm5'));
  assert.deepEqual(removedBoxes(shot), [1]);
  assert.equal(reconcile(shot).removed, 1);
  assert.deepEqual(removedBoxes(corrected(eight, setRegion(shot.corrections, null))), [1, 5]);
});

test('a box with another label is still found by the detector, inside and outside', () => {
  const inside = inLeft(relabelled(eight, 0, 1).shot);
  assert.deepEqual(reconcile(inside), { found: 3, added: 0, removed: 0, moved: 0, relabelled: 1 });
  const outside = inLeft(relabelled(eight, 4, 1).shot);
  assert.deepEqual(reconcile(outside), { found: 3, added: 0, removed: 0, moved: 0, relabelled: 0 });
});

test('without a region a record is as it was before there were any', () => {
  assert.deepEqual(setRegion(setRegion(noCorrections, left), null), noCorrections);
  assert.equal('region' in setRegion(noCorrections, null), false);
  const asNull = corrected(eight, { ...noCorrections, region: null });
  assert.equal(currentBoxes(asNull).length, 6);
});

/** Two holes in a row of twelve. */
const holes = shotOf(Array.from({ length: 14 }, (_, i) => (i === 2 || i === 9 ? 0.01 : 0.9)));
holes.machine = holes.machine.filter(({ score }) => score > 0.5);

test('gaps outside do not count, checked or not', () => {
  assert.equal(shelvesOf(holes).unchecked.length, 2);
  const part = regionOf({ left: 0, top: 0, right: 0.3, bottom: 1 }, holes);
  const some = corrected(holes, setRegion(holes.corrections, part));
  assert.equal(shelvesOf(some).unchecked.length, 1);
  let { corrections } = holes;
  for (const { box } of shelvesOf(holes).unchecked) corrections = judgeGap(corrections, box, 'accepted');
  assert.equal(countsOf(corrected(holes, corrections)).missing, 2);
  const judged = corrected(holes, setRegion(corrections, part));
  assert.equal(shelvesOf(judged).missing.length, 1);
  assert.equal(countsOf(judged).missing, 1);
});

test('a place where something stands is no gap, though its box is not in the region', () => {
  const tall = shotOf([0.9, 0.9, 0.9, 0.9, 0.9]);
  tall.machine[2].box = [200, 0, 290, 100]; // its centre is above that of its neighbours
  const part = regionOf({ left: 0, top: 0.2, right: 1, bottom: 1 }, tall);
  const shot = corrected(tall, setRegion(noCorrections, part));
  assert.equal(currentBoxes(shot).length, 4);
  assert.equal(shelvesOf(shot).unchecked.length, 0);
});

test('outside the region no box is added, and the change of a region is undone like any other', () => {
  const review = new ShotReview(eight);
  review.setRegion(left);
  assert.equal(review.add({ x: 900, y: 300 }, { x: 960, y: 380 }), false);
  assert.equal(review.boxes.length, 3);
  const changed = moveCorner(left, 1, [620, 0], eight);
  review.setRegion(changed);
  review.setRegion(moveCorner(changed, 2, [620, 400], eight), { isSameStep: true });
  assert.equal(review.boxes.length, 5);
  review.undo();
  assert.deepEqual(review.region, left, 'one drag is one step');
  review.undo();
  assert.equal(review.region, null);
  assert.equal(review.boxes.length, 6);
});

test('with any region, all that counts is inside, and nothing that would count is left out', () => {
  let withRegion = 0;
  const property = reviewProperty((review, random) => {
    for (let steps = 0; steps < 15; steps += 1) {
      act(review, random);
      const { shot, shelves, region } = review;
      const isInside = insideOf(region);
      if (region) withRegion += 1;
      const places = [...shelves.boxes, ...shelves.unchecked, ...shelves.missing].map(({ box }) => box);
      assert.ok(places.every(isInside));
      const everywhere = currentBoxes(corrected(shot, setRegion(shot.corrections, null)));
      assert.equal(shelves.boxes.length, everywhere.filter(({ box }) => isInside(box)).length);
      assert.ok(removedBoxes(shot).every((index) => isInside(shot.machine[index].box)));
    }
  });
  fc.assert(property, { numRuns: 60 });
  assert.ok(withRegion > 100, `${withRegion} steps with a region`);
});
