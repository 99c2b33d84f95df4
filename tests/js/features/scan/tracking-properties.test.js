import assert from 'node:assert/strict';
import { test } from 'node:test';

import { TRACKING, Tracker } from '../../../../static/js/features/scan/tracking.js';
import { fc, parts } from '../../properties.js';

/** What holds of the tracker whatever the camera shows. */

const THRESHOLD = 0.4;
const PICTURE = { width: 600, height: 1000 };
const TURNED = { width: 1000, height: 600 };

/** Few places and sizes, so that products of one frame and the next are often the same. */
const product = fc.record({
  place: fc.tuple(fc.nat(12), fc.nat(8)),
  jitter: fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })),
  score: parts().map(Math.fround),
  label: fc.nat(1),
});

const frame = fc.record({
  // Often a hand is before the camera: then nothing is found, for several frames.
  products: fc.oneof(fc.array(product, { maxLength: 25, size: 'max' }), fc.array(product, { maxLength: 0 })),
  shift: fc.tuple(fc.integer({ min: -80, max: 80 }), fc.integer({ min: -80, max: 80 })),
  pause_ms: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 300, max: 3000 })),
  isSeen: fc.boolean(),
  isTurned: fc.oneof({ arbitrary: fc.constant(false), weight: 12 }, fc.constant(true)),
});

/** @typedef {{ id: number, box: number[], score: number, label: number }} Facing */
/** @typedef {{ now_ms: number, interval_ms: number, found: number, strong: number, isReset: boolean, shown: Facing[] }} Update */

/** @typedef {typeof frame extends import('fast-check').Arbitrary<infer T> ? T : never} Frame */

/** @param {Frame[]} frames @returns {Update[]} what the tracker made of each */
function follow(frames) {
  const tracker = new Tracker(THRESHOLD);
  const at = { x: 0, y: 0, now_ms: 0, isTurned: false };
  return frames.map(({ products, shift: [dx, dy], pause_ms, isSeen, isTurned }, index) => {
    at.x += dx;
    at.y += dy;
    at.now_ms += pause_ms;
    if (isTurned) at.isTurned = !at.isTurned;
    const boxes = products.flatMap(({ place: [column, row], jitter: [x, y] }) => {
      const [left, top] = [60 * column + at.x + x, 110 * row + at.y + y];
      return [left, top, left + 56, top + 100];
    });
    const detections = {
      boxes: Float32Array.from(boxes),
      scores: Float32Array.from(products, ({ score }) => score),
      labels: Uint16Array.from(products, ({ label }) => label),
      count: products.length,
      ...(at.isTurned ? TURNED : PICTURE),
      timing: { letterbox_ms: 0, passes: [], nms_ms: 0, total_ms: 0 },
    };
    /** @type {import('../../../../static/js/features/scan/tracking.js').SeenMotion} */
    const seen = {
      move: ([l, t, r, b]) => [l + dx, t + dy, r + dx, b + dy],
      travel: Math.hypot(dx, dy) / 1000,
    };
    const shown = tracker.update(detections, at.now_ms, isSeen && !isTurned ? seen : null);
    const strong = products.filter(({ score }) => score >= THRESHOLD).length;
    const interval_ms = index === 0 || isTurned ? 0 : pause_ms;
    return {
      now_ms: at.now_ms,
      interval_ms,
      found: products.length,
      strong,
      isReset: index === 0 || isTurned,
      shown,
    };
  });
}

/** @param {string} promise @param {(updates: Update[]) => void} check */
const holds = (promise, check) =>
  test(promise, () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 12, size: 'max' }), (frames) =>
        check(follow(frames)),
      ),
      {
        numRuns: 150,
      },
    );
  });

holds('no id is shown twice in a frame, and none changes its label', (updates) => {
  /** @type {Map<number, number>} */
  const labels = new Map();
  for (const { shown } of updates) {
    assert.equal(new Set(shown.map(({ id }) => id)).size, shown.length);
    for (const { id, label } of shown) {
      assert.equal(labels.get(id) ?? label, label);
      labels.set(id, label);
    }
  }
});

holds('after the phone was turned no id of before comes back', (updates) => {
  const seen = new Set();
  let before = new Set();
  for (const { shown, isReset } of updates) {
    if (isReset) before = new Set(seen);
    for (const { id } of shown) {
      assert.ok(!before.has(id));
      seen.add(id);
    }
  }
});

holds('every id begins with a detection that is strong enough of its own', (updates) => {
  let strong = 0;
  const ids = new Set();
  for (const update of updates) {
    strong += update.strong;
    for (const { id } of update.shown) ids.add(id);
    assert.ok(ids.size <= strong && Math.max(0, ...ids) <= strong);
  }
});

holds(
  'there are as many facings as strong detections in the first frame, and never more than were just found',
  (updates) => {
    updates.forEach(({ now_ms, interval_ms, isReset, strong, shown }, index) => {
      if (isReset) assert.equal(shown.length, strong);
      const since_ms = now_ms - Math.max(TRACKING.shown_ms, 2 * interval_ms);
      const recent = updates.slice(0, index + 1).filter((each) => each.now_ms >= since_ms);
      assert.ok(shown.length <= recent.reduce((sum, { found }) => sum + found, 0));
    });
  },
);

holds('a facing has a place, a size and a score that are numbers', (updates) => {
  for (const { box, score } of updates.flatMap(({ shown }) => shown)) {
    assert.ok(box.every(Number.isFinite) && box[0] < box[2] && box[1] < box[3], String(box));
    assert.ok(score >= 0 && score <= 1);
  }
});
