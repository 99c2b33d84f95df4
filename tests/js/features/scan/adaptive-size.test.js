import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AdaptiveSize } from '../../../../static/js/features/scan/adaptive-size.js';

/** The sizes of the published detectors. */
const SIZES = [640, 512, 416, 320];

/** The same noise in every run. @param {number} seed @returns {() => number} 0..1 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/**
 * A device that counts frame after frame.
 * @param {AdaptiveSize} adaptive
 * @param {(size: number, now_ms: number) => number} time of a frame, milliseconds
 */
function deviceOf(adaptive, time) {
  let now_ms = 0;
  /** @type {{ now_ms: number, longSide: number }[]} */
  const changes = [];
  const scan = (/** @type {number} */ seconds, isSettled = false) => {
    const end_ms = now_ms + 1000 * seconds;
    while (now_ms < end_ms) {
      const { longSide } = adaptive;
      const took_ms = time(longSide, now_ms);
      now_ms += took_ms;
      adaptive.add({ longSide, took_ms, now_ms, isSettled });
      if (adaptive.longSide !== longSide) changes.push({ now_ms, longSide: adaptive.longSide });
    }
  };
  return { scan, changes, rest: (/** @type {number} */ seconds) => (now_ms += 1000 * seconds) };
}

/** Time grows with the area. @param {number} at640_ms */
const areal = (at640_ms) => (/** @type {number} */ size) => at640_ms * (size / 640) ** 2;

for (const [at640_ms, expected] of [
  [20, 640],
  [150, 640],
  [240, 640],
  [300, 512],
  [400, 416],
  [900, 320],
  [4000, 320],
]) {
  test(`a device of ${at640_ms} ms a frame at 640 reaches ${expected} within its first seconds and stays there`, () => {
    const adaptive = new AdaptiveSize(SIZES);
    const device = deviceOf(adaptive, areal(at640_ms));
    device.scan(Math.max(7, 0.005 * at640_ms));
    assert.equal(adaptive.longSide, expected);
    device.scan(120);
    assert.ok(device.changes.length <= 1, JSON.stringify(device.changes));
  });
}

test('the first frame at a size does not count: a GPU compiles its programs meanwhile', () => {
  const adaptive = new AdaptiveSize(SIZES);
  const device = deviceOf(adaptive, (_, now_ms) => (now_ms === 0 ? 3000 : 100));
  device.scan(30);
  assert.deepEqual(device.changes, []);
});

test('other work at the start does not make a device seem slow', () => {
  const adaptive = new AdaptiveSize(SIZES);
  const device = deviceOf(adaptive, (size, now_ms) => areal(150)(size) * (now_ms < 4000 ? 2.5 : 1));
  device.scan(60);
  assert.deepEqual(device.changes, []);
});

test('a device that is far too slow changes its size after few frames', () => {
  const adaptive = new AdaptiveSize(SIZES);
  const device = deviceOf(adaptive, areal(2000));
  device.scan(8);
  assert.equal(adaptive.longSide, 320);
});

test('a remembered size is used at first, and a single slow frame does not change it', () => {
  const adaptive = new AdaptiveSize(SIZES, 512);
  assert.equal(adaptive.longSide, 512);
  const random = generator(1);
  let frame = 0;
  const device = deviceOf(adaptive, () => (++frame % 13 === 0 ? 1500 : 190 + 20 * random()));
  device.scan(60);
  assert.deepEqual(device.changes, []);
});

test('a remembered size that the detector does not offer is ignored', () => {
  assert.equal(new AdaptiveSize([800, 600], 512).longSide, 800);
});

test('a phone that grows hot changes to a smaller size, and back when it has cooled', () => {
  const adaptive = new AdaptiveSize(SIZES);
  let heat = 1;
  const device = deviceOf(adaptive, (size) => heat * areal(180)(size));
  device.scan(30);
  assert.equal(adaptive.longSide, 640);
  heat = 2;
  device.scan(10);
  assert.equal(adaptive.longSide, 512);
  device.scan(60);
  assert.equal(adaptive.longSide, 512);
  heat = 1;
  device.scan(20);
  assert.equal(adaptive.longSide, 640);
});

test('between the two limits the size does not change', () => {
  const adaptive = new AdaptiveSize(SIZES);
  let heat = 1;
  const device = deviceOf(adaptive, (size) => heat * areal(200)(size));
  device.scan(10);
  for (heat of [1.5, 1.2, 0.9, 1.55, 1]) device.scan(20);
  assert.deepEqual(device.changes, []);
});

for (const at640_ms of [250, 290, 320, 340, 390, 500]) {
  test(`noise around a limit does not make the size oscillate (${at640_ms} ms at 640)`, () => {
    const random = generator(at640_ms);
    const adaptive = new AdaptiveSize(SIZES);
    const device = deviceOf(
      adaptive,
      (size) => areal(at640_ms)(size) * (0.75 + 0.5 * random() + 0.3 * random() ** 8),
    );
    device.scan(900);
    assert.ok(device.changes.length <= 2, JSON.stringify(device.changes));
  });
}

test('a device that is too slow only at the larger size tries it less and less often', () => {
  const adaptive = new AdaptiveSize(SIZES, 512);
  const device = deviceOf(adaptive, (size) => (size > 512 ? 400 : 100));
  device.scan(3600);
  assert.ok(device.changes.length > 1, 'it tries');
  assert.ok(device.changes.length < 24, `${device.changes.length} changes in an hour`);
});

test('two changes are several seconds apart', () => {
  const random = generator(9);
  const adaptive = new AdaptiveSize(SIZES);
  const device = deviceOf(adaptive, (size) => areal(100 + 600 * Math.round(random()))(size));
  device.scan(1200);
  const gaps = device.changes.slice(1).map(({ now_ms }, i) => now_ms - device.changes[i].now_ms);
  assert.ok(Math.min(...gaps) >= 8000);
});

test('the size does not change while the count has come to rest', () => {
  const adaptive = new AdaptiveSize(SIZES);
  let heat = 1;
  const device = deviceOf(adaptive, (size) => heat * areal(200)(size));
  device.scan(10);
  heat = 3;
  device.scan(60, true);
  assert.equal(adaptive.longSide, 640);
  device.scan(5);
  assert.notEqual(adaptive.longSide, 640, 'but when the phone moves on it is');
});

test('measurements from before the page was hidden are dropped', () => {
  const adaptive = new AdaptiveSize(SIZES, 640);
  let took_ms = 400;
  const device = deviceOf(adaptive, () => took_ms);
  device.scan(2.8); // not long enough yet to decide
  device.rest(600);
  took_ms = 200;
  device.scan(60);
  assert.deepEqual(device.changes, []);
});

test('a size above the maker’s is used only on a device that is twice as fast as needed', () => {
  const sizes = [640, 512, 800];
  for (const [at640_ms, expected] of [
    [120, 640],
    [75, 800],
    [10, 800],
  ]) {
    const adaptive = new AdaptiveSize(sizes);
    deviceOf(adaptive, areal(at640_ms)).scan(60);
    assert.equal(adaptive.longSide, expected, `${at640_ms} ms`);
  }
});

test('a detector of one size has nothing to adapt', () => {
  const adaptive = new AdaptiveSize([640]);
  deviceOf(adaptive, areal(2000)).scan(60);
  assert.equal(adaptive.longSide, 640);
});

test('it reports when there is a size to remember: after the first decision and after each change', () => {
  const adaptive = new AdaptiveSize(SIZES);
  const told = Array.from({ length: 80 }, (_, i) =>
    adaptive.add({ longSide: 640, took_ms: 100, now_ms: 100 * i }),
  );
  assert.deepEqual(
    told.map((isTold, i) => (isTold ? i : -1)).filter((i) => i >= 0),
    [51], // five seconds after the first that counts
  );
});

test('a frame that was being counted when the size changed is ignored', () => {
  const adaptive = new AdaptiveSize(SIZES, 416);
  for (let i = 0; i < 50; i += 1) adaptive.add({ longSide: 640, took_ms: 900, now_ms: 900 * i });
  assert.equal(adaptive.longSide, 416);
});
