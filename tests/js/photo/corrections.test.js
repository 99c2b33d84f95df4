import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  addBox,
  countByLabel,
  currentBoxes,
  fillGap,
  judgeGap,
  moveBox,
  noCorrections,
  relabelBox,
  removeBox,
} from '../../../static/js/photo/corrections.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */
/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */

/** @type {(x: number) => Box} */
const boxAt = (x) => [x, 0, x + 10, 20];

/** @type {ReviewedShot} */
const shot = {
  width: 100,
  height: 50,
  threshold: 0.5,
  labels: ['can', 'bottle'],
  machine: [
    { box: boxAt(0), score: 0.9, label: 0 },
    { box: boxAt(20), score: 0.5, label: 1 },
    { box: boxAt(40), score: 0.2, label: 0 },
  ],
  corrections: noCorrections,
  model: { name: 'shelf', version: '1.0.0' },
};

/** @param {Partial<ReviewedShot>} change */
const keys = (change) => currentBoxes({ ...shot, ...change }).map(({ key }) => key);

test('machine boxes count if they reach the threshold', () => {
  assert.deepEqual(keys({}), ['m0', 'm1']);
  assert.deepEqual(keys({ threshold: 0.1 }), ['m0', 'm1', 'm2']);
  assert.deepEqual(keys({ threshold: 0.95 }), []);
});

test('a removed box stays removed at every threshold', () => {
  const corrections = removeBox(noCorrections, 'm1');
  assert.deepEqual(keys({ corrections }), ['m0']);
  assert.deepEqual(keys({ corrections, threshold: 0 }), ['m0', 'm2']);
});

test('moved and added boxes stay at every threshold', () => {
  const { corrections, key } = addBox(moveBox(noCorrections, 'm1', boxAt(25)), boxAt(70), 1);
  const boxes = currentBoxes({ ...shot, corrections, threshold: 0.99 });
  assert.deepEqual(boxes, [
    { key: 'm1', box: boxAt(25), label: 1, source: 'moved' },
    { key, box: boxAt(70), label: 1, source: 'added' },
  ]);
});

test('a box that was moved can be removed', () => {
  const corrections = removeBox(moveBox(noCorrections, 'm0', boxAt(5)), 'm0');
  assert.deepEqual(keys({ corrections }), ['m1']);
});

test('added boxes can be moved and removed, and have keys of their own', () => {
  const first = addBox(noCorrections, boxAt(60), 0);
  const second = addBox(first.corrections, boxAt(80), 0);
  assert.notEqual(first.key, second.key);
  const moved = moveBox(second.corrections, first.key, boxAt(62));
  assert.deepEqual(moved.added[0].box, boxAt(62));
  assert.deepEqual(keys({ corrections: removeBox(moved, first.key) }), ['m0', 'm1', second.key]);
});

test('relabelling a machine box does not alter the detection', () => {
  const [current] = currentBoxes(shot);
  const { corrections, key } = relabelBox(noCorrections, current, 1);
  const boxes = currentBoxes({ ...shot, corrections });
  assert.deepEqual(boxes.at(-1), { key, box: boxAt(0), label: 1, source: 'added' });
  assert.equal(boxes.length, 2);
  const again = relabelBox(corrections, boxes[1], 0);
  assert.equal(again.key, key);
  assert.equal(again.corrections.added[0].label, 0);
});

test('a later verdict on a gap replaces an earlier one', () => {
  const accepted = judgeGap(noCorrections, boxAt(30), 'accepted');
  assert.deepEqual(accepted.gaps, { accepted: [boxAt(30)], dismissed: [] });
  assert.deepEqual(judgeGap(accepted, boxAt(30), 'dismissed').gaps, { accepted: [], dismissed: [boxAt(30)] });
});

test('filling a gap adds boxes and drops any verdict on the gap', () => {
  const accepted = judgeGap(noCorrections, boxAt(60), 'accepted');
  const { corrections, key } = fillGap(accepted, boxAt(60), [boxAt(60), boxAt(70)], 1);
  assert.deepEqual(corrections.gaps, noCorrections.gaps);
  const added = currentBoxes({ ...shot, corrections }).filter(({ source }) => source === 'added');
  assert.deepEqual(
    added.map(({ box, label }) => [box, label]),
    [
      [boxAt(60), 1],
      [boxAt(70), 1],
    ],
  );
  assert.equal(key, added[0].key);
});

test('corrections are never changed in place and survive JSON', () => {
  const before = JSON.stringify(noCorrections);
  const { corrections } = addBox(removeBox(moveBox(noCorrections, 'm1', boxAt(3)), 'm0'), boxAt(60), 0);
  assert.equal(JSON.stringify(noCorrections), before);
  const stored = JSON.parse(JSON.stringify(corrections));
  assert.deepEqual(currentBoxes({ ...shot, corrections: stored }), currentBoxes({ ...shot, corrections }));
});

test('every label has a count', () => {
  assert.deepEqual(countByLabel(currentBoxes({ ...shot, threshold: 0.6 }), shot.labels), [
    { label: 'can', count: 1 },
    { label: 'bottle', count: 0 },
  ]);
});
