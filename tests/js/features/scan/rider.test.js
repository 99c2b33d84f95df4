import assert from 'node:assert/strict';
import { test } from 'node:test';

import { pyramidOf } from '../../../../static/js/camera/motion/grey-pyramid.js';
import { Rider } from '../../../../static/js/features/scan/rider.js';

const GREY = pyramidOf(new Uint8ClampedArray(4 * 32 * 32), 16, 16);

/** @param {number} took_ms for each look */
function makeRider(took_ms) {
  /** @type {(() => void)[]} */
  const waiting = [];
  const video = {
    currentTime: 0,
    requestVideoFrameCallback: (/** @type {() => void} */ callback) => waiting.push(callback),
  };
  const camera = { video, crop: { x: 0, y: 0, width: 160, height: 160 }, hasPicture: true };
  let [looks, moves] = [0, 0];
  const take = () => {
    looks += 1;
    const end = performance.now() + took_ms;
    while (performance.now() < end);
    return GREY;
  };
  const end = new AbortController();
  const rider = new Rider(/** @type {any} */ (camera), () => (moves += 1), { take });
  rider.run(end.signal);
  /** @param {boolean} isNew */
  const frame = async (isNew = true) => {
    if (isNew) video.currentTime += 1 / 30;
    for (const callback of waiting.splice(0)) callback();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const tally = () => ({ looks, moves });
  return { rider, frame, tally, end };
}

test('boxes move with each frame of the video', async () => {
  const { frame, tally, end } = makeRider(0);
  for (let i = 0; i < 5; i += 1) await frame();
  assert.deepEqual(tally(), { looks: 5, moves: 5 });
  end.abort();
  await frame();
  assert.equal(tally().looks, 5);
});

test('a frame that was looked at already is not looked at again', async () => {
  const { rider, frame, tally, end } = makeRider(0);
  await frame();
  await frame(false);
  rider.look();
  await frame(false);
  assert.equal(tally().looks, 2);
  end.abort();
});

test('a slow device leaves frames out', async () => {
  const { frame, tally, end } = makeRider(8);
  for (let i = 0; i < 40; i += 1) await frame();
  const { looks } = tally();
  assert.ok(looks < 30 && looks >= 10, `${looks} of 40`);
  end.abort();
});

test('a picture that is held still keeps its boxes', async () => {
  const { rider, frame, tally, end } = makeRider(0);
  await frame();
  rider.hold(true);
  await frame();
  const position = rider.look();
  assert.equal(tally().moves, 1);
  const found = [{ box: /** @type {[number, number, number, number]} */ ([1, 2, 3, 4]) }];
  assert.deepEqual(rider.carry(found, position), { found, position });
  end.abort();
});
