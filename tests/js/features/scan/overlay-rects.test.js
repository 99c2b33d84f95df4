import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rectsOnElement } from '../../../../static/js/features/scan/overlay-rects.js';

/**
 * Detections on a picture of 1000 x 2000.
 * @param {...[number, number, number, number]} boxes xyxy
 */
const detected = (...boxes) => ({
  boxes: Float32Array.from(boxes.flat()),
  scores: new Float32Array(boxes.length),
  labels: new Uint16Array(boxes.length),
  count: boxes.length,
  width: 1000,
  height: 2000,
  timing: { letterbox_ms: 0, passes: [], nms_ms: 0, total_ms: 0 },
});

const half = { width: 500, height: 1000 };

test('a box lies on its product, whatever size the picture is shown at', () => {
  const rects = rectsOnElement(detected([100, 200, 300, 600]), half, 0);
  assert.deepEqual(rects, [{ x: 50, y: 100, width: 100, height: 200 }]);
});

test('each axis has its own scale, since pixel sizes of elements are rounded', () => {
  const [rect] = rectsOnElement(detected([0, 0, 1000, 2000]), { width: 300, height: 601 }, 0);
  assert.deepEqual(rect, { x: 0, y: 0, width: 300, height: 601 });
});

test('boxes that touch are drawn apart', () => {
  const [left, right] = rectsOnElement(detected([0, 0, 100, 200], [100, 0, 200, 200]), half, 1.5);
  assert.ok(left && right);
  assert.equal(right.x - (left.x + left.width), 3);
});

test('a box that extends beyond the picture is clipped at its edge', () => {
  const [rect] = rectsOnElement(detected([-100, -40, 200, 100]), half, 0);
  assert.deepEqual(rect, { x: 0, y: 0, width: 100, height: 50 });
});

test('a box outside the picture is not drawn', () => {
  assert.deepEqual(rectsOnElement(detected([1000, 0, 1200, 100], [0, -50, 10, -10]), half, 1), []);
});

test('a tiny box stays visible in spite of the inset', () => {
  const [rect] = rectsOnElement(detected([10, 10, 14, 14]), half, 4);
  assert.ok(rect && rect.width >= 1 && rect.height >= 1);
});

test('only `count` boxes are drawn, although the arrays may be longer', () => {
  const reused = { ...detected([0, 0, 10, 10], [20, 20, 30, 30]), count: 1 };
  assert.equal(rectsOnElement(reused, half, 0).length, 1);
});
