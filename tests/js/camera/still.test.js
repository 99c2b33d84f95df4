import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sharpestStill } from '../../../static/js/camera/still.js';

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
  assert.equal(await sharpestStill(track, frame, { imaging }), still);
  assert.deepEqual(asked, { imageWidth: 4000, imageHeight: 3000 });
});

test('a still that is smaller than the video is not taken', async () => {
  const imaging = imagingOf(async () => new Blob(['still']), { width: 640, height: 480 });
  assert.equal(await sharpestStill(track, frame, { imaging }), frame.picture);
});

test('a camera that fails, or does not answer in time, gives the frame of the video', async () => {
  const fails = imagingOf(() => Promise.reject(new DOMException('', 'UnknownError')));
  assert.equal(await sharpestStill(track, frame, { imaging: fails }), frame.picture);
  const never = imagingOf(() => new Promise(() => {}));
  assert.equal(await sharpestStill(track, frame, { imaging: never, limit_ms: 5 }), frame.picture);
  const refuses = {
    ...never,
    captureOf: () => {
      throw new DOMException('', 'NotSupportedError');
    },
  };
  assert.equal(await sharpestStill(track, frame, { imaging: refuses }), frame.picture);
});

test('a still that cannot be decoded gives the frame of the video', async () => {
  const imaging = { ...imagingOf(async () => new Blob(['?'])), decode: () => Promise.reject(new Error('?')) };
  assert.equal(await sharpestStill(track, frame, { imaging }), frame.picture);
});

test('without ImageCapture, or with a track that has ended, the frame is the photo', async () => {
  const imaging = { ...imagingOf(() => assert.fail('asked')), captureOf: null };
  assert.equal(await sharpestStill(track, frame, { imaging }), frame.picture);
  const ended = /** @type {MediaStreamTrack} */ ({ readyState: 'ended' });
  const asking = imagingOf(() => assert.fail('asked'));
  assert.equal(await sharpestStill(ended, frame, { imaging: asking }), frame.picture);
});
