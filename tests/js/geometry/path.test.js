import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isLasso, takenBy } from '../../../static/js/geometry/path.js';

/** @typedef {import('../../../static/js/geometry/path.js').Point} Point */
/** @typedef {import('../../../static/js/geometry/boxes.js').Box} Box */

const REACH = 20;

/** Points along straight lines between these corners, as a finger leaves them. @param {...[number, number]} corners */
const along = (...corners) =>
  corners.slice(1).flatMap(([x, y], i) => {
    const [from_x, from_y] = corners[i];
    return Array.from({ length: 11 }, (_, step) => ({
      x: from_x + ((x - from_x) * step) / 10,
      y: from_y + ((y - from_y) * step) / 10,
    }));
  });

/** @type {Box[]} three in a row, one below the second */
const BOXES = [
  [0, 0, 40, 80],
  [50, 0, 90, 80],
  [100, 0, 140, 80],
  [50, 100, 90, 180],
];

test('a lasso takes the boxes whose middle is inside, in whichever direction it runs', () => {
  const lasso = along([45, -10], [145, -10], [145, 90], [45, 90], [45, 0]);
  assert.ok(isLasso(lasso, REACH));
  assert.deepEqual(takenBy(lasso, BOXES, REACH), [1, 2]);
  assert.deepEqual(takenBy(lasso.toReversed(), BOXES, REACH), [1, 2]);
});

test('a box that a lasso only touches is not taken', () => {
  const lasso = along([30, -10], [145, -10], [145, 90], [30, 90], [30, 0]);
  assert.deepEqual(takenBy(lasso, BOXES, REACH), [1, 2]);
});

test('a lasso may overshoot its beginning, and what lies in its lap is inside too', () => {
  const lasso = along([60, -10], [145, -10], [145, 90], [45, 90], [45, -15], [120, -12]);
  assert.ok(isLasso(lasso, REACH));
  assert.deepEqual(takenBy(lasso, BOXES, REACH), [1, 2]);
});

test('a lasso around one long row is a lasso', () => {
  assert.ok(isLasso(along([0, 0], [1000, 0], [1000, 90], [0, 90], [0, 10]), REACH));
});

test('a swipe takes every box that it crosses, also between two points that lie far apart', () => {
  const swipe = [
    { x: -20, y: 40 },
    { x: 200, y: 40 },
  ];
  assert.ok(!isLasso(swipe, REACH));
  assert.deepEqual(takenBy(swipe, BOXES, REACH), [0, 1, 2]);
});

test('there and back is a swipe, and so is a turn from one row into the next', () => {
  const back = along([-20, 40], [200, 44], [-20, 48]);
  assert.ok(!isLasso(back, REACH));
  assert.deepEqual(takenBy(back, BOXES, REACH), [0, 1, 2]);
  const turn = along([-20, 40], [160, 40], [160, 140], [-20, 140]);
  assert.ok(!isLasso(turn, REACH));
  assert.deepEqual(takenBy(turn, BOXES, REACH), [0, 1, 2, 3]);
});

test('a swipe past a corner does not take the box', () => {
  assert.deepEqual(takenBy(along([30, 100], [60, 90]), BOXES, REACH), []);
});

test('a small circle on one box takes that box', () => {
  const dot = along([10, 30], [18, 30], [18, 38], [10, 38], [10, 32]);
  assert.deepEqual(takenBy(dot, BOXES, REACH), [0]);
});
