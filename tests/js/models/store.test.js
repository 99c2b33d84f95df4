import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { identityOf, ModelStore } from '../../../static/js/models/store.js';
import { makeCard } from './cards.js';

const FILES = { 'model.json': '{"format":"graph-model"}', 'a.bin': 'first shard', 'b.bin': 'second shard' };
const realFetch = globalThis.fetch;

/** A cache that lies in memory, and may be full. */
class MemoryCache {
  constructor() {
    /** @type {Map<string, ArrayBuffer>} */
    this.entries = new Map();
    this.full = false;
  }

  /** @param {URL | Request} key */
  async match(key) {
    const content = this.entries.get(hrefOf(key));
    return content && new Response(content);
  }

  /** @param {URL} key @param {Response} response */
  async put(key, response) {
    if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    this.entries.set(hrefOf(key), await response.arrayBuffer());
  }

  /** @param {URL | Request} key */
  async delete(key) {
    return this.entries.delete(hrefOf(key));
  }

  async keys() {
    return Array.from(this.entries.keys(), (url) => ({ url }));
  }

  /** @returns {string[]} Names of the stored bundle files. */
  get files() {
    return Array.from(this.entries.keys(), (url) => url.split('/models/')[1].split('?')[0]).filter((name) =>
      name.includes('/'),
    );
  }
}

/** @param {URL | Request} key */
function hrefOf(key) {
  return 'href' in key ? key.href : key.url;
}

/**
 * A server that has these files, and counts what is asked of it.
 * @param {Record<string, string>} files By the end of their path.
 * @returns {string[]} The paths asked for, as they come.
 */
function serve(files) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = /** @type {typeof fetch} */ (
    async (/** @type {URL} */ url) => {
      const name = url.pathname.split('/').at(-1) ?? '';
      asked.push(name);
      if (!(name in files)) throw new TypeError('connection cut');
      return new Response(files[name]);
    }
  );
  return asked;
}

afterEach(() => {
  globalThis.fetch = realFetch;
});

function makeStore() {
  const cache = new MemoryCache();
  return { cache, store: new ModelStore(/** @type {Cache} */ (/** @type {unknown} */ (cache))) };
}

test('a downloaded bundle is read back whole, with its progress told in bytes', async () => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  const total = Object.values(FILES).join('').length;
  /** @type {number[][]} */
  const told = [];
  serve(FILES);
  await store.download(card, { onBytes: (...bytes) => told.push(bytes) });
  const files = await store.read(card);
  assert.equal(new TextDecoder().decode(files.get('b.bin')), FILES['b.bin']);
  assert.deepEqual(told.at(-1), [total, total]);
  assert.ok(told.every(([loaded], i) => i === 0 || loaded >= told[i - 1][0]));
});

test('a download that was cut goes on with the files that are missing', async () => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  const { 'b.bin': _, ...beforeTheCut } = FILES;
  serve(beforeTheCut);
  await assert.rejects(store.download(card), { code: 'download-failed' });
  const asked = serve(FILES);
  await store.download(card);
  assert.deepEqual(asked, ['b.bin']);
});

test('a file with another content than the card says is never stored', async () => {
  const { cache, store } = makeStore();
  serve({ ...FILES, 'a.bin': 'FIRST shard' });
  await assert.rejects(store.download(await makeCard('1.0.0', FILES)), { code: 'model-damaged' });
  assert.deepEqual(cache.files, ['shelf-1.0.0/model.json']);
});

test('a stored file that was changed later is never handed out, and is fetched anew', async () => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  serve(FILES);
  await store.download(card);
  const url = Array.from(cache.entries.keys()).find((key) => key.includes('a.bin')) ?? '';
  cache.entries.set(url, new TextEncoder().encode('tampered ..').buffer);
  await assert.rejects(store.read(card), { code: 'model-damaged' });
  const asked = serve(FILES);
  await store.download(card);
  assert.deepEqual(asked, ['a.bin']);
  await store.read(card);
});

test('all files that are found damaged are fetched anew at once', async () => {
  const { cache, store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  serve(FILES);
  await store.download(card);
  for (const key of cache.entries.keys()) {
    if (key.includes('.bin')) cache.entries.set(key, new TextEncoder().encode('tampered').buffer);
  }
  await assert.rejects(store.read(card), { code: 'model-damaged' });
  const asked = serve(FILES);
  await store.download(card);
  assert.deepEqual(asked, ['a.bin', 'b.bin']);
});

test('a full disk is told as such, and the current model stays', async () => {
  const { cache, store } = makeStore();
  const old = await makeCard('1.0.0', FILES);
  serve(FILES);
  await store.download(old);
  await store.promote(old);
  cache.full = true;
  serve({ ...FILES, 'a.bin': 'newer shard' });
  const card = await makeCard('1.1.0', { ...FILES, 'a.bin': 'newer shard' });
  await assert.rejects(store.download(card), { code: 'storage-full' });
  assert.equal((await store.pointer()).current?.version, '1.0.0');
  await store.read(old);
});

test('a newer bundle waits until it is promoted, and only then the old one goes', async () => {
  const { cache, store } = makeStore();
  const old = await makeCard('1.0.0', FILES);
  const newer = await makeCard('1.1.0', { ...FILES, 'a.bin': 'newer shard' });
  serve(FILES);
  await store.download(old);
  await store.promote(old);
  serve({ ...FILES, 'a.bin': 'newer shard' });
  await store.download(newer);
  await store.stage(newer);
  const waiting = await store.pointer();
  assert.deepEqual([waiting.current?.version, waiting.next?.version], ['1.0.0', '1.1.0']);
  await store.read(old);
  await store.promote(newer);
  assert.deepEqual(await store.pointer(), { current: newer, next: null, others: [], refused: [] });
  assert.ok(cache.files.length === 3 && cache.files.every((file) => file.startsWith('shelf-1.1.0/')));
});

test('a model of another name stays when a person changes to another, until it is removed', async () => {
  const { cache, store } = makeStore();
  const shelf = await makeCard('1.0.0', FILES);
  const fast = { ...(await makeCard('1.0.0', FILES)), name: 'fast' };
  serve(FILES);
  for (const card of [shelf, fast]) {
    await store.download(card);
    await store.promote(card);
  }
  assert.deepEqual(await store.pointer(), { current: fast, next: null, others: [shelf], refused: [] });
  await store.read(shelf);
  await store.promote(shelf);
  assert.deepEqual(await store.pointer(), { current: shelf, next: null, others: [fast], refused: [] });
  await store.remove('fast');
  assert.deepEqual(await store.pointer(), { current: shelf, next: null, others: [], refused: [] });
  assert.ok(cache.files.length === 3 && cache.files.every((file) => file.startsWith('shelf-1.0.0/')));
});

test('the record of an earlier version of the page is understood', async () => {
  const { store } = makeStore();
  const card = await makeCard('1.0.0', FILES);
  await store.remember('pointer.json', { current: card, next: null, refused: [] });
  assert.deepEqual(await store.pointer(), { current: card, next: null, others: [], refused: [] });
});

test('a refused bundle goes, is remembered as refused, and the current one stays', async () => {
  const { cache, store } = makeStore();
  const old = await makeCard('1.0.0', FILES);
  const newer = await makeCard('1.1.0', FILES);
  serve(FILES);
  await store.download(old);
  await store.promote(old);
  await store.download(newer);
  await store.stage(newer);
  await store.refuse(newer);
  assert.deepEqual(await store.pointer(), {
    current: old,
    next: null,
    others: [],
    refused: [identityOf(newer)],
  });
  assert.ok(cache.files.every((file) => file.startsWith('shelf-1.0.0/')));
});

test('a bundle of the same version with another content is another bundle', async () => {
  const a = await makeCard('1.0.0', FILES);
  const b = await makeCard('1.0.0', { ...FILES, 'a.bin': 'newer shard' });
  assert.notEqual(identityOf(a), identityOf(b));
  const { store } = makeStore();
  serve(FILES);
  await store.download(a);
  serve({ ...FILES, 'a.bin': 'newer shard' });
  await store.download(b);
  assert.equal(new TextDecoder().decode((await store.read(b)).get('a.bin')), 'newer shard');
  assert.equal(new TextDecoder().decode((await store.read(a)).get('a.bin')), 'first shard');
});

test('without secure storage the page is told that it needs HTTPS', async () => {
  await assert.rejects(ModelStore.open(), { code: 'insecure-origin' });
});
