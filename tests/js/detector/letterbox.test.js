import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clip, letterbox, unletterbox } from '../../../static/js/detector/letterbox.js';
import { fc, parts } from '../properties.js';

const side = fc.integer({ min: 1, max: 12_000 });
const stride = fc.constantFrom(8, 16, 32);
/** Of a box's edges: parts of the picture's sides, a little beyond it too. */
const edges = fc.array(parts(-0.2, 1.2), { maxLength: 40 });

test('a letterbox holds the whole picture at one scale, in the smallest input that its stride allows', () => {
  const longSide = fc.integer({ min: 32, max: 2048 });
  const property = fc.property(side, side, longSide, stride, (width, height, longSide, stride) => {
    const box = letterbox(width, height, longSide, stride);
    assert.equal(Math.max(box.width, box.height), longSide);
    for (const [scaled, padded] of [
      [box.width, box.inputWidth],
      [box.height, box.inputHeight],
    ]) {
      assert.ok(padded % stride === 0 && padded >= scaled && padded - scaled < stride);
    }
    // Each side is off by its own rounding alone.
    const scale = longSide / Math.max(width, height);
    for (const [whole, scaled] of [
      [width, box.width],
      [height, box.height],
    ]) {
      assert.ok(scaled === 1 || Math.abs(scaled - whole * scale) <= 0.5 + 1e-9);
    }
  });
  fc.assert(property, { numRuns: 500 });
});

test('a box that is laid into the letterbox comes back to where it was', () => {
  const longSide = fc.integer({ min: 320, max: 2048 });
  const property = fc.property(
    side,
    side,
    longSide,
    stride,
    edges,
    (width, height, longSide, stride, places) => {
      const box = letterbox(width, height, longSide, stride);
      const sides = [width, height];
      const boxes = Float32Array.from(places, (part, i) => part * [box.width, box.height][i % 2]);
      unletterbox(boxes, box, width, height);
      places.forEach((part, i) => {
        const tolerance = 1e-6 * sides[i % 2]; // of 32-bit floats
        assert.ok(Math.abs(boxes[i] - part * sides[i % 2]) <= tolerance, `${boxes[i]}`);
      });
    },
  );
  fc.assert(property);
});

test('boxes are cut off at the edges of the picture and nowhere else', () => {
  const property = fc.property(side, side, edges, (width, height, places) => {
    const boxes = Float32Array.from(places, (part, i) => part * [width, height][i % 2]);
    const before = boxes.slice();
    clip(boxes, width, height);
    boxes.forEach((edge, i) => {
      const most = [width, height][i % 2];
      assert.ok(edge >= 0 && edge <= most);
      if (before[i] >= 0 && before[i] <= most) assert.ok(edge === before[i]);
    });
  });
  fc.assert(property);
});
