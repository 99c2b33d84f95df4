import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DetectorError } from '../../../../static/js/detector/errors.js';
import { FramePipeline } from '../../../../static/js/features/scan/frame-pipeline.js';
import { SCALE_SELECTION } from '../../models/cards.js';

/** @typedef {import('../../../../static/js/features/scan/frame-pipeline.js').Camera} Camera */
/** @typedef {import('../../../../static/js/features/scan/frame-pipeline.js').LiveDetector} LiveDetector */

/** Fakes for what Node lacks. */
class Bitmap {
  isOpen = true;

  close() {
    this.isOpen = false;
  }
}
Object.assign(globalThis, { ImageBitmap: Bitmap });

const CROP = { x: 100, y: 50, width: 400, height: 300 };
const TIMING = { letterbox_ms: 2, passes: [], nms_ms: 1, total_ms: 9 };

/**
 * @param {Partial<LiveDetector>} [detector] @param {object} [camera]
 * @param {import('../../../../static/js/features/scan/frame-pipeline.js').PictureMotion | null} [motion]
 */
function makePipeline(detector, camera, motion = null) {
  /** @type {Bitmap[]} */
  const pictures = [];
  /** @type {[boolean, number][]} */
  const captures = [];
  /** @type {object[]} */
  const asked = [];
  const capture = {
    take: async () => {
      const picture = new Bitmap();
      pictures.push(picture);
      return { picture: /** @type {ImageBitmap} */ (/** @type {unknown} */ (picture)), crop: CROP };
    },
    took: (/** @type {boolean} */ isWrapped, /** @type {number} */ took_ms) =>
      captures.push([isWrapped, took_ms]),
  };
  const found = {
    boxes: Float32Array.of(10, 20, 60, 120),
    scores: Float32Array.of(0.9),
    labels: Uint16Array.of(0),
    count: 1,
    width: 400,
    height: 300,
    timing: TIMING,
  };
  const pipeline = new FramePipeline(
    {
      detect: async (_, options) => {
        asked.push(options);
        return found;
      },
      settings: () => ({ threshold: 0.5, longSide: 640, scaleSelection: null, kinds: null }),
      ...detector,
    },
    /** @type {Camera} */ ({ size: { width: 600, height: 400 }, crop: CROP, hasPicture: true, ...camera }),
    motion,
    capture,
  );
  return { pipeline, pictures, captures, asked };
}

const running = new AbortController().signal;

test('a frame results in facings in pixels of the whole picture, with the time of each step', async () => {
  const { pipeline, captures, asked } = makePipeline();
  pipeline.start(0.5);
  const frame = await pipeline.next(running);
  assert.ok(frame);
  assert.deepEqual(
    frame.facings.map(({ box }) => box),
    [[110, 70, 160, 170]],
  );
  assert.deepEqual(frame.crop, CROP);
  assert.equal(frame.longSide, 640);
  assert.equal(frame.timing, TIMING);
  assert.ok(frame.start_ms <= frame.captured_ms && frame.captured_ms <= frame.detected_ms);
  assert.ok(frame.detected_ms <= frame.tracked_ms);
  assert.deepEqual(asked, [{ scoreThreshold: 0.3, longSide: 640 }], 'weak boxes carry facings on');
  assert.equal(captures.length, 1, 'captures are timed, by which the faster way is found');
});

test('before the detector is ready and while there is no picture, nothing is captured', async () => {
  const early = makePipeline();
  assert.equal(await early.pipeline.next(running), null);
  const dark = makePipeline({}, { hasPicture: false });
  dark.pipeline.start(0.5);
  assert.equal(await dark.pipeline.next(running), null);
  assert.equal(early.pictures.length + dark.pictures.length, 0);
});

test('a picture is closed after it was counted, and when the detector fails', async () => {
  const failing = makePipeline({ detect: () => Promise.reject(new Error('lost')) });
  failing.pipeline.start(0.5);
  await assert.rejects(failing.pipeline.next(running), /lost/);
  const { pipeline, pictures } = makePipeline();
  pipeline.start(0.5);
  await pipeline.next(running);
  for (const picture of [...failing.pictures, ...pictures]) assert.equal(picture.isOpen, false);
});

test('a frame in progress when the scan ends is dropped, and closed', async () => {
  const end = new AbortController();
  const settings = () => {
    end.abort(); // the last moment before the frame is captured
    return { threshold: 0.5, longSide: 640, scaleSelection: null, kinds: null };
  };
  const { pipeline, pictures, captures } = makePipeline({ settings });
  pipeline.start(0.5);
  assert.equal(await pipeline.next(end.signal), null);
  assert.deepEqual(
    pictures.map(({ isOpen }) => isOpen),
    [false],
  );
  assert.deepEqual(captures, []);
  assert.equal(await pipeline.next(end.signal), null);
  assert.equal(pictures.length, 1, 'no other one is captured');
});

test('a frame that is lost with the worker of the detector does not end the scan; another failure does', async () => {
  /** @type {import('../../../../static/js/detector/errors.js').DetectorErrorCode[]} */
  const codes = ['worker-lost', 'detection-failed'];
  const { pipeline, pictures } = makePipeline({
    detect: () => Promise.reject(new DetectorError(codes.shift() ?? 'no-backend')),
  });
  pipeline.start(0.5);
  assert.equal(await pipeline.next(running), null);
  await assert.rejects(pipeline.next(running), { code: 'detection-failed' });
  assert.ok(pictures.every(({ isOpen }) => !isOpen));
});

test('frames follow the size of the products, and a look at it is not shown', async () => {
  /** @type {number[]} */
  const asked = [];
  const near = {
    boxes: Float32Array.from([0, 0, 100, 100, 100, 0, 200, 100, 200, 0, 300, 100]),
    scores: Float32Array.of(0.9, 0.9, 0.9),
    labels: new Uint16Array(3),
    count: 3,
    width: 400,
    height: 300,
    timing: TIMING,
  };
  const { pipeline } = makePipeline({
    detect: async (_, { longSide }) => {
      asked.push(longSide);
      return near;
    },
    settings: () => ({ threshold: 0.5, longSide: 640, scaleSelection: SCALE_SELECTION, kinds: null }),
  });
  pipeline.start(0.5);
  assert.equal(await pipeline.next(running), null, 'a look');
  const frame = await pipeline.next(running);
  assert.deepEqual(asked, [320, 256], 'products of 80 px in the look');
  assert.equal(frame?.longSide, 256);
});

test('a paused picture is counted at once, with no look before', async () => {
  const { pipeline, asked } = makePipeline({
    settings: () => ({
      threshold: 0.5,
      longSide: 640,
      scaleSelection: SCALE_SELECTION,
      kinds: null,
    }),
  });
  pipeline.start(0.5);
  assert.ok(await pipeline.next(running, true));
  assert.deepEqual(asked, [{ scoreThreshold: 0.3, longSide: 640 }]);
});

test('a frame tells the position of its picture, and whether that moved too fast when it was taken', async () => {
  const motion = { position: 4, isTooFast: true, look: () => motion.position, motionSince: () => null };
  const { pipeline } = makePipeline({}, {}, motion);
  pipeline.start(0.5);
  const counting = pipeline.next(running);
  motion.position = 9;
  motion.isTooFast = false;
  const frame = await counting;
  assert.equal(frame?.position, 4);
  assert.equal(frame?.isTooFast, true);
});
