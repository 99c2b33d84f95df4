import assert from 'node:assert/strict';
import { test } from 'node:test';

import { alignedTo2, FrameCapture } from '../../../static/js/camera/capture.js';
import { cropOf } from '../../../static/js/camera/zoom.js';

test('the crop is aligned to even pixels, inside the part that the screen shows', () => {
  for (const picture of [
    { width: 720, height: 1280 },
    { width: 1920, height: 1080 },
    { width: 577, height: 1023 },
  ]) {
    for (let factor = 1.1; factor <= 3; factor += 0.1) {
      const wanted = cropOf(picture, factor);
      const crop = alignedTo2(wanted);
      for (const value of Object.values(crop)) assert.equal(value % 2, 0);
      assert.ok(crop.x >= wanted.x && crop.y >= wanted.y);
      assert.ok(crop.x + crop.width <= wanted.x + wanted.width && crop.width > wanted.width - 3);
      assert.ok(crop.y + crop.height <= wanted.y + wanted.height && crop.height > wanted.height - 3);
    }
  }
});

for (const [wrapped_ms, copied_ms, expected] of /** @type {const} */ ([
  [5, 12, 'frame'],
  [25, 12, 'copy'],
])) {
  test(`frames are taken in the faster way: ${wrapped_ms} ms wrapped, ${copied_ms} ms copied`, async (t) => {
    const picture = { close: () => {} };
    const size = { width: 720, height: 1280 };
    Object.assign(globalThis, {
      MediaStreamTrackProcessor: class {},
      VideoFrame: class {
        displayWidth = 720;
        displayHeight = 1280;
        visibleRect = size;
        close() {}
      },
      createImageBitmap: async () => picture,
    });
    t.after(() => {
      for (const name of ['MediaStreamTrackProcessor', 'VideoFrame', 'createImageBitmap']) {
        Reflect.deleteProperty(globalThis, name);
      }
    });
    const video = /** @type {HTMLVideoElement} */ ({ videoWidth: 720, videoHeight: 1280 });
    const capture = new FrameCapture();
    const ways = [];
    for (let i = 0; i < 20; i += 1) {
      const taken = await capture.take(video, { x: 0, y: 0, ...size });
      const isWrapped = /** @type {unknown} */ (taken.picture) !== picture;
      capture.took(isWrapped, isWrapped ? wrapped_ms : copied_ms);
      ways.push(isWrapped ? 'frame' : 'copy');
    }
    assert.deepEqual(new Set(ways.slice(0, 12)), new Set(['frame', 'copy']));
    assert.deepEqual(new Set(ways.slice(12)), new Set([expected]));
  });
}

test('a frame that cannot be wrapped in part is closed, and copied instead', async (t) => {
  let closed = 0;
  const copy = { close: () => {} };
  Object.assign(globalThis, {
    MediaStreamTrackProcessor: class {},
    VideoFrame: class {
      displayWidth = 720;
      displayHeight = 1280;
      visibleRect = { width: 720, height: 1280 };
      /** @param {unknown} _ @param {unknown} [part] */
      constructor(_, part) {
        if (part) throw new TypeError('not this format');
      }
      close() {
        closed += 1;
      }
    },
    createImageBitmap: async () => copy,
  });
  t.after(() => {
    for (const name of ['MediaStreamTrackProcessor', 'VideoFrame', 'createImageBitmap']) {
      Reflect.deleteProperty(globalThis, name);
    }
  });
  const video = /** @type {HTMLVideoElement} */ ({ videoWidth: 720, videoHeight: 1280 });
  const { picture } = await new FrameCapture().take(video, { x: 180, y: 320, width: 360, height: 640 });
  assert.equal(/** @type {unknown} */ (picture), copy);
  assert.equal(closed, 1);
});
