import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DetectorError } from '../../../static/js/detector/errors.js';
import { idOf } from '../../../static/js/looks/card.js';
import { LooksService } from '../../../static/js/looks/service.js';
import { ModelError } from '../../../static/js/models/errors.js';
import { codeOf } from '../../../static/js/toolkit/coded-error.js';
import { makeEmbedderCard } from './cards.js';

/** @typedef {import('../../../static/js/looks/service.js').LooksOptions} LooksOptions */

const CARD = makeEmbedderCard();
const PICTURE = /** @type {ImageBitmap} */ ({ width: 100, height: 80 });
const COPY = /** @type {ImageBitmap} */ ({ width: 100, height: 80 });

/**
 * A service over a phone that has the embedder, and what was asked of it.
 *
 * @param {{ installation?: Partial<NonNullable<LooksOptions['installation']>>,
 *   embed?: LooksOptions['detector']['embed'], whenReady?: LooksOptions['detector']['whenReady'], retry_ms?: number }} [change]
 */
function makeService({ installation = {}, embed, whenReady, retry_ms } = {}) {
  /** @type {string[]} */
  const asked = [];
  /** @type {unknown[]} */
  const reported = [];
  const detector = {
    whenReady: async () => void asked.push('detector'),
    loadEmbedder: async () => void asked.push('load'),
    embed: async (/** @type {ImageBitmap} */ picture, /** @type {Float64Array} */ boxes) => {
      assert.equal(picture, COPY, 'the picture itself stays open');
      asked.push(`embed ${boxes.join(' ')}`);
      return {
        values: Float32Array.from({ length: boxes.length / 2 }, (_, i) => (i % 2 === 0 ? 0.6 : 0.8)),
        timing: { crop_ms: 0, network_ms: 0, total_ms: 0, slices: 1 },
      };
    },
    ...(embed && { embed }),
    ...(whenReady && { whenReady }),
  };
  const service = new LooksService({
    detector,
    installation: {
      isKept: async () => asked.includes('keep'),
      isOffered: async () => true,
      keep: async () => void asked.push('keep'),
      start: async (run) => {
        await run(CARD, new Map());
        return CARD;
      },
      ...installation,
    },
    copy: async () => COPY,
    report: (error) => reported.push(error),
    retry_ms,
  });
  return { service, asked, reported };
}

test('nothing is loaded before it is wanted, and then once, after the detector', async () => {
  const { service, asked } = makeService();
  assert.equal(service.state.status, 'unloaded');
  assert.equal(service.id, null);
  service.keep();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(asked, ['keep']);
  assert.deepEqual(await Promise.all([service.whenReady(), service.whenReady()]), [CARD, CARD]);
  assert.deepEqual(asked, ['keep', 'detector', 'load']);
  assert.deepEqual([service.state.status, service.state.card], ['ready', CARD]);
  assert.equal(service.id, idOf(CARD));
});

test('facings become vectors in bytes that say what made them', async () => {
  const { service, asked } = makeService();
  const vectors = await service.vectorsOf(PICTURE, [
    [1, 2, 3.5, 4],
    [5, 6, 7, 8],
  ]);
  assert.deepEqual(vectors, {
    embedder: idOf(CARD),
    dimensions: 2,
    values: Int8Array.of(76, 102, 76, 102),
  });
  assert.equal(asked.at(-1), 'embed 1 2 3.5 4 5 6 7 8');
});

test('it works without a detector, of which others tell', async () => {
  const whenReady = () => Promise.reject(new DetectorError('no-backend'));
  const { service } = makeService({ whenReady });
  assert.deepEqual(await service.whenReady(), CARD);
});

test('a failed load is told, and the next call tries anew', async () => {
  let starts = 0;
  const { service } = makeService({
    installation: {
      start: async () => {
        starts += 1;
        if (starts === 1) throw new ModelError('no-usable-model');
        return CARD;
      },
    },
  });
  await assert.rejects(service.vectorsOf(PICTURE, []), { code: 'no-usable-model' });
  assert.deepEqual([service.state.status, service.state.problem], ['failed', 'no-usable-model']);
  await service.whenReady();
  assert.deepEqual([service.state.status, service.state.problem], ['ready', null]);
});

test('where the worker is lost, the picture is sent to the next one, once', async () => {
  let tries = 0;
  const lose = (/** @type {number} */ times) => async () => {
    tries += 1;
    if (tries <= times) throw new DetectorError('worker-lost');
    return { values: Float32Array.of(1, 0), timing: { crop_ms: 0, network_ms: 0, total_ms: 0, slices: 1 } };
  };
  const { values } = await makeService({ embed: lose(1) }).service.vectorsOf(PICTURE, [[0, 0, 1, 1]]);
  assert.deepEqual([[...values], tries], [[127, 0], 2]);
  tries = 0;
  const { service } = makeService({ embed: lose(2) });
  await assert.rejects(service.vectorsOf(PICTURE, [[0, 0, 1, 1]]), { code: 'worker-lost' });
});

test('what cannot be stored is tried again: after a while, or when there is a network', async () => {
  let tries = 0;
  const keep = async () => {
    tries += 1;
    if (tries < 3) throw new ModelError(tries === 1 ? 'download-failed' : 'model-damaged');
  };
  const { service, reported } = makeService({
    installation: { keep, isKept: async () => tries >= 3 },
    retry_ms: 1,
  });
  /** @type {(boolean | null)[]} */
  const told = [service.state.kept];
  service.subscribe(({ kept }) => told.push(kept));
  service.keep();
  service.keep();
  while (!service.state.kept) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.equal(tries, 3);
  assert.deepEqual(reported.map(codeOf), ['model-damaged'], 'a network that is gone is no news');
  assert.deepEqual([told[0], told[1], told.at(-1)], [null, false, true]);
  service.resume();
  assert.equal(tries, 3, 'nothing is left to do');
});

test('a newer one that does not come waits until there is a network, and not for a while', async () => {
  let tries = 0;
  const keep = async () => {
    tries += 1;
    if (tries === 1) throw new ModelError('download-failed');
  };
  const { service } = makeService({ installation: { keep, isKept: async () => true }, retry_ms: 1 });
  service.keep();
  service.resume();
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(tries, 1, 'neither beside the first try nor after a while');
  service.resume();
  service.resume();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual([tries, service.state.kept], [2, true]);
});
