import assert from 'node:assert/strict';
import { test } from 'node:test';

import { noCorrections } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { scoreFloor } from '../../../static/js/photo/shot.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { fc } from '../properties.js';
import { act, reviewProperty } from './random-corrections.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

/** Two boards with ten products each. The lower one lacks its fifth; one product of the upper one scores only 0.3. */
function review() {
  const machine = [300, 600].flatMap((bottom, board) =>
    Array.from({ length: 10 }, (_, i) => ({
      box: /** @type {Box} */ ([50 + 68 * i, bottom - 120, 110 + 68 * i, bottom]),
      score: board === 0 && i === 3 ? 0.3 : 0.9,
      label: 0,
    })).filter((_, i) => board === 0 || i !== 4),
  );
  return new ShotReview({
    ...{ width: 1000, height: 1000, threshold: 0.2, labels: ['can', 'bottle'], machine },
    corrections: noCorrections,
    model: { name: 'shelf', version: '1.0.0' },
  });
}

/** @param {ShotReview} shot @returns {Box} */
function selectedBox({ selection }) {
  assert.ok(selection);
  return selection.box;
}

test('stops are in reading order, with gaps between the boxes, and nothing is selected past the end', () => {
  const shot = review();
  const seen = [];
  while (shot.selectNext(1)) seen.push(shot.selection);
  assert.equal(seen.length, 20);
  assert.deepEqual(
    seen.map((stop) => stop?.row),
    [...Array(10).fill(0), ...Array(10).fill(1)],
  );
  assert.equal(seen[14]?.kind, 'gap');
  assert.equal(shot.selection, null);
});

test('every correction can be undone and redone', () => {
  const shot = review();
  shot.selectNext(1);
  shot.remove();
  shot.add({ x: 800, y: 180 }, { x: 860, y: 300 });
  shot.move([800, 190, 870, 310]);
  assert.equal(shot.boxes.length, 19);
  const corrected = shot.shot.corrections;
  for (let i = 0; i < 3; i += 1) shot.undo();
  assert.deepEqual(shot.shot.corrections, noCorrections);
  assert.equal(shot.canUndo, false);
  for (let i = 0; i < 3; i += 1) shot.redo();
  assert.deepEqual(shot.shot.corrections, corrected);
});

test('whatever was done, undoing all of it leads to the photo as it was, and redoing it back again', () => {
  const property = reviewProperty((shot, random) => {
    const at = () => ({ corrections: shot.shot.corrections, boxes: shot.boxes, stops: shot.stops });
    for (let steps = 0; steps < 12; steps += 1) act(shot, random);
    const threshold = shot.threshold; // of all steps: it is set by a slider, which needs no undo
    const after = at();
    let undone = 0;
    for (; shot.canUndo; undone += 1) shot.undo();
    assert.deepEqual(shot.shot.corrections, noCorrections);
    assert.deepEqual(shot.boxes, new ShotReview({ ...shot.original, threshold }).boxes);
    while (undone > 0) {
      shot.redo();
      undone -= 1;
    }
    assert.deepEqual(at(), after);
  });
  fc.assert(property);
});

test('a step is undone alone, and redone alone, whatever it was', () => {
  const property = reviewProperty((shot, random) => {
    for (let steps = 0; steps < 8; steps += 1) {
      const { corrections: before } = shot.shot;
      shot.select(shot.stops[random(shot.stops.length + 1)]?.key ?? null);
      const did = [
        () => shot.remove(),
        () => shot.move([5, 5, 90, 90]),
        () => shot.setLabel(random(3)),
        () => shot.vouch(),
      ];
      did[random(did.length)]();
      const { corrections: after } = shot.shot;
      if (after === before) continue;
      shot.undo();
      assert.equal(shot.shot.corrections, before);
      shot.redo();
      assert.equal(shot.shot.corrections, after);
    }
  });
  fc.assert(property);
});

test('every number on the screen is the sum of its parts, whatever was done', () => {
  const property = reviewProperty((shot, random) => {
    for (let steps = 0; steps < 12; steps += 1) {
      act(shot, random);
      const products = shot.boxes.length;
      const ofLabels = shot.labelCounts.reduce((sum, { count }) => sum + count, 0);
      const inRows = shot.rows.reduce((sum, row) => sum + row.facings.length + row.stacked.length, 0);
      const stops = shot.stops.filter(({ kind }) => kind === 'box');
      assert.deepEqual(
        [
          ofLabels,
          inRows + shot.shelves.withoutShelf.length,
          stops.length,
          new Set(stops.map(({ key }) => key)).size,
        ],
        Array(4).fill(products),
      );
      const { machine, added, removed } = countsOf(shot.shot);
      assert.equal(machine + added - removed, products);
      assert.ok(shot.removed <= removed, 'no more come back than were removed');
    }
  });
  fc.assert(property, { numRuns: 60 });
});

test('the moves of a key that is held down are one step', () => {
  const shot = review();
  shot.selectNext(1);
  const [left, top, right, bottom] = selectedBox(shot);
  for (let i = 1; i <= 20; i += 1) shot.move([left + i, top, right + i, bottom], { isSameStep: i > 1 });
  shot.undo();
  assert.equal(shot.canUndo, false);
});

test('the count follows the threshold, and corrections stay at every threshold', () => {
  const shot = review();
  shot.add({ x: 900, y: 180 }, { x: 960, y: 300 });
  shot.select('m0');
  shot.remove();
  for (const [threshold, count] of [
    [0.2, 19],
    [0.5, 18],
    [0.95, 1],
    [0.2, 19],
  ]) {
    shot.setThreshold(threshold);
    assert.equal(shot.boxes.length, count, `at ${threshold}`);
  }
  assert.equal(shot.shot.threshold, 0.2);
});

test('an accepted gap stays marked, a dismissed one is not offered again', () => {
  const shot = review();
  assert.ok(shot.selectNextGap());
  shot.judge('accepted');
  assert.deepEqual(
    shot.gaps.map(({ isAccepted, facings, row }) => [isAccepted, facings, row]),
    [[true, 1, 1]],
  );
  assert.equal(shot.selectNextGap(), false, 'nothing is left to judge');
  shot.select(shot.gaps[0].key);
  shot.judge('dismissed');
  assert.deepEqual(shot.gaps, []);
  shot.undo();
  assert.equal(shot.gaps.length, 1);
});

test('removed boxes can be restored all at once, except where another box is now', () => {
  const shot = review();
  for (const key of ['m0', 'm1']) {
    shot.select(key);
    shot.remove();
  }
  shot.select('m2');
  shot.setLabel(1);
  assert.equal(shot.removed, 2);
  shot.bringBack();
  assert.deepEqual([shot.removed, shot.boxes.length], [0, 19]);
  assert.deepEqual(shot.labelCounts[1], { label: 'bottle', count: 1 });
  shot.undo();
  assert.deepEqual([shot.removed, shot.boxes.length], [2, 17]);
});

test('a removed box below the threshold is not offered for restoring', () => {
  const shot = review();
  shot.select('m3'); // scores 0.3
  shot.remove();
  assert.equal(shot.removed, 1);
  shot.setThreshold(0.5);
  assert.equal(shot.removed, 0);
});

test('filling a gap adds a box like its neighbours, in one step', () => {
  const shot = review();
  assert.ok(shot.selectNextGap());
  assert.equal(shot.fill(), 1);
  assert.deepEqual(selectedBox(shot), [322, 480, 382, 600], 'where the product was left out');
  assert.equal(shot.boxes.at(-1)?.source, 'added');
  assert.deepEqual(shot.gaps, []);
  assert.equal(shot.fill(), 0, 'what is selected is no gap any more');
  shot.undo();
  assert.equal(shot.canUndo, false);
  assert.equal(shot.gaps.length, 1);
});

test('an accepted gap can still be filled', () => {
  const shot = review();
  shot.selectNextGap();
  shot.judge('accepted');
  shot.select(shot.gaps[0].key);
  assert.equal(shot.fill(), 1);
  assert.deepEqual([shot.gaps, shot.shot.corrections.gaps.accepted, shot.boxes.length], [[], [], 20]);
});

test('an added box has the label that was chosen, and all labels are counted', () => {
  const shot = review();
  shot.setLabel(1);
  shot.add({ x: 800, y: 240 }, { x: 800, y: 240 });
  assert.deepEqual(shot.labelCounts, [
    { label: 'can', count: 19 },
    { label: 'bottle', count: 1 },
  ]);
  const [left, top, right, bottom] = selectedBox(shot);
  assert.deepEqual([right - left, bottom - top], [60, 120], 'a tap adds a box like its neighbours');
});

test('the stored record is plain JSON that restores the same review', () => {
  const shot = review();
  shot.selectNext(1);
  shot.remove();
  shot.selectNextGap();
  shot.judge('accepted');
  shot.setThreshold(0.5);
  const again = new ShotReview(JSON.parse(JSON.stringify(shot.shot)));
  assert.deepEqual(again.boxes, shot.boxes);
  assert.deepEqual(again.stops, shot.stops);
});

test('the photo is detected well below the usual threshold', () => {
  assert.equal(scoreFloor(0.43), 0.15);
  assert.equal(scoreFloor(0.1), 0.05);
});
