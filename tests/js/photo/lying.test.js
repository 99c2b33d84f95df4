import assert from 'node:assert/strict';
import { test } from 'node:test';

import { seemsToLie } from '../../../static/js/photo/lying.js';
import { turnBox } from '../../../static/js/photo/turning.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */

/**
 * A wall of shelves: products side by side, a board's space between the rows.
 * @param {number} rows @param {{ width: number, height: number }} product
 * @returns {Box[]}
 */
const wall = (rows, { width, height }) =>
  Array.from({ length: rows * 12 }, (_, i) => {
    const [x, y] = [(i % 12) * (width + 1), Math.floor(i / 12) * (height + 20)];
    return [x, y, x + width, y + height];
  });

/** @param {Box[]} boxes @param {{ width: number, height: number }} size @param {number} [score] */
const shot = (boxes, size, score = 0.9) =>
  /** @type {import('../../../static/js/photo/corrections.js').ReviewedShot} */ (
    /** @type {unknown} */ ({ ...size, machine: boxes.map((box) => ({ box, score, label: 0 })) })
  );
const size = { width: 600, height: 500 };
const lying = { width: size.height, height: size.width };

test('shelves that lie on either side are recognized, also where the network is not sure of them', () => {
  const boxes = wall(4, { width: 40, height: 80 });
  for (const quarters of [1, 3]) {
    const turned = boxes.map((box) => turnBox(box, size, quarters));
    assert.equal(seemsToLie(shot(turned, lying)), true);
    assert.equal(seemsToLie(shot(turned, lying, 0.4)), true);
    assert.equal(seemsToLie(shot(turned, lying, 0.2)), false);
  }
});

test('upright shelves are left alone: tall products, flat ones, upside down, and too few to say', () => {
  const tall = wall(4, { width: 40, height: 80 });
  const upsideDown = tall.map((box) => turnBox(box, size, 2));
  for (const boxes of [tall, wall(5, { width: 45, height: 30 }), upsideDown]) {
    assert.equal(seemsToLie(shot(boxes, size)), false);
  }
  const few = tall.slice(0, 8).map((box) => turnBox(box, size, 1));
  assert.equal(seemsToLie(shot(few, lying)), false);
});
