import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { DetectorError } from '../../../static/js/detector/errors.js';
import { Installation } from '../../../static/js/detector/installation.js';
import { ModelStore } from '../../../static/js/models/store.js';
import { MemoryStorage } from '../models/caches.js';
import { makeCard } from '../models/cards.js';

/** @typedef {import('../../../static/js/models/card.js').ModelCard} ModelCard */
/** @typedef {import('../../../static/js/detector/protocol.js').Progress} Progress */

const OLD_FILES = { 'model.json': '{}', 'a.bin': 'old' };
const NEW_FILES = { 'model.json': '{}', 'a.bin': 'new' };
const OLD = await makeCard('1.0.0', OLD_FILES);
const NEW = await makeCard('1.1.0', NEW_FILES);
const OTHER = { ...(await makeCard('2.0.0', { 'model.json': '{}', 'a.bin': 'other' })), name: 'other' };
const CONTENT = new Map([
  ['shelf-1.0.0', OLD_FILES],
  ['shelf-1.1.0', NEW_FILES],
  ['other-2.0.0', { 'model.json': '{}', 'a.bin': 'other' }],
]);
const NO_WISH = { backend: null, card: null, isResumed: false, avoided: null };

beforeEach(() => {
  Object.assign(globalThis, { caches: new MemoryStorage() });
});

/**
 * A server with these models, or none.
 * @param {import('node:test').TestContext} t
 * @param {unknown[] | null} models Null: there is no network.
 */
function serveModels(t, models) {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {URL} */ { pathname }) => {
    asked.push(pathname);
    if (!models) throw new TypeError('no network');
    if (pathname.endsWith('api/models')) return new Response(JSON.stringify({ models }));
    const [folder, name] = pathname.split('/').slice(-2);
    const content = Reflect.get(CONTENT.get(folder) ?? {}, name);
    return content === undefined ? new Response('', { status: 404 }) : new Response(content);
  };
  t.mock.method(globalThis, 'fetch', /** @type {any} */ (fetch));
  return asked;
}

/**
 * @param {{ broken?: ModelCard[], onProgress?: (progress: Progress) => void }} [options] `broken`: models that work on no
 *   backend.
 */
function makeInstallation({ broken = [], onProgress = () => {} } = {}) {
  /** @type {any} */
  let running = null;
  const runner = {
    get running() {
      return running;
    },
    run: async (/** @type {ModelCard} */ card, /** @type {Promise<unknown>} */ reading) => {
      await reading;
      if (broken.some(({ version }) => version === card.version)) throw new DetectorError('model-unusable');
      running = { backend: 'wasm', network: { card } };
    },
  };
  /** @type {(news: { kind: string }) => void} */
  let hear = () => {};
  /** The next news. @type {Promise<{ kind: string }>} */
  const news = new Promise((resolve) => {
    hear = resolve;
  });
  const installation = new Installation(/** @type {any} */ (runner), {
    onProgress,
    onNews: (item) => hear(item),
  });
  return { installation, news };
}

/** @param {Partial<import('../../../static/js/detector/protocol.js').LoadRequest>} [wish] */
async function load(wish = {}, options = {}) {
  const { card } = await makeInstallation(options).installation.load({ ...NO_WISH, ...wish });
  return `${card.name}-${card.version}`;
}

const pointer = async () => (await ModelStore.open()).pointer();

test('the first visit brings the newest model, and later ones need no network', async (t) => {
  serveModels(t, [NEW, OLD]);
  assert.equal(await load(), 'shelf-1.1.0');
  serveModels(t, null);
  assert.equal(await load(), 'shelf-1.1.0');
});

test('the terms of a model are reported before any of its files is requested', async (t) => {
  const asked = serveModels(t, [NEW]);
  /** @type {{ progress: Progress, asked: string[] }[]} */
  const told = [];
  const onProgress = (/** @type {Progress} */ progress) => told.push({ progress, asked: [...asked] });
  await makeInstallation({ onProgress }).installation.load(NO_WISH);
  assert.deepEqual(told[0].progress, { phase: 'download', loaded: 0, total: 5, licence: NEW.licence });
  assert.deepEqual(
    told[0].asked.filter((path) => !path.endsWith('api/models')),
    [],
  );
});

test('a model that cannot be read at the first visit does not prevent using the next one', async (t) => {
  serveModels(t, [{ ...NEW, schemaVersion: 2 }, OLD]);
  assert.equal(await load(), 'shelf-1.0.0');
});

test('a server that offers nothing usable is reported as such, not as a missing network', async (t) => {
  serveModels(t, [{ ...NEW, schemaVersion: 2 }]);
  await assert.rejects(load(), { code: 'no-usable-model' });
  serveModels(t, null);
  await assert.rejects(load(), { code: 'no-network-no-model' });
});

test('a newer version is downloaded in the background and used from the next start', async (t) => {
  serveModels(t, [OLD]);
  await load();
  serveModels(t, [NEW, OLD]);
  const { installation, news } = makeInstallation();
  const { card } = await installation.load(NO_WISH);
  assert.equal(card.version, '1.0.0');
  assert.deepEqual(await news, { kind: 'model-updated', version: 'shelf-1.1.0' });
  assert.equal(await load(), 'shelf-1.1.0');
});

test('a newer version that does not work here is refused, and the previous one stays in use', async (t) => {
  serveModels(t, [OLD]);
  await load();
  serveModels(t, [NEW, OLD]);
  const { installation, news } = makeInstallation();
  await installation.load(NO_WISH);
  await news;
  const next = makeInstallation({ broken: [NEW] });
  assert.equal((await next.installation.load(NO_WISH)).card.version, '1.0.0');
  assert.deepEqual(await next.news, { kind: 'model-refused', version: 'shelf-1.1.0' });
  assert.equal((await pointer()).next, null);
});

test('where the current card cannot be read, a model that was in use before serves without a network', async (t) => {
  serveModels(t, [OLD, OTHER]);
  await load();
  await load({ card: OTHER });
  const store = await ModelStore.open();
  await store.remember('pointer.json', {
    ...(await store.pointer()),
    current: { ...OTHER, schemaVersion: 2 },
  });
  serveModels(t, null);
  assert.equal(await load(), 'shelf-1.0.0');
});

test('after a damaged record, intact files are found and not downloaded again', async (t) => {
  serveModels(t, [OLD]);
  await load();
  await (await ModelStore.open()).remember('pointer.json', 'damaged');
  const asked = serveModels(t, [OLD]);
  assert.equal(await load(), 'shelf-1.0.0');
  assert.deepEqual(
    asked.filter((path) => path.includes('/models/')),
    [],
  );
});

test('a replacement worker uses the same model and changes nothing stored', async (t) => {
  serveModels(t, [OLD, OTHER]);
  await load();
  await load({ card: OTHER }); // as another tab would
  serveModels(t, null);
  assert.equal(await load({ card: OLD, isResumed: true }), 'shelf-1.0.0');
  assert.equal((await pointer()).current?.name, 'other');
});

test('a replacement worker uses the stored model if its own is gone', async (t) => {
  serveModels(t, [OLD]);
  await load();
  serveModels(t, [NEW]);
  await load({ card: NEW });
  serveModels(t, null);
  assert.equal(await load({ card: OLD, isResumed: true }), 'shelf-1.1.0');
});

test('a cancelled load does not start another model', async (t) => {
  serveModels(t, [OLD, OTHER]);
  await load();
  const cancelling = new AbortController();
  cancelling.abort();
  const { installation } = makeInstallation();
  await assert.rejects(installation.load({ ...NO_WISH, card: OTHER }, cancelling.signal), {
    name: 'AbortError',
  });
  assert.equal((await pointer()).current?.name, 'shelf');
});

test('what the server’s card says by now of the model in use is known from the next start, without a download', async (t) => {
  serveModels(t, [OLD]);
  await load();
  const told = { ...OLD, certainty: { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 } };
  const asked = serveModels(t, [told]);
  await load();
  while (!(await pointer()).current?.certainty) await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual((await pointer()).current, told);
  assert.ok(asked.every((path) => path.endsWith('api/models')));
});
