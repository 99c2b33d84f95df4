import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Tracker } from '../../../../static/js/features/scan/tracking.js';

const THRESHOLD = 0.4;
const FRAME_MS = 100;

/** @typedef {{ box: [number, number, number, number], score?: number, label?: number }} One */

/**
 * @param {One[]} list
 * @param {{ width: number, height: number }} [size]
 */
const detections = (list, { width, height } = { width: 600, height: 1000 }) => ({
  boxes: Float32Array.from(list.flatMap(({ box }) => box)),
  scores: Float32Array.from(list, ({ score = 0.8 }) => score),
  labels: Uint16Array.from(list, ({ label = 0 }) => label),
  count: list.length,
  width,
  height,
  timing: { letterbox_ms: 0, passes: [], nms_ms: 0, total_ms: 0 },
});

/**
 * A shelf of equal products, the hardest case: a shift by one product looks nearly the same.
 * @param {number} dx pixels that it has moved
 * @param {number} [scale] about the top left corner
 * @returns {One[]} those that lie in the picture
 */
function shelf(dx, scale = 1) {
  /** @type {One[]} */
  const boxes = [];
  for (let row = 0; row < 6; row += 1) {
    for (let column = -10; column < 24; column += 1) {
      const x = (column * 50 + dx) * scale;
      const y = (40 + row * 150) * scale;
      boxes.push({ box: [x, y, x + 46 * scale, y + 110 * scale] });
    }
  }
  return boxes.filter(({ box: [left, , right] }) => (left + right) / 2 > 0 && (left + right) / 2 < 600);
}

/** @param {{ id: number, box: number[] }[]} facings @param {number} x @param {number} y */
const idAt = (facings, x, y) => facings.find(({ box: [l, t, r, b] }) => x > l && x < r && y > t && y < b)?.id;

test('a facing keeps its id while the phone is panned along equal products', () => {
  const tracker = new Tracker(THRESHOLD);
  // The pan begins slowly and reaches 22 pixels a frame, with a product every 50.
  let dx = 0;
  let facings = tracker.update(detections(shelf(dx)), 0);
  const id = idAt(facings, 425, 100);
  assert.ok(id);
  for (let frame = 1; frame <= 14; frame += 1) {
    dx -= Math.min(22, 6 * frame);
    facings = tracker.update(detections(shelf(dx)), frame * FRAME_MS);
    assert.equal(idAt(facings, 425 + dx, 100), id, `frame ${frame}`);
  }
});

test('a facing keeps its id while the person steps closer', () => {
  const tracker = new Tracker(THRESHOLD);
  const id = idAt(tracker.update(detections(shelf(0)), 0), 225, 100);
  for (let frame = 1; frame <= 8; frame += 1) {
    const scale = 1.05 ** frame;
    const facings = tracker.update(detections(shelf(0, scale)), frame * FRAME_MS);
    assert.equal(idAt(facings, 225 * scale, 100 * scale), id, `frame ${frame}`);
  }
});

test('all facings of the first frame are shown at once', () => {
  assert.equal(new Tracker(THRESHOLD).update(detections(shelf(0)), 0).length, shelf(0).length);
});

test('a detection in a single frame is not shown', () => {
  const tracker = new Tracker(THRESHOLD);
  tracker.update(detections(shelf(0).slice(0, 5)), 0);
  assert.equal(tracker.update(detections(shelf(0).slice(0, 6)), 100).length, 5);
  assert.equal(tracker.update(detections(shelf(0).slice(0, 5)), 200).length, 5);
});

test('a score that varies around the threshold does not make the box flicker', () => {
  const tracker = new Tracker(THRESHOLD);
  /** @type {One} */
  const wavering = { box: [100, 100, 150, 200], score: 0.5 };
  tracker.update(detections([wavering]), 0);
  for (let frame = 1; frame < 20; frame += 1) {
    const score = frame % 2 ? 0.36 : 0.46;
    assert.equal(tracker.update(detections([{ ...wavering, score }]), frame * FRAME_MS).length, 1);
  }
});

test('weak detections alone never begin a facing', () => {
  const tracker = new Tracker(THRESHOLD);
  for (let frame = 0; frame < 10; frame += 1) {
    const weak = shelf(0).map((one) => ({ ...one, score: 0.35 }));
    assert.equal(tracker.update(detections(weak), frame * FRAME_MS).length, 0);
  }
});

test('a facing whose scores stay weak is hidden in the end', () => {
  const tracker = new Tracker(THRESHOLD);
  tracker.update(detections([{ box: [100, 100, 150, 200], score: 0.45 }]), 0);
  let shown = 1;
  for (let frame = 1; frame < 60; frame += 1) {
    const weak = detections([{ box: [100, 100, 150, 200], score: 0.26 }]);
    shown = tracker.update(weak, frame * FRAME_MS).length;
  }
  assert.equal(shown, 0);
});

test('a facing that is missed in one frame stays on the screen', () => {
  const tracker = new Tracker(THRESHOLD);
  const all = shelf(0);
  for (let frame = 0; frame < 5; frame += 1) tracker.update(detections(all), frame * FRAME_MS);
  assert.equal(tracker.update(detections(all.slice(1)), 500).length, all.length);
});

test('a facing behind a passing hand keeps its id, although the phone moved on', () => {
  const tracker = new Tracker(THRESHOLD);
  const isBehindHand = (/** @type {One} */ { box: [left] }) => left > 150 && left < 260;
  let facings = tracker.update(detections(shelf(0)), 0);
  for (let frame = 1; frame < 5; frame += 1) facings = tracker.update(detections(shelf(0)), frame * FRAME_MS);
  const id = idAt(facings, 225, 100);
  assert.ok(id);
  for (let frame = 5; frame < 12; frame += 1) {
    const dx = -3 * (frame - 4);
    facings = tracker.update(detections(shelf(dx).filter((one) => !isBehindHand(one))), frame * FRAME_MS);
  }
  assert.equal(idAt(facings, 225 - 21, 100), undefined, 'hidden, since nothing was seen for long enough');
  for (let frame = 12; frame < 15; frame += 1) {
    facings = tracker.update(detections(shelf(-21)), frame * FRAME_MS);
  }
  assert.equal(idAt(facings, 225 - 21, 100), id);
});

test('the id of a facing that left the picture is not reused', () => {
  const tracker = new Tracker(THRESHOLD);
  const seen = new Set(tracker.update(detections([{ box: [100, 100, 150, 200] }]), 0).map(({ id }) => id));
  for (let frame = 1; frame < 40; frame += 1) tracker.update(detections([]), frame * FRAME_MS);
  for (let frame = 40; frame < 44; frame += 1) {
    for (const { id } of tracker.update(detections([{ box: [100, 100, 150, 200] }]), frame * FRAME_MS)) {
      assert.ok(!seen.has(id));
    }
  }
});

test('products of another label are never the same facing', () => {
  const tracker = new Tracker(THRESHOLD);
  const [before] = tracker.update(detections([{ box: [100, 100, 150, 200], label: 0 }]), 0);
  for (let frame = 1; frame < 4; frame += 1) {
    tracker.update(detections([{ box: [100, 100, 150, 200], label: 1 }]), frame * FRAME_MS);
  }
  const other = tracker
    .update(detections([{ box: [100, 100, 150, 200], label: 1 }]), 400)
    .filter(({ label }) => label === 1);
  assert.equal(other.length, 1);
  assert.notEqual(other[0].id, before.id);
});

test('rotating the phone resets the tracker', () => {
  const tracker = new Tracker(THRESHOLD);
  tracker.update(detections(shelf(0)), 0);
  const turned = detections([{ box: [10, 10, 90, 90] }], { width: 1000, height: 600 });
  assert.equal(tracker.update(turned, 100).length, 1);
});

test('on a slow phone facings are remembered for at least two frames', () => {
  const tracker = new Tracker(THRESHOLD);
  const all = shelf(0);
  for (let frame = 0; frame < 4; frame += 1) tracker.update(detections(all), frame * 1500);
  assert.equal(tracker.update(detections(all.slice(1)), 4 * 1500).length, all.length);
});

test('the camera counts as still until the picture moves', () => {
  const tracker = new Tracker(THRESHOLD);
  tracker.update(detections(shelf(0)), 0);
  tracker.update(detections(shelf(1)), 100);
  assert.ok(tracker.isStill, 'a hand is never quite still');
  tracker.update(detections(shelf(16)), 200);
  assert.ok(!tracker.isStill);
});

test('an empty picture is no error', () => {
  const tracker = new Tracker(THRESHOLD);
  assert.deepEqual(tracker.update(detections([]), 0), []);
  assert.deepEqual(tracker.update(detections([]), 100), []);
});

test('a facing keeps its identity over more than its own width when the picture tells how it moved', () => {
  const tracker = new Tracker(0.5);
  const row = (/** @type {number} */ shift) => {
    const boxes = Array.from({ length: 5 }, (_, i) => [100 * i + shift, 200, 100 * i + 90 + shift, 320]);
    const count = boxes.length;
    return {
      boxes: Float32Array.from(boxes.flat()),
      scores: new Float32Array(count).fill(0.9),
      labels: new Uint16Array(count),
      count,
      width: 720,
      height: 1280,
      timing: { letterbox_ms: 0, passes: [], nms_ms: 0, total_ms: 0 },
    };
  };
  const before = tracker.update(row(0), 0).map(({ id }) => id);
  /** @type {(box: import('../../../../static/js/features/scan/motion.js').Box) => typeof box} */
  const move = ([left, top, right, bottom]) => [left + 130, top, right + 130, bottom];
  const after = tracker.update(row(130), 200, { move, travel: 130 / 1280 });
  assert.deepEqual(
    after.map(({ id }) => id),
    before,
  );
  assert.equal(tracker.isStill, false);
});
