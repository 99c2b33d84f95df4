import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eachNewestFrame } from '../../../static/js/camera/frames.js';

/** A video whose frames the test triggers. */
class FakeVideo {
  /** @type {(() => void)[]} */
  waiting = [];
  shown = 0;

  requestVideoFrameCallback(/** @type {() => void} */ callback) {
    return this.waiting.push(callback);
  }

  async show(frames = 1) {
    for (let i = 0; i < frames; i += 1) {
      this.shown += 1;
      for (const callback of this.waiting.splice(0)) callback();
      await new Promise(setImmediate);
    }
  }
}

/** @param {FakeVideo} video */
const asVideo = (video) => /** @type {Partial<HTMLVideoElement>} */ (/** @type {unknown} */ (video));

test('a slow handler sees only the newest frame, never a queue of old ones', async () => {
  const video = new FakeVideo();
  const end = new AbortController();
  /** @type {number[]} */
  const seen = [];
  /** @type {() => void} */
  let finish = () => {};
  const handle = () => {
    seen.push(video.shown);
    return new Promise((/** @type {(value: void) => void} */ resolve) => {
      finish = resolve;
    });
  };
  const loop = eachNewestFrame(asVideo(video), handle, end.signal);

  await video.show(5); // the first is being handled, four are skipped
  assert.deepEqual(seen, [1]);
  finish();
  await new Promise(setImmediate);
  assert.deepEqual(seen, [1, 5], 'a frame that came meanwhile is handled at once, as it is now');
  finish();
  await new Promise(setImmediate);
  assert.deepEqual(seen, [1, 5], 'the same frame is not handled twice');

  end.abort();
  await loop;
});

test('ending the loop does not wait for another frame', async () => {
  const end = new AbortController();
  const loop = eachNewestFrame(asVideo(new FakeVideo()), async () => assert.fail('handled'), end.signal);
  end.abort();
  await loop;
});

test('what the handler throws ends the loop and is passed on', async () => {
  const video = new FakeVideo();
  const failure = new Error('detector gone');
  const loop = eachNewestFrame(asVideo(video), () => Promise.reject(failure), new AbortController().signal);
  const rejected = assert.rejects(loop, failure);
  await video.show();
  await rejected;
});

test('a long scan leaves no listeners behind on its signal', async () => {
  const video = new FakeVideo();
  const end = new AbortController();
  let listeners = 0;
  const { signal } = end;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (/** @type {[any, any]} */ ...args) => {
    listeners += 1;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (/** @type {[any, any]} */ ...args) => {
    listeners -= 1;
    removeEventListener.apply(signal, args);
  };
  const loop = eachNewestFrame(asVideo(video), async () => {}, signal);
  await video.show(50);
  assert.ok(listeners <= 1, `${listeners} listeners`);
  end.abort();
  await loop;
});
