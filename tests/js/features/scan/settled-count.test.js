import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SettledCount } from '../../../../static/js/features/scan/settled-count.js';

/**
 * @param {SettledCount} settled
 * @param {number[]} counts
 * @param {{ isStill?: boolean, from_ms?: number }} [options]
 */
const feed = (settled, counts, { isStill = true, from_ms = 0 } = {}) =>
  counts.map((count, i) => settled.add(count, { isStill, now_ms: from_ms + i * 100 }));

test('the first frame is shown at once, as moving', () => {
  assert.deepEqual(feed(new SettledCount(), [148]), [{ count: 148, isSettled: false }]);
});

test('a frame that stands out does not move the number', () => {
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

test('another shelf before a camera that stands still again settles on its own number', () => {
  const settled = new SettledCount();
  feed(settled, Array(12).fill(148));
  assert.deepEqual(feed(settled, Array(20).fill(30), { from_ms: 1200 }).at(-1), {
    count: 30,
    isSettled: true,
  });
});

test('counts are ordered as numbers', () => {
  assert.equal(feed(new SettledCount(), [9, 10, 100]).at(-1)?.count, 10);
});

test('a slow phone settles too', () => {
  const settled = new SettledCount();
  const shown = Array.from({ length: 6 }, (_, i) => settled.add(20, { isStill: true, now_ms: i * 1500 }));
  assert.equal(shown.at(-1)?.isSettled, true);
});
