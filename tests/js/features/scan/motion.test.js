import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commonShift, motionOf, moveBox, travelOf } from '../../../../static/js/features/scan/motion.js';
import { STILL } from '../../../../static/js/geometry/similarity.js';

/** @typedef {import('../../../../static/js/features/scan/motion.js').Box} Box */

const motion = { scale: 1.1, rotation: 0.05, dx: 12, dy: -7 };

/** @type {Box[]} */
const boxes = Array.from({ length: 30 }, (_, i) => {
  const [x, y] = [(i % 6) * 90, Math.floor(i / 6) * 150];
  return [x, y, x + 60 + i, y + 110];
});

test('shift, scale and rotation are estimated from matched boxes', () => {
  const found = motionOf(boxes.map((from) => ({ from, to: moveBox(motion, from) })));
  assert.ok(found);
  for (const key of /** @type {const} */ (['scale', 'rotation', 'dx', 'dy'])) {
    assert.ok(Math.abs(found[key] - motion[key]) < 1e-6, `${key}: ${found[key]}`);
  }
});

test('wrong matches do not distort the motion', () => {
  const matches = boxes.map((from) => ({ from, to: moveBox(motion, from) }));
  for (let i = 0; i < 8; i += 1)
    matches[3 * i].to = moveBox({ ...STILL, dx: -70, dy: 4 * i }, matches[4 * i].from);
  const found = motionOf(matches);
  assert.ok(found && Math.abs(found.dx - motion.dx) < 1 && Math.abs(found.scale - motion.scale) < 0.005);
});

test('a few boxes determine only a shift', () => {
  const found = motionOf(boxes.slice(0, 2).map((from) => ({ from, to: moveBox({ ...STILL, dx: 5 }, from) })));
  assert.deepEqual(found, { ...STILL, dx: 5, dy: 0 });
});

test('without matches there is no motion', () => {
  assert.equal(motionOf([]), null);
});

test('boxes vote for the shift of a fast pan', () => {
  const shifted = boxes.map((box) => moveBox({ ...STILL, dx: 40, dy: -16 }, box));
  const { dx, dy } = commonShift(boxes, shifted, 120);
  assert.ok(Math.hypot(dx - 40, dy + 16) < 16, `${dx}, ${dy}`);
});

test('the distance that the picture moved is measured at its middle', () => {
  const picture = { width: 600, height: 1000 };
  assert.equal(travelOf(STILL, picture), 0);
  assert.equal(travelOf({ ...STILL, dx: 3, dy: 4 }, picture), 5);
  const closer = { scale: 1.1, rotation: 0, dx: -30, dy: -50 }; // about the middle
  assert.ok(travelOf(closer, picture) > 50);
});
