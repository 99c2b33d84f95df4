import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BLANK, flowBetween, shiftAt } from '../../../../static/js/camera/motion/flow.js';
import { glanceSize } from '../../../../static/js/camera/motion/glance.js';
import { pictureOf, texture } from './pictures.js';

const [WIDTH, HEIGHT] = [54, 96];

const shelf = texture(1);

/** @param {import('./pictures.js').Brightness} brightness from the picture's centre */
const picture = (brightness) =>
  pictureOf((x, y) => brightness(x - WIDTH / 2, y - HEIGHT / 2), { width: WIDTH, height: HEIGHT });

/** @param {number} seed */
function noise(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

const before = picture(shelf);

/** @param {ReturnType<typeof flowBetween>} flow @param {(x: number, y: number) => [number, number]} expected from the centre */
function worst(flow, expected) {
  let most = 0;
  for (let y = 12; y <= HEIGHT - 12; y += 6) {
    for (let x = 12; x <= WIDTH - 12; x += 6) {
      const [dx, dy] = shiftAt(flow, x, y);
      const [wantedX, wantedY] = expected(x - WIDTH / 2, y - HEIGHT / 2);
      most = Math.max(most, Math.hypot(dx - wantedX, dy - wantedY));
    }
  }
  return most;
}

for (const [dx, dy] of [
  [0.4, -0.3],
  [3.7, 1.2],
  [-9, 6.5],
]) {
  test(`a shift by ${dx}, ${dy} pixels is measured to a fifth of a pixel`, () => {
    const flow = flowBetween(
      before,
      picture((x, y) => shelf(x - dx, y - dy)),
    );
    assert.ok(worst(flow, () => [dx, dy]) < 0.2);
    assert.ok(flow.likeness > 0.9);
  });
}

test('a step nearer and a turn of the hand are measured', () => {
  const [scale, angle] = [1.03, 0.02];
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const after = picture((x, y) => shelf((x * cos + y * sin) / scale ** 2, (y * cos - x * sin) / scale ** 2));
  const flow = flowBetween(before, after);
  assert.ok(Math.abs(flow.whole.scale - cos) < 0.004);
  assert.ok(Math.abs(flow.whole.rotation - sin) < 0.004);
  assert.ok(worst(flow, (x, y) => [cos * x - sin * y - x, sin * x + cos * y - y]) < 0.25);
});

test('a nearer shelf moves further than the one behind it', () => {
  const after = picture((x, y) => shelf(x - (y > 0 ? 3 : 2), y));
  const flow = flowBetween(before, after);
  assert.ok(Math.abs(shiftAt(flow, WIDTH / 2, 12)[0] - 2) < 0.25);
  assert.ok(Math.abs(shiftAt(flow, WIDTH / 2, HEIGHT - 12)[0] - 3) < 0.25);
});

test('noise and another light change little', () => {
  const random = noise(7);
  const first = picture((x, y) => shelf(x, y) + 16 * random());
  const after = picture((x, y) => 25 + 0.85 * shelf(x - 2.5, y + 1.5) + 16 * random());
  assert.ok(worst(flowBetween(first, after), () => [2.5, -1.5]) < 0.35);
});

test('a blank wall moves nowhere, however noisy', () => {
  const random = noise(3);
  const wall = () => picture((x) => 150 + x / 4 + 6 * random());
  const flow = flowBetween(wall(), wall());
  assert.ok(flow.contrast < BLANK);
  assert.equal(
    worst(flow, () => [0, 0]),
    0,
  );
});

test('along a bare board nothing tells how far the picture went, and a fly does not either', () => {
  const board = (/** @type {number} */ fly) => (/** @type {number} */ x, /** @type {number} */ y) =>
    Math.hypot(x - fly, y) < 1.5 ? 255 : 128 + 60 * Math.sin(y / 2);
  const flow = flowBetween(picture(board(0)), picture(board(8)));
  assert.ok(Math.abs(flow.whole.dx) < 0.5 && Math.abs(flow.whole.dy) < 0.1);
});

test('another picture is not like the one before', () => {
  const flow = flowBetween(before, picture(texture(9)));
  assert.ok(flow.likeness < 0.5, `${flow.likeness}`);
});

test('the small picture has the shape of what it shows', () => {
  assert.deepEqual(glanceSize({ width: 1080, height: 1920 }), { width: 54, height: 96 });
  assert.deepEqual(glanceSize({ width: 1280, height: 720 }), { width: 96, height: 54 });
});
