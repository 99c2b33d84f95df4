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
