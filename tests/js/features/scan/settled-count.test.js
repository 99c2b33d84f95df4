import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SettledCount } from '../../../../static/js/features/scan/settled-count.js';
import { fc } from '../../properties.js';

/**
 * @param {SettledCount} settled
 * @param {number[]} counts
 * @param {{ isStill?: boolean, from_ms?: number }} [options]
 */
const feed = (settled, counts, { isStill = true, from_ms = 0 } = {}) =>
  counts.map((count, i) => settled.add(count, { isStill, now_ms: from_ms + i * 100 }));

test('the first count is shown at once, as not settled', () => {
  assert.deepEqual(feed(new SettledCount(), [148]), [{ count: 148, isSettled: false }]);
});

test('an outlier does not change the number', () => {
  assert.equal(feed(new SettledCount(), [148, 148, 148, 12, 148]).at(-1)?.count, 148);
});

test('a count that stays the same settles', () => {
  assert.deepEqual(feed(new SettledCount(), Array(12).fill(148)).at(-1), { count: 148, isSettled: true });
});

test('a settled number is held while counts differ by one', () => {
  const settled = new SettledCount();
  feed(settled, Array(12).fill(30));
  for (const { count, isSettled } of feed(settled, [31, 31, 31, 30, 31, 31, 31, 31], { from_ms: 1200 })) {
    assert.deepEqual([count, isSettled], [30, true]);
  }
});

test('while the phone moves nothing is settled, and the number follows', () => {
  const settled = new SettledCount();
  feed(settled, Array(12).fill(30));
  const moving = feed(settled, Array(14).fill(34), { isStill: false, from_ms: 1200 });
  assert.ok(moving.slice(1).every(({ isSettled }) => !isSettled));
  assert.equal(moving.at(-1)?.count, 34);
});

test('another shelf settles on its own number once the camera stands still again', () => {
  const settled = new SettledCount();
  feed(settled, Array(12).fill(148));
  assert.deepEqual(feed(settled, Array(20).fill(30), { from_ms: 1200 }).at(-1), {
    count: 30,
    isSettled: true,
  });
});

test('counts are sorted numerically', () => {
  assert.equal(feed(new SettledCount(), [9, 10, 100]).at(-1)?.count, 10);
});

test('a slow phone settles too', () => {
  const settled = new SettledCount();
  const shown = Array.from({ length: 6 }, (_, i) => settled.add(20, { isStill: true, now_ms: i * 1500 }));
  assert.equal(shown.at(-1)?.isSettled, true);
});

test('whatever is counted, the number is one of those that were, and it rests only on what the camera saw standing still', () => {
  const frame = fc.record({
    count: fc.nat(400),
    isStill: fc.oneof({ arbitrary: fc.constant(true), weight: 5 }, fc.constant(false)),
    pause_ms: fc.integer({ min: 1, max: 700 }),
  });
  const near = frame.map((each) => ({ ...each, count: 30 + (each.count % 3) }));
  const frames = fc.array(fc.oneof({ arbitrary: near, weight: 4 }, frame), { maxLength: 40, size: 'max' });
  const property = fc.property(frames, (frames) => {
    const settled = new SettledCount();
    let now_ms = 0;
    frames.forEach(({ isStill, pause_ms, ...frame }, index) => {
      now_ms += pause_ms;
      const { count, isSettled } = settled.add(frame.count, { isStill, now_ms });
      const before = frames.slice(0, index + 1);
      assert.ok(before.some((each) => each.count === count));
      if (isSettled) assert.ok(before.length >= 5 && before.slice(-2).some((each) => each.isStill));
    });
  });
  fc.assert(property, { numRuns: 300 });
});
