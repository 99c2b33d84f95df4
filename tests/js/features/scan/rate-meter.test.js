import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RateMeter } from '../../../../static/js/features/scan/rate-meter.js';

/**
 * @param {RateMeter} meter
 * @param {{ from_ms?: number, frames: number, every_ms: number, latency_ms: number }} pace
 */
function feed(meter, { from_ms = 0, frames, every_ms, latency_ms }) {
  let rate = null;
  for (let i = 0; i < frames; i += 1) {
    const start_ms = from_ms + i * every_ms;
    rate = meter.add(start_ms, start_ms + latency_ms);
  }
  return rate;
}

test('a single frame gives no rate', () => {
  assert.equal(new RateMeter().add(0, 40), null);
});

test('frames per second and milliseconds are reported', () => {
  const rate = feed(new RateMeter(), { frames: 100, every_ms: 50, latency_ms: 41 });
  assert.ok(rate);
  assert.ok(Math.abs(rate.fps - 20) < 1e-9, `${rate.fps}`);
  assert.equal(rate.latency_ms, 41);
});

test('a single slow frame does not change the milliseconds', () => {
  const meter = new RateMeter();
  feed(meter, { frames: 20, every_ms: 50, latency_ms: 40 });
  meter.add(1000, 1400);
  assert.equal(feed(meter, { from_ms: 1450, frames: 30, every_ms: 50, latency_ms: 40 })?.latency_ms, 40);
});

test('the text changes at most twice a second', () => {
  const meter = new RateMeter();
  const shown = new Set();
  for (let ms = 0; ms < 3000; ms += 25) shown.add(meter.add(ms, ms + 20));
  shown.delete(null);
  assert.ok(shown.size >= 5 && shown.size <= 6, `${shown.size} texts in three seconds`);
});

test('frames older than two seconds are dropped', () => {
  const meter = new RateMeter();
  feed(meter, { frames: 40, every_ms: 25, latency_ms: 20 });
  const rate = feed(meter, { from_ms: 1000, frames: 12, every_ms: 500, latency_ms: 400 });
  assert.ok(rate);
  assert.ok(Math.abs(rate.fps - 2) < 1e-9, `${rate.fps}`);
});
