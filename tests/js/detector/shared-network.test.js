import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Crew } from '../../../static/js/detector/helpers.js';
import {
  PHOTO_TILES,
  photoTiles,
  SharedNetwork,
  TiledNetwork,
} from '../../../static/js/detector/shared-network.js';
import { makeCard } from '../models/cards.js';

const HEIGHT = 640;
const WIDTH = 384;
const CELLS = (HEIGHT / 32) * (WIDTH / 32);

/**
 * A network with one anchor for each cell of 32 px, whose values are the red of the cell's first pixel.
 * @param {Uint8ClampedArray} rgba
 * @param {number} height
 * @param {number} width
 */
function see(rgba, height, width) {
  const raw = [];
  for (let y = 0; y < height; y += 32)
    for (let x = 0; x < width; x += 32) raw.push(...Array(5).fill(rgba[(y * width + x) * 4]));
  return Float32Array.from(raw);
}

const picture = () => {
  const rgba = new Uint8ClampedArray(HEIGHT * WIDTH * 4);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const [y, x] = [Math.floor(cell / (WIDTH / 32)) * 32, (cell % (WIDTH / 32)) * 32];
    rgba[(y * WIDTH + x) * 4] = cell;
  }
  return rgba;
};

/** @typedef {import('../../../static/js/detector/helpers.js').Helper} Helper */

/**
 * Time that passes only while a network computes, so that a busy machine changes no result.
 * @type {{ now_ms: number, waiting: { end_ms: number, resolve: (value?: unknown) => void }[] }}
 */
const clock = { now_ms: 0, waiting: [] };
mock.method(performance, 'now', () => clock.now_ms);

/** What waits at the same time runs side by side. @param {number} ms */
function wait(ms) {
  return new Promise((resolve) => {
    clock.waiting.push({ end_ms: clock.now_ms + ms, resolve });
    if (clock.waiting.length === 1) setImmediate(passTime);
  });
}

function passTime() {
  clock.waiting.sort((a, b) => a.end_ms - b.end_ms);
  const next = clock.waiting.shift();
  if (!next) return;
  clock.now_ms = next.end_ms;
  next.resolve();
  if (clock.waiting.length > 0) setImmediate(passTime);
}

/**
 * @param {{ own_ms?: number, helper_ms?: number, helper?: Helper['run'] }} [times] What each takes for 100,000 pixels, or
 *   what the helper does.
 */
async function share({ own_ms = 4, helper_ms = 4, helper } = {}) {
  /** @type {import('../../../static/js/models/card.js').ModelCard} */
  const card = {
    ...(await makeCard('1.0.0', { 'model.json': '{}' })),
    anchors: [{ stride: 32, sizes: [[32, 32]] }],
  };
  /** @type {{ own: number[], helper: number[], closed: number }} */
  const runs = { own: [], helper: [], closed: 0 };
  const timing = { upload_ms: 0, network_ms: 0, readback_ms: 0, tiles: 1 };
  const network = {
    card,
    timing,
    /** @type {Helper['run']} */
    run: async (rgba, height, width) => {
      runs.own.push(height);
      await wait((own_ms * height * width) / 100_000);
      return see(rgba, height, width);
    },
  };
  /** @type {Helper} */
  const other = {
    run:
      helper ??
      (async (rgba, height, width) => {
        runs.helper.push(height);
        await wait((helper_ms * height * width) / 100_000);
        return see(rgba, height, width);
      }),
    close: () => {
      runs.closed += 1;
    },
  };
  const crew = new Crew(/** @type {any} */ (network));
  crew.join([other]);
  return { shared: new SharedNetwork(/** @type {any} */ (network), crew), runs, crew, card, other };
}

test('the predictions are the same with and without helpers', async () => {
  const { shared, runs } = await share();
  const expected = see(picture(), HEIGHT, WIDTH);
  for (let run = 0; run < 10; run += 1)
    assert.deepEqual(await shared.run(picture(), HEIGHT, WIDTH), expected);
  assert.ok(runs.helper.length >= 4);
  assert.ok(runs.own.includes(HEIGHT) && runs.own.some((height) => height < HEIGHT));
});

test('helpers that make detection faster are kept', async () => {
  const { shared, runs } = await share();
  for (let run = 0; run < 14; run += 1) await shared.run(picture(), HEIGHT, WIDTH);
  assert.equal(runs.closed, 0);
  assert.equal(shared.timing.tiles, 2);
});

test('helpers that make nothing faster are closed', async () => {
  const { shared, runs } = await share({ helper_ms: 40 });
  for (let run = 0; run < 14; run += 1) await shared.run(picture(), HEIGHT, WIDTH);
  assert.equal(runs.closed, 1);
  assert.equal(shared.timing.tiles, 1);
  assert.equal(runs.helper.length, 6);
});

test('detection continues without a helper that fails, and no picture is lost', async () => {
  const { shared, runs } = await share({
    helper: async () => {
      throw new Error('out of memory');
    },
  });
  const expected = see(picture(), HEIGHT, WIDTH);
  assert.deepEqual(await shared.run(picture(), HEIGHT, WIDTH), expected);
  assert.equal(runs.closed, 1);
  assert.deepEqual(await shared.run(picture(), HEIGHT, WIDTH), expected);
});

test('a helper that never answers is given up after a time limit', async (t) => {
  const { shared } = await share({ helper: () => new Promise(() => {}) });
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const found = shared.run(picture(), HEIGHT, WIDTH);
  for (let tick = 0; tick < 20; tick += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(1000);
  }
  assert.deepEqual(await found, see(picture(), HEIGHT, WIDTH));
});

test('a picture too small to be split is not timed', async () => {
  const { shared, runs } = await share();
  for (let run = 0; run < 10; run += 1) await shared.run(new Uint8ClampedArray(128 * 128 * 4), 128, 128);
  assert.equal(runs.helper.length, 0);
  for (const tiles of [2, 1, 2, 1]) {
    await shared.run(picture(), HEIGHT, WIDTH);
    assert.equal(shared.timing.tiles, tiles); // the trial has not begun yet: the ways alternate from its beginning
  }
});

/** A network that sees a tile's edges: what it says of a cell depends on where in the tile that lies. @type {Helper['run']} */
const seeEdges = async (rgba, height, width) =>
  see(rgba, height, width).map((value, i) => value + 1000 * height + Math.floor(i / 5));

test('a photo has the same predictions alone, with helpers, after one has failed, and beside a GPU', async () => {
  const { card } = await share();
  const helper = (/** @type {Helper['run']} */ run = seeEdges) => ({ run, close: () => {} });
  const timing = { upload_ms: 0, network_ms: 0, readback_ms: 0, tiles: 1 };
  const own = /** @type {any} */ ({ card, timing, run: seeEdges });
  const failing = async () => {
    throw new Error('out of memory');
  };
  /** @type {[own: any, helpers: Helper[]][]} */
  const crews = [
    [own, []],
    [own, [helper()]],
    [own, [helper(), helper(), helper()]],
    [own, [helper(failing)]],
    [null, [helper()]],
    [null, [helper(), helper()]],
  ];
  const found = [];
  for (const [network, helpers] of crews) {
    const crew = new Crew(network);
    crew.join(helpers);
    const photos = new TiledNetwork(card, crew, () => PHOTO_TILES);
    found.push(await photos.run(picture(), HEIGHT, WIDTH));
    assert.equal(photos.timing.tiles, PHOTO_TILES);
  }
  for (const raw of found) assert.deepEqual(raw, found[0]);
  assert.notDeepEqual(found[0], await seeEdges(picture(), HEIGHT, WIDTH), 'the seams were to be seen');
});

test('where nobody is left to compute a photo, that is an error', async () => {
  const { card } = await share();
  await assert.rejects(
    new TiledNetwork(card, new Crew(null), () => PHOTO_TILES).run(picture(), HEIGHT, WIDTH),
    /nobody/,
  );
});

test('a panorama is cut into tiles about as large as those of other photos, which stay as they are', () => {
  assert.equal(photoTiles(1024, 768), PHOTO_TILES);
  assert.equal(photoTiles(512, 1024), PHOTO_TILES);
  assert.equal(photoTiles(1024, 4096), 8);
});
