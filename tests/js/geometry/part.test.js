import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bayOf, partOf } from '../../../static/js/geometry/part.js';

test('a part of a part is where it is on the whole', () => {
  const shown = { left: 0.25, top: 0, right: 0.75, bottom: 1 };
  const inner = { left: 0, top: 0.1, right: 0.5, bottom: 0.9 };
  assert.deepEqual(partOf(shown, inner), { left: 0.25, top: 0.1, right: 0.5, bottom: 0.9 });
});

test('a bay is taller than wide, however the phone is held', () => {
  for (const [width, height] of [
    [720, 1280],
    [1280, 720],
  ]) {
    const { left, top, right, bottom } = bayOf({ width, height });
    assert.ok((bottom - top) * height > (right - left) * width);
    assert.ok(Math.abs(left - (1 - right)) < 1e-9, 'centred');
  }
});
