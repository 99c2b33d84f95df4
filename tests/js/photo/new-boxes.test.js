import assert from 'node:assert/strict';
import { test } from 'node:test';

import { boxBetween, boxLikeNeighbours } from '../../../static/js/photo/new-boxes.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

const PHOTO = { width: 100, height: 100 };

test('a box can be drawn in any direction; a dot is not a box', () => {
  assert.deepEqual(boxBetween({ x: 50, y: 60 }, { x: 10, y: -20 }, PHOTO), [10, 0, 50, 60]);
  assert.equal(boxBetween({ x: 50, y: 60 }, { x: 51, y: 90 }, PHOTO), null);
});

test('a box at a tapped point gets the size of those around it', () => {
  /** @type {Box[]} */
  const others = [
    [0, 0, 10, 30],
    [12, 0, 22, 30],
    [24, 0, 34, 30],
  ];
  assert.deepEqual(boxLikeNeighbours({ x: 50, y: 40 }, others, PHOTO), [45, 25, 55, 55]);
  const [left, top, right, bottom] = boxLikeNeighbours({ x: 99, y: 99 }, [], PHOTO);
  assert.ok(left < right && top < bottom && right <= 100 && bottom <= 100);
});
