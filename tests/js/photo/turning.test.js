import assert from 'node:assert/strict';
import { test } from 'node:test';

import { currentBoxes } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { turnBox, turnReview } from '../../../static/js/photo/turning.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */
/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */

/** @type {Box[]} */
const PLACES = [
  [0, 0, 10, 20],
  [20, 0, 30, 20],
  [40, 0, 50, 20],
  [60, 0, 70, 20],
];

/** @param {Box[]} boxes @param {Partial<ReviewedShot['corrections']>} corrections @returns {ReviewedShot} 100 x 60 */
const shotWith = (boxes, corrections = {}) => ({
  ...{ width: 100, height: 60, threshold: 0.5, labels: ['product', 'box'] },
  machine: boxes.map((box) => ({ box, score: 0.9, label: 0 })),
  corrections: { removed: [], moved: {}, added: [], gaps: { accepted: [], dismissed: [] }, ...corrections },
  model: { name: 'shelf', version: '1.0.0' },
});

/** @param {Box[]} boxes of the turned photo, in the order in which the machine found them */
const turnedShot = (boxes) => ({ ...shotWith(boxes), width: 60, height: 100 });
/** @param {Box} box */
const turn = (box) => turnBox(box, { width: 100, height: 60 }, 1);
/** @param {ReviewedShot} shot */
const boxesOf = (shot) => currentBoxes(shot).map(({ box }) => box);

test('a box goes round with its photo, and four quarters bring it back', () => {
  const photo = { width: 100, height: 60 };
  assert.deepEqual(
    turnBox([0, 0, 10, 20], photo, 1),
    [40, 0, 60, 10],
    'the upper left corner goes to the right',
  );
  assert.deepEqual(turnBox([0, 0, 10, 20], photo, 2), [90, 40, 100, 60]);
  assert.deepEqual(turnBox([0, 0, 10, 20], photo, 3), [0, 90, 20, 100]);
  assert.deepEqual(turnBox([1.25, 2, 10, 20], photo, 4), [1.25, 2, 10, 20]);
});

test('what was removed, moved, added and judged is turned along, in whatever order the boxes are found', () => {
  const before = shotWith(PLACES, {
    removed: [0],
    moved: { 1: [21, 5, 31, 25] },
    added: [{ id: 'a1', box: [80, 30, 90, 50], label: 1 }],
    gaps: { accepted: [[50, 0, 60, 20]], dismissed: [[30, 0, 40, 20]] },
  });
  const after = turnReview(before, turnedShot(PLACES.map(turn).reverse()), 1);
  assert.deepEqual(after.corrections.removed, [3]);
  assert.deepEqual(after.corrections.moved, { 2: turn([21, 5, 31, 25]) });
  assert.deepEqual(after.corrections.added, [{ id: 'a1', box: turn([80, 30, 90, 50]), label: 1 }]);
  assert.deepEqual(after.corrections.gaps, {
    accepted: [turn([50, 0, 60, 20])],
    dismissed: [turn([30, 0, 40, 20])],
  });
  assert.deepEqual(new Set(boxesOf(after).map(String)), new Set(boxesOf(before).map(turn).map(String)));
});

test('a moved box that is not found any more stays, as an added one', () => {
  const before = shotWith(PLACES, { moved: { 1: [21, 5, 31, 25] } });
  const after = turnReview(before, turnedShot([turn(PLACES[0])]), 1);
  assert.deepEqual(boxesOf(after), [turn(PLACES[0]), turn([21, 5, 31, 25])]);
});

test('a confirmed box is confirmed after the turn, and becomes an added one if it is not found any more', () => {
  const before = shotWith(PLACES, { confirmed: [0, 1] });
  const after = turnReview(before, turnedShot([PLACES[3], PLACES[1]].map(turn)), 1);
  assert.deepEqual(after.corrections.confirmed, [1]);
  assert.deepEqual(
    after.corrections.added.map(({ box }) => box),
    [turn(PLACES[0])],
  );
});

test('where a person said that every product has a box, a turn changes nothing', () => {
  const before = shotWith(PLACES.slice(0, 3), {
    removed: [2],
    confirmed: [0, 1],
    complete: true,
    askedFar: true,
  });
  const after = turnReview(before, turnedShot(PLACES.map(turn)), 1);
  assert.equal(after.corrections.complete, true);
  assert.equal(after.corrections.askedFar, true, 'what was answered is not asked again');
  assert.deepEqual(new Set(boxesOf(after).map(String)), new Set(boxesOf(before).map(turn).map(String)));
});

test('a product that a person added, and the machine finds now, is counted once', () => {
  const before = shotWith(PLACES.slice(0, 2), { added: [{ id: 'a1', box: [40, 1, 50, 20], label: 0 }] });
  const after = turnReview(before, turnedShot(PLACES.slice(0, 3).map(turn)), 1);
  assert.equal(countsOf(after).products, 3);
  assert.ok(
    boxesOf(after).some((box) => String(box) === String(turn([40, 1, 50, 20]))),
    'the box of the person',
  );
  const { machine, added, removed } = countsOf(after);
  assert.equal(machine + added - removed, 3);
});

test('a box that was given another kind keeps it', () => {
  const added = [{ id: 'a1', box: PLACES[2], label: 1, replaces: 2 }];
  const after = turnReview(shotWith(PLACES, { removed: [2], added }), turnedShot(PLACES.map(turn)), 1);
  const counts = countsOf(after);
  assert.deepEqual([counts.products, counts.byLabel.box, counts.relabelled], [4, 1, 1]);
});

test('the part that counts goes round, its corners again from the top left; the threshold stays', () => {
  const region = {
    corners: /** @type {[number, number][]} */ ([
      [0, 0],
      [50, 0],
      [50, 60],
      [0, 60],
    ]),
  };
  const before = { ...shotWith(PLACES, { region }), threshold: 0.7 };
  const after = turnReview(before, turnedShot(PLACES.map(turn)), 1);
  assert.deepEqual(after.corrections.region?.corners, [
    [0, 0],
    [60, 0],
    [60, 50],
    [0, 50],
  ]);
  assert.equal(after.threshold, 0.7);
  assert.equal(boxesOf(after).length, boxesOf(before).length);
});
