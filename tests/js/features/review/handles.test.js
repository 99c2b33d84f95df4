import assert from 'node:assert/strict';
import { test } from 'node:test';

import { holdAt, pull, thingAt } from '../../../../static/js/features/review/handles.js';

/** @typedef {import('../../../../static/js/photo/corrections.js').Box} Box */

const PHOTO = { width: 100, height: 100 };
/** @type {Box} */
const BOX = [20, 20, 60, 80];

test('the smallest box under a finger is chosen', () => {
  const things = [{ box: BOX }, { box: /** @type {Box} */ ([30, 30, 40, 40]) }];
  assert.equal(thingAt(things, { x: 35, y: 35 }, 1), things[1]);
  assert.equal(thingAt(things, { x: 50, y: 70 }, 1), things[0]);
});

test('a finger just beside a box chooses it, one far away chooses none', () => {
  const things = [{ box: BOX }];
  assert.equal(thingAt(things, { x: 66, y: 50 }, 1), things[0]);
  assert.equal(thingAt(things, { x: 66, y: 50 }, 0.1), null);
  assert.equal(thingAt([], { x: 66, y: 50 }, 1), null);
});

test('a corner can be held from inside and outside; the middle holds the whole box', () => {
  /** @type {Box} */
  const large = [100, 100, 200, 300];
  assert.deepEqual(holdAt(large, { x: 92, y: 95 }), { x: -1, y: -1 });
  assert.deepEqual(holdAt(large, { x: 195, y: 290 }), { x: 1, y: 1 });
  assert.equal(holdAt(large, { x: 150, y: 200 }), 'whole');
  assert.equal(holdAt(large, { x: 300, y: 200 }), null);
});

test('a small box can only be held as a whole', () => {
  /** @type {Box} */
  const small = [100, 100, 112, 116];
  assert.equal(holdAt(small, { x: 100, y: 100 }), 'whole');
  assert.equal(holdAt(small, { x: 130, y: 100 }), null);
});

test('a box that is moved keeps its size and stays on the photo', () => {
  assert.deepEqual(pull(BOX, 'whole', { x: 5.4, y: -3 }, PHOTO), [25, 17, 65, 77]);
  assert.deepEqual(pull(BOX, 'whole', { x: 500, y: 500 }, PHOTO), [60, 40, 100, 100]);
});

test('a dragged corner leaves the opposite one in place, and never passes it', () => {
  assert.deepEqual(pull(BOX, { x: 1, y: -1 }, { x: 10, y: -5 }, PHOTO), [20, 15, 70, 80]);
  assert.deepEqual(pull(BOX, { x: -1, y: 1 }, { x: 500, y: -500 }, PHOTO), [56, 20, 60, 24]);
  assert.deepEqual(pull(BOX, { x: 1, y: 1 }, { x: 500, y: 500 }, PHOTO), [20, 20, 100, 100]);
});
