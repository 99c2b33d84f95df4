import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DetectorError } from '../../../static/js/detector/errors.js';
import { Installation } from '../../../static/js/looks/installation.js';
import { EMBEDDERS, openEmbedders } from '../../../static/js/looks/kind.js';
import { ModelError } from '../../../static/js/models/errors.js';
import { ModelStore } from '../../../static/js/models/store.js';
import { MemoryCache, MemoryStorage, serve } from '../models/caches.js';
import { makeCard } from '../models/cards.js';
import { FILES, makeEmbedderCard } from './cards.js';

/** @typedef {import('../../../static/js/looks/card.js').EmbedderCard} EmbedderCard */

const CARD = makeEmbedderCard();
const NEWER_FILES = { ...FILES, 'a.bin': 'a newer shard' };
const NEWER = makeEmbedderCard('1.1.0', NEWER_FILES);

/** A phone, and a server whose offer can change; null: it cannot be reached. @param {EmbedderCard[] | null} offer */
function makePhone(offer) {
  const cache = new MemoryCache();
  const server = { offer };
  const installation = new Installation({
    open: async () => new ModelStore(/** @type {any} */ (cache), EMBEDDERS),
    fetchOffered: async () => {
      if (!server.offer) throw new ModelError('download-failed');
      return server.offer;
    },
  });
  /** @type {string[]} */
  const ran = [];
  /** @type {Set<string>} */
  const broken = new Set();
  const run = async (
    /** @type {EmbedderCard} */ { version },
    /** @type {Map<string, ArrayBuffer>} */ files,
  ) => {
    ran.push(`${version} ${new TextDecoder().decode(files.get('a.bin'))}`);
    if (broken.has(version)) throw new DetectorError('model-unusable');
  };
  return { cache, server, installation, ran, broken, run };
}

test('an embedder is stored without being run, and works without a network then', async (t) => {
  const { installation, server, ran, run } = makePhone([CARD]);
  serve(t, FILES);
  assert.deepEqual([await installation.isKept(), await installation.isOffered()], [false, false]);
  await installation.keep();
  assert.deepEqual(ran, []);
  assert.deepEqual([await installation.isKept(), await installation.isOffered()], [true, true]);
  server.offer = null;
  serve(t, {});
  for (const start of [1, 2]) {
    assert.deepEqual(await installation.start(run), CARD);
    assert.deepEqual(ran.length, start);
  }
  assert.equal(ran[0], '1.0.0 a shard');
  assert.equal(await installation.isKept(), true);
});

test('where the server has none, nothing is missing, also at the next start without a network', async () => {
  const { installation, server, run } = makePhone([]);
  assert.equal(await installation.isKept(), false, 'it has not said so yet');
  await installation.keep();
  server.offer = null;
  assert.deepEqual([await installation.isKept(), await installation.isOffered()], [true, false]);
  server.offer = [];
  await assert.rejects(installation.start(run), { code: 'no-usable-model' });
});

test('a cut or tampered download is no embedder, and never takes the place of a good one', async (t) => {
  const { installation, server, cache, run, ran } = makePhone([CARD]);
  serve(t, FILES);
  await installation.keep();
  await installation.start(run);
  server.offer = [NEWER];
  const { 'a.bin': _, ...cut } = NEWER_FILES;
  for (const [files, code] of /** @type {const} */ ([
    [cut, 'download-failed'],
    [{ ...NEWER_FILES, 'a.bin': 'A NEWER SHARD' }, 'model-damaged'],
  ])) {
    serve(t, files);
    await assert.rejects(installation.keep(), { code });
    assert.deepEqual(await installation.start(run), CARD);
  }
  cache.full = true;
  serve(t, NEWER_FILES);
  await assert.rejects(installation.keep(), { code: 'storage-full' });
  assert.deepEqual(await installation.start(run), CARD);
  assert.ok(ran.every((each) => each === '1.0.0 a shard'));
});

test('a newer one takes over once it has worked, and the files of the old one go then', async (t) => {
  const { installation, server, cache, run, ran } = makePhone([CARD]);
  serve(t, FILES);
  await installation.start(run);
  server.offer = [NEWER, CARD];
  serve(t, NEWER_FILES);
  await installation.keep();
  assert.ok(cache.files.includes('looks-1.0.0/a.bin'), 'the one in use stays');
  await installation.start(run);
  assert.deepEqual(ran, ['1.0.0 a shard', '1.1.0 a newer shard']);
  assert.deepEqual(cache.files.toSorted(), ['looks-1.1.0/a.bin', 'looks-1.1.0/model.json']);
});

test('a newer one that does not work here is refused for good, and the one before goes on', async (t) => {
  const { installation, server, broken, run, ran } = makePhone([CARD]);
  serve(t, FILES);
  await installation.start(run);
  server.offer = [NEWER, CARD];
  broken.add('1.1.0');
  serve(t, NEWER_FILES);
  await installation.keep();
  assert.deepEqual(await installation.start(run), CARD);
  const asked = serve(t, NEWER_FILES);
  await installation.keep();
  await installation.start(run);
  assert.deepEqual(
    ran.map((each) => each.split(' ')[0]),
    ['1.0.0', '1.1.0', '1.0.0', '1.0.0'],
  );
  assert.deepEqual(asked, []);
  assert.equal(await installation.isKept(), true);
});

test('a worker that was lost says nothing against an embedder', async (t) => {
  const { installation, run } = makePhone([CARD]);
  serve(t, FILES);
  await installation.keep();
  const lost = async () => {
    throw new DetectorError('worker-lost');
  };
  await assert.rejects(installation.start(lost), { code: 'worker-lost' });
  assert.deepEqual(await installation.start(run), CARD);
});

test('files that were changed on the phone are never run, and come anew', async (t) => {
  const { installation, cache, server, run, ran } = makePhone([CARD]);
  serve(t, FILES);
  await installation.start(run);
  const url = Array.from(cache.entries.keys()).find((key) => key.includes('a.bin')) ?? '';
  cache.entries.set(url, new TextEncoder().encode('tampered').buffer);
  assert.equal(await installation.isKept(), false);
  const { offer } = server;
  server.offer = null;
  serve(t, {});
  await assert.rejects(installation.start(run), { code: 'download-failed' });
  server.offer = offer;
  serve(t, FILES);
  await installation.keep();
  assert.equal(await installation.isKept(), true);
  assert.deepEqual(await installation.start(run), CARD);
  assert.deepEqual(ran, ['1.0.0 a shard', '1.0.0 a shard']);
});

test('detectors and embedders never clear each other away', async (t) => {
  const storage = new MemoryStorage();
  Object.assign(globalThis, { caches: storage });
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
  const [detectors, embedders] = [await ModelStore.open(), await openEmbedders()];
  const detector = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await detectors.download(detector);
  await embedders.download(CARD);
  await embedders.promote(CARD, await embedders.read(CARD));
  await detectors.promote(detector, await detectors.read(detector));
  await detectors.remove('another');
  const newer = makeEmbedderCard('2.0.0');
  await embedders.download(newer);
  await embedders.promote(newer, await embedders.read(newer));
  assert.equal((await detectors.read(detector)).size, 2);
  assert.equal((await embedders.read(newer)).size, 2);
  assert.deepEqual((await detectors.pointer()).current, detector);
  assert.deepEqual((await embedders.pointer()).current, newer);
});
