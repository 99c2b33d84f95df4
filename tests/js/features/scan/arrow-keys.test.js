import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nextPlace, placesOf } from '../../../../static/js/features/scan/arrow-keys.js';

/** @typedef {import('../../../../static/js/features/scan/arrow-keys.js').Place} Place */

const PICTURE = { width: 1000, height: 1000 };
const [LEFT, RIGHT, UP, DOWN] = [
  /** @type {const} */ ({ x: -1, y: 0 }),
  /** @type {const} */ ({ x: 1, y: 0 }),
  /** @type {const} */ ({ x: 0, y: -1 }),
  /** @type {const} */ ({ x: 0, y: 1 }),
];

/** Two boards with five products each: ids 1 to 5 above, 6 to 10 below and a little to the right; in random order. */
const facings = [10, 3, 7, 1, 9, 5, 2, 8, 4, 6].map((id) => {
  const [column, row] = [(id - 1) % 5, id > 5 ? 1 : 0];
  const [left, bottom] = [100 + 100 * column + 20 * row, 400 + 300 * row];
  return {
    id,
    box: /** @type {[number, number, number, number]} */ ([left, bottom - 150, left + 90, bottom]),
    score: 0.9,
    label: 0,
  };
});
const places = placesOf(facings, PICTURE);

/** @param {number | null} from @param {...import('../../../../static/js/toolkit/arrows.js').Direction} directions */
function press(from, ...directions) {
  let at = from;
  for (const direction of directions) at = nextPlace(places, at, direction)?.facing.id ?? at;
  return at;
}

test('products are described by their row and their place in it', () => {
  assert.deepEqual(
    places.map(({ facing }) => facing.id),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  const { row, index, total } = places[7];
  assert.deepEqual([row, index, total], [2, 3, 5]);
});

test('the first arrow leads to the first product, or backwards to the last', () => {
  assert.equal(press(null, RIGHT), 1);
  assert.equal(press(null, DOWN), 1);
  assert.equal(press(null, UP), 10);
  assert.equal(press(99, LEFT), 10, 'a product that is no longer there is none');
});

test('arrows go to the nearest product in their direction', () => {
  assert.equal(press(1, RIGHT, RIGHT), 3);
  assert.equal(press(3, DOWN), 8);
  assert.equal(press(8, UP), 3);
  assert.equal(press(8, LEFT, LEFT), 6);
});

test('at the end of the shelf an arrow leads nowhere', () => {
  assert.equal(nextPlace(places, 5, RIGHT), null);
  assert.equal(nextPlace(places, 2, UP), null);
  assert.equal(nextPlace([], null, RIGHT), null);
});
