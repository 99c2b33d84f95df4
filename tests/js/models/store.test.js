import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CACHE_NAME } from '../../../static/js/models/cache.js';
import { identityOf } from '../../../static/js/models/card.js';
import { ModelStore } from '../../../static/js/models/store.js';
import { MemoryCache, MemoryStorage, MODELS, serve } from './caches.js';
import { makeCard } from './cards.js';

/** @typedef {import('../../../static/js/models/card.js').ModelCard} ModelCard */

const FILES = { 'model.json': '{"format":"graph-model"}', 'a.bin': 'first shard', 'b.bin': 'second shard' };
const NEWER_FILES = { ...FILES, 'a.bin': 'newer shard' };

function makeStore() {
  const cache = new MemoryCache();
  return { cache, store: new ModelStore(/** @type {any} */ (cache)) };
}

/** Downloads a model and makes it current. @param {ModelStore} store @param {ModelCard} card */
async function install(store, card) {
  await store.download(card);
  await store.promote(card, await store.read(card));
}

test('a downloaded bundle is read back complete, with its progress reported in bytes', async (t) => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  const total = Object.values(FILES).join('').length;
  /** @type {number[][]} */
  const told = [];
  serve(t, FILES);
  await store.download(card, { onBytes: (...bytes) => told.push(bytes) });
  const files = await store.read(card);
  assert.equal(new TextDecoder().decode(files.get('b.bin')), FILES['b.bin']);
  assert.deepEqual(told.at(-1), [total, total]);
  assert.ok(told.every(([loaded], i) => i === 0 || loaded >= told[i - 1][0]));
});

test('an interrupted download continues with the missing files', async (t) => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  const { 'b.bin': _, ...beforeTheCut } = FILES;
  serve(t, beforeTheCut);
  await assert.rejects(store.download(card), { code: 'download-failed' });
  const asked = serve(t, FILES);
  await store.download(card);
  assert.deepEqual(asked, ['b.bin']);
});

test('a file that does not match its hash in the card is never stored', async (t) => {
  const { cache, store } = makeStore();
  serve(t, { ...FILES, 'a.bin': 'FIRST shard' });
  await assert.rejects(store.download(await makeCard('1.0.0', FILES)), { code: 'model-damaged' });
  assert.deepEqual(cache.files, ['shelf-1.0.0/model.json']);
});

test('a stored file that was changed later is never used, and is downloaded again', async (t) => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await store.download(card);
  const url = Array.from(cache.entries.keys()).find((key) => key.includes('a.bin')) ?? '';
  cache.entries.set(url, new TextEncoder().encode('tampered ..').buffer);
  await assert.rejects(store.read(card), { code: 'model-damaged' });
  const asked = serve(t, FILES);
  await store.download(card);
  assert.deepEqual(asked, ['a.bin']);
  await store.read(card);
});

test('a tab that finds no model leaves what another tab is storing meanwhile', async (t) => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  const match = cache.match.bind(cache);
  // The other tab has looked into the cache before the download; it learns what it has found after it.
  cache.match = async (key) => {
    const found = await match(key);
    await downloaded;
    return found;
  };
  const otherTab = new ModelStore(/** @type {any} */ (cache));
  let resolve = () => {};
  /** @type {Promise<void>} */
  const downloaded = new Promise((done) => {
    resolve = done;
  });
  const looked = assert.rejects(otherTab.read(card), { code: 'model-damaged' });
  cache.match = match;
  await store.download(card);
  resolve();
  await looked;
  assert.equal((await store.read(card)).size, 3);
});

test('all damaged files are downloaded again at once', async (t) => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await store.download(card);
  for (const key of cache.entries.keys()) {
    if (key.includes('.bin')) cache.entries.set(key, new TextEncoder().encode('tampered').buffer);
  }
  await assert.rejects(store.read(card), { code: 'model-damaged' });
  const asked = serve(t, FILES);
  await store.download(card);
  assert.deepEqual(asked, ['a.bin', 'b.bin']);
});

test('a full disk is reported as such, and the current model stays', async (t) => {
  const { cache, store } = makeStore();
  const old = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await install(store, old);
  cache.full = true;
  serve(t, NEWER_FILES);
  await assert.rejects(store.download(await makeCard('1.1.0', NEWER_FILES)), { code: 'storage-full' });
  assert.equal((await store.pointer()).current?.version, '1.0.0');
  await store.read(old);
});

test('a newer bundle waits until it is promoted, and only then is the old one deleted', async (t) => {
  const { cache, store } = makeStore();
  const old = await makeCard('1.0.0', FILES);
  const newer = await makeCard('1.1.0', NEWER_FILES);
  serve(t, FILES);
  await install(store, old);
  serve(t, NEWER_FILES);
  await store.download(newer);
  assert.equal(await store.stage(newer), true);
  const waiting = await store.pointer();
  assert.deepEqual([waiting.current?.version, waiting.next?.version], ['1.0.0', '1.1.0']);
  await store.read(old);
  await store.promote(newer, await store.read(newer));
  assert.deepEqual(await store.pointer(), { current: newer, next: null, others: [], refused: [] });
  assert.ok(cache.files.length === 3 && cache.files.every((file) => file.startsWith('shelf-1.1.0/')));
});

test('an update of a model that the person no longer uses is not recorded', async (t) => {
  const { store } = makeStore();
  const newer = await makeCard('1.1.0', FILES);
  const other = { ...(await makeCard('1.0.0', FILES)), name: 'fast' };
  serve(t, FILES);
  await install(store, other);
  assert.equal(await store.stage(newer), false);
  await install(store, newer);
  assert.equal(await store.stage(newer), false);
  assert.equal((await store.pointer()).next, null);
});

test('a model of another name stays when a person changes to another, until it is removed', async (t) => {
  const { cache, store } = makeStore();
  const shelf = await makeCard('1.0.0', FILES);
  const fast = { ...(await makeCard('1.0.0', FILES)), name: 'fast' };
  serve(t, FILES);
  await install(store, shelf);
  await install(store, fast);
  assert.deepEqual(await store.pointer(), { current: fast, next: null, others: [shelf], refused: [] });
  await store.promote(shelf, await store.read(shelf));
  assert.deepEqual(await store.pointer(), { current: shelf, next: null, others: [fast], refused: [] });
  await store.remove('fast');
  assert.deepEqual(await store.pointer(), { current: shelf, next: null, others: [], refused: [] });
  assert.ok(cache.files.length === 3 && cache.files.every((file) => file.startsWith('shelf-1.0.0/')));
});

test('files that another tab has deleted before a model became current are stored again', async (t) => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await store.download(card);
  const files = await store.read(card);
  cache.entries.clear(); // the other tab's pointer did not contain this model
  await store.promote(card, files);
  assert.deepEqual(await store.read(card), files);
});

test('the record of an earlier version of the page is understood', async () => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  await store.remember('pointer.json', { current: card, next: null, refused: [] });
  assert.deepEqual(await store.pointer(), { current: card, next: null, others: [], refused: [] });
});

test('a refused bundle is deleted and recorded as refused, and the current one stays', async (t) => {
  const { cache, store } = makeStore();
  const old = await makeCard('1.0.0', FILES);
  const newer = await makeCard('1.1.0', FILES);
  serve(t, FILES);
  await install(store, old);
  await store.download(newer);
  await store.stage(newer);
  await store.refuse(newer);
  const refused = [identityOf(newer)];
  assert.deepEqual(await store.pointer(), { current: old, next: null, others: [], refused });
  assert.ok(cache.files.every((file) => file.startsWith('shelf-1.0.0/')));
});

test('a bundle with the same version but other content is another bundle', async (t) => {
  const a = await makeCard('1.0.0', FILES);
  const b = await makeCard('1.0.0', NEWER_FILES);
  assert.notEqual(identityOf(a), identityOf(b));
  const { store } = makeStore();
  serve(t, FILES);
  await store.download(a);
  serve(t, NEWER_FILES);
  await store.download(b);
  assert.equal(new TextDecoder().decode((await store.read(b)).get('a.bin')), 'newer shard');
  assert.equal(new TextDecoder().decode((await store.read(a)).get('a.bin')), 'first shard');
});

test('where the browser refuses to store anything, a model is kept in memory, and said not to last', async () => {
  const refusing = { open: () => Promise.reject(new DOMException('insecure', 'SecurityError')) };
  for (const caches of [refusing, undefined]) {
    Object.assign(globalThis, { caches });
    const store = await ModelStore.open();
    assert.equal(store.isLasting, false);
    await store.remember('a.json', { a: 1 });
    assert.deepEqual(await (await ModelStore.open()).recall('a.json'), { a: 1 });
  }
  Reflect.deleteProperty(globalThis, 'caches');
});

test('without an address that is secure the error says that HTTPS is needed', async (t) => {
  const { crypto } = globalThis;
  Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true });
  t.after(() => Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true }));
  await assert.rejects(ModelStore.open(), { code: 'insecure-origin' });
});

test('a card in the record that this page cannot read is left out, and the others are kept', async () => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  const ofNewerPage = { ...card, schemaVersion: 2 };
  const record = { current: card, next: ofNewerPage, others: [null, ofNewerPage, { ...card, name: 'fast' }] };
  await store.remember('pointer.json', { ...record, refused: ['a', 7] });
  const { current, next, others, refused } = await store.pointer();
  assert.deepEqual(current, card);
  assert.equal(next, null);
  assert.deepEqual(
    others.map(({ name }) => name),
    ['fast'],
  );
  assert.deepEqual(refused, ['a']);
});

for (const damaged of ['', '{"current":', 'null', '[]', '"text"', '{"others":{}}']) {
  test(`a damaged record is treated as missing: ${damaged}`, async () => {
    const { cache, store } = makeStore();
    cache.entries.set(`${MODELS}pointer.json`, new TextEncoder().encode(damaged).buffer);
    assert.deepEqual(await store.pointer(), { current: null, next: null, others: [], refused: [] });
  });
}

test('models of another instance on the same origin are never deleted', async (t) => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  const [file] = card.files;
  const theirs = [
    `https://shop.test/models/shelf-1.0.0/${file.path}?sha256=${file.sha256}`,
    `https://shop.test/a/much/longer/path/than/this/one/models/shelf-1.0.0/${file.path}?sha256=${file.sha256}`,
    `${MODELS}inner/models/shelf-1.0.0/${file.path}?sha256=${file.sha256}`,
  ];
  for (const url of theirs) cache.entries.set(url, new ArrayBuffer(1));
  serve(t, FILES);
  await install(store, card);
  await install(store, await makeCard('1.1.0', FILES));
  assert.deepEqual(
    theirs.filter((url) => !cache.entries.has(url)),
    [],
  );
});

/** @param {import('node:test').TestContext} t @param {MemoryStorage} storage */
function useCaches(t, storage) {
  Object.assign(globalThis, { caches: storage });
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
}

test('models stored by an earlier version of the page are migrated, but only those of this instance', async (t) => {
  const storage = new MemoryStorage();
  useCaches(t, storage);
  const shared = await storage.open('shelfscan-models');
  const earlier = new ModelStore(/** @type {any} */ (shared));
  const card = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await install(earlier, card);
  await earlier.remember('fastest-backend.json', { key: 'shelf', backend: 'wasm' });
  const theirs = 'https://shop.test/other/models/pointer.json';
  shared.entries.set(theirs, new ArrayBuffer(1));
  const asked = serve(t, {});
  const store = await ModelStore.open();
  assert.deepEqual((await store.pointer()).current, card);
  assert.equal((await store.read(card)).size, 3);
  assert.deepEqual(asked, []);
  assert.deepEqual(Array.from(shared.entries.keys()), [theirs]);
});

test('an interrupted migration is finished at the next start', async (t) => {
  const storage = new MemoryStorage();
  useCaches(t, storage);
  const card = await makeCard('1.0.0', FILES);
  serve(t, FILES);
  await install(new ModelStore(/** @type {any} */ (await storage.open('shelfscan-models'))), card);
  const own = await storage.open(CACHE_NAME);
  own.full = true;
  await assert.rejects(ModelStore.open(), { code: 'storage-full' });
  own.full = false;
  const store = await ModelStore.open();
  assert.equal((await store.read(card)).size, 3);
  assert.deepEqual((await store.pointer()).current, card);
  assert.equal(await storage.has('shelfscan-models'), false);
});

test('two tabs that change the record at the same time lose no change', async (t) => {
  const { cache, store } = makeStore();
  const [shelf, fast] = [
    await makeCard('1.0.0', FILES),
    { ...(await makeCard('1.0.0', FILES)), name: 'fast' },
  ];
  const newer = { ...(await makeCard('1.1.0', NEWER_FILES)), name: 'fast' };
  serve(t, FILES);
  await install(store, shelf);
  await install(store, fast);
  const otherTab = new ModelStore(/** @type {any} */ (cache));
  await Promise.all([store.stage(newer), otherTab.remove('shelf')]);
  const { current, next, others } = await store.pointer();
  assert.deepEqual([current?.name, next?.version, others.length], ['fast', '1.1.0', 0]);
});
