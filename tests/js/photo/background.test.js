import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backgroundOf } from '../../../static/js/photo/background.js';
import { findRows } from '../../../static/js/photo/rows.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

const PICTURE = { width: 1000, height: 1000 };

/**
 * @param {object} at upper left corner
 * @param {number} at.x
 * @param {number} at.y
 * @param {number} columns
 * @param {number} rows
 * @param {number} width of a product, which is twice as high
 * @returns {Box[]} a wall of shelves
 */
const wall = ({ x, y }, columns, rows, width) =>
  Array.from({ length: columns * rows }, (_, i) => {
    const left = x + (i % columns) * width * 1.05;
    const top = y + Math.floor(i / columns) * width * 2.6;
    return [left, top, left + width, top + 2 * width];
  });

/** @param {Box[]} boxes */
const found = (boxes) =>
  backgroundOf(
    {
      boxes: boxes.map((box, i) => ({ box, label: 0, source: 'machine', key: `m${i}` })),
      rows: findRows(boxes, PICTURE),
    },
    PICTURE,
  );

/** 60 products of 50 x 100 pixels, on the left two thirds. */
const SHELF = wall({ x: 10, y: 300 }, 12, 5, 50);
const indices = (/** @type {number} */ from, /** @type {number} */ count) =>
  Array.from({ length: count }, (_, i) => from + i);

test('much smaller products beside the shelf are told', () => {
  const behind = wall({ x: 720, y: 330 }, 10, 3, 20);
  assert.deepEqual(found([...SHELF, ...behind]), indices(60, 30));
});

test('much smaller products above the shelf are told', () => {
  const behind = wall({ x: 100, y: 40 }, 20, 3, 20);
  assert.deepEqual(found([...SHELF, ...behind]), indices(60, 60));
});

test('a wall of one size is what was photographed', () => {
  assert.deepEqual(found(SHELF), []);
});

test('small products between, below or on the same shelf as large ones are not told', () => {
  const between = wall({ x: 10, y: 300 }, 12, 1, 50);
  const small = wall({ x: 10, y: 420 }, 30, 1, 20);
  const below = wall({ x: 10, y: 500 }, 12, 2, 50);
  assert.deepEqual(found([...between, ...small, ...below]), [], 'between');
  assert.deepEqual(
    found([...wall({ x: 10, y: 50 }, 12, 5, 50), ...wall({ x: 10, y: 760 }, 30, 3, 20)]),
    [],
    'below',
  );
  const onOneBoard = [...wall({ x: 10, y: 300 }, 10, 1, 50), ...wall({ x: 545, y: 360 }, 15, 1, 20)];
  assert.deepEqual(found(onOneBoard), [], 'on the same board');
});

test('the far end of a slanted shelf, whose products become smaller bit by bit, is not told', () => {
  /** @type {Box[]} */
  const slanted = [];
  for (const row of [0, 1, 2, 3]) {
    let x = 10;
    for (let width = 70; width > 16; width *= 0.93) {
      const top = 500 + (row - 2) * width * 3;
      slanted.push([x, top, x + width, top + 2 * width]);
      x += width * 1.05;
    }
  }
  assert.deepEqual(found(slanted), []);
});

test('a handful is not worth a question, and more than half of all is what was photographed', () => {
  assert.deepEqual(found([...SHELF, ...wall({ x: 720, y: 330 }, 7, 1, 20)]), []);
  const many = wall({ x: 500, y: 330 }, 20, 6, 20);
  assert.deepEqual(found([...wall({ x: 10, y: 300 }, 8, 5, 50), ...many]), []);
});

test('what the edge of the photo cuts off is not small for that', () => {
  const cut = wall({ x: 10, y: 300 }, 12, 1, 50).map(
    ([left, , right]) => /** @type {Box} */ ([left, 0, right, 14]),
  );
  assert.deepEqual(found([...SHELF, ...cut]), []);
});
