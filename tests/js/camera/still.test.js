import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharpestStill, shownPart } from '../../../static/js/camera/still.js';

const track = /** @type {MediaStreamTrack} */ ({ readyState: 'live' });
const frame = { picture: new Blob(['frame']), width: 1920, height: 1080 };

/**
 * @param {(settings?: object) => Promise<Blob>} takePhoto
 * @param {{ width: number, height: number }} [size] of the still
 */
const imagingOf = (takePhoto, size = { width: 4000, height: 3000 }) => ({
  captureOf: () => ({
    getPhotoCapabilities: async () =>
      /** @type {PhotoCapabilities} */ ({ imageWidth: { max: 4000 }, imageHeight: { max: 3000 } }),
    takePhoto,
  }),
  decode: async () => ({ ...size, close: () => {} }),
});

test('the largest still of the sensor is taken', async () => {
  const still = new Blob(['still']);
  /** @type {object | undefined} */
  let asked;
  const imaging = imagingOf(async (settings) => {
    asked = settings;
    return still;
  });
  assert.equal((await sharpestStill(track, frame, { imaging })).photo, still);
  assert.deepEqual(asked, { imageWidth: 4000, imageHeight: 3000 });
});

test('a still that is smaller than the video is not taken', async () => {
  const imaging = imagingOf(async () => new Blob(['still']), { width: 640, height: 480 });
  assert.equal((await sharpestStill(track, frame, { imaging })).photo, frame.picture);
});

test('a camera that fails, or does not answer in time, gives the frame of the video', async () => {
  const fails = imagingOf(() => Promise.reject(new DOMException('', 'UnknownError')));
  assert.equal((await sharpestStill(track, frame, { imaging: fails })).photo, frame.picture);
  const never = imagingOf(() => new Promise(() => {}));
  assert.equal((await sharpestStill(track, frame, { imaging: never, limit_ms: 5 })).photo, frame.picture);
  const refuses = {
    ...never,
    captureOf: () => {
      throw new DOMException('', 'NotSupportedError');
    },
  };
  assert.equal((await sharpestStill(track, frame, { imaging: refuses })).photo, frame.picture);
});

test('a still that cannot be decoded gives the frame of the video', async () => {
  const imaging = { ...imagingOf(async () => new Blob(['?'])), decode: () => Promise.reject(new Error('?')) };
  assert.equal((await sharpestStill(track, frame, { imaging })).photo, frame.picture);
});

test('without ImageCapture, or with a track that has ended, the frame is the photo', async () => {
  const imaging = { ...imagingOf(() => assert.fail('asked')), captureOf: null };
  assert.equal((await sharpestStill(track, frame, { imaging })).photo, frame.picture);
  const ended = /** @type {MediaStreamTrack} */ ({ readyState: 'ended' });
  const asking = imagingOf(() => assert.fail('asked'));
  assert.equal((await sharpestStill(ended, frame, { imaging: asking })).photo, frame.picture);
});

/** @param {import('../../../static/js/geometry/part.js').Part} part */
const rounded = ({ left, top, right, bottom }) =>
  [left, top, right, bottom].map((edge) => Math.round(edge * 1e6) / 1e6);

test('a still of the video’s shape shows what the screen shows', () => {
  const screen = { width: 1080, height: 1920 };
  assert.deepEqual(shownPart(screen, { width: 2160, height: 3840 }), {
    left: 0,
    top: 0,
    right: 1,
    bottom: 1,
  });
});

test('a still that is wider or higher than the video shows more at both sides', async () => {
  const still = new Blob(['still']);
  const imaging = imagingOf(async () => still, { width: 4000, height: 3000 });
  const { photo, shown } = await sharpestStill(track, frame, { imaging }); // the frame has 16:9
  assert.equal(photo, still);
  assert.deepEqual(rounded(shown), [0, 0.125, 1, 0.875]);
  const wide = shownPart({ width: 900, height: 1600 }, { width: 1800, height: 2400 });
  assert.deepEqual(rounded(wide), [0.125, 0, 0.875, 1]);
});

test('of the frame all is on the screen', async () => {
  const imaging = imagingOf(() => Promise.reject(new DOMException('', 'UnknownError')));
  const { shown } = await sharpestStill(track, frame, { imaging });
  assert.deepEqual(shown, { left: 0, top: 0, right: 1, bottom: 1 });
});

test('a still that lies on its side is not taken', async () => {
  const imaging = imagingOf(async () => new Blob(['still']), { width: 3000, height: 4000 });
  assert.equal((await sharpestStill(track, frame, { imaging })).photo, frame.picture);
});
