import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameReader } from '../../../static/js/detector/frame-pixels.js';

const drawn = [{ rgba: new Uint8ClampedArray(24), rows: 2 }];
const canvas = /** @type {any} */ ({ strips: () => drawn });
const reader = () => new FrameReader(canvas);

/**
 * A frame of 3 x 2 pixels.
 *
 * @param {string | null} format
 * @param {(pixels: Uint8Array, options: { format: string }) => { offset: number, stride: number }[]} copy
 */
const frameOf = (format, copy) =>
  /** @type {any} */ ({
    format,
    displayWidth: 3,
    displayHeight: 2,
    copyTo: async (/** @type {Uint8Array} */ pixels, /** @type {{ format: string }} */ options) =>
      copy(pixels, options),
  });

/** @type {Parameters<typeof frameOf>[1]} */
const convert = (pixels, { format }) => {
  pixels.fill(format === 'RGBA' ? 1 : 2);
  return [{ offset: 0, stride: 12 }];
};

test('a frame of the camera is copied as RGBA', async () => {
  const strips = await reader().strips(frameOf('NV12', convert), 128);
  assert.deepEqual([...strips], [{ rgba: new Uint8Array(24).fill(1), rows: 2, isBgr: false }]);
});

for (const format of ['BGRA', 'BGRX']) {
  test(`pixels that are ${format} stay so, which takes less time, and are said to be`, async () => {
    const strips = await reader().strips(frameOf(format, convert), 128);
    assert.deepEqual([...strips], [{ rgba: new Uint8Array(24).fill(2), rows: 2, isBgr: true }]);
  });
}

test('a bitmap is copied by way of a frame, which is closed', async (t) => {
  let isClosed = false;
  class VideoFrame {
    constructor() {
      Object.assign(this, frameOf('BGRX', convert));
    }

    close() {
      isClosed = true;
    }
  }
  Object.assign(globalThis, { VideoFrame });
  t.after(() => Reflect.deleteProperty(globalThis, 'VideoFrame'));
  const [{ isBgr }] = await reader().strips(/** @type {any} */ ({ width: 3, height: 2 }), 128);
  assert.ok(isBgr);
  assert.ok(isClosed);
});

test('a bitmap is drawn where the browser has no VideoFrame', async () => {
  assert.equal(await reader().strips(/** @type {any} */ ({ width: 3, height: 2 }), 128), drawn);
});

test('a frame is drawn that the browser does not copy', async () => {
  const frame = frameOf(null, () => {
    throw new Error('NotSupportedError');
  });
  assert.equal(await reader().strips(frame, 128), drawn);
});

test('a frame is drawn that the browser copies in its own format', async () => {
  const planes = [
    { offset: 0, stride: 3 },
    { offset: 6, stride: 2 },
    { offset: 8, stride: 2 },
  ];
  assert.equal(
    await reader().strips(
      frameOf('I420', () => planes),
      128,
    ),
    drawn,
  );
  const oneAlone = () => [{ offset: 0, stride: 3 }];
  assert.equal(await reader().strips(frameOf('I420', oneAlone), 128), drawn);
});
