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
 * @param {object} [options]
 * @param {ModelCard[]} [options.broken] models that work on no backend
 * @param {(card: ModelCard) => boolean} [options.isBroken] whether a model works on none
 * @param {(progress: Progress) => void} [options.onProgress]
 */
function makeInstallation({ broken = [], isBroken = () => false, onProgress = () => {} } = {}) {
  /** @type {any} */
  let running = null;
  const runner = {
    get running() {
      return running;
    },
    run: async (/** @type {ModelCard} */ card, /** @type {Promise<unknown>} */ reading) => {
      await reading;
      if (isBroken(card) || broken.some(({ version }) => version === card.version))
        throw new DetectorError('model-unusable');
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

test('a newest model that does not work leaves the first visit with the next one, and is not tried again', async (t) => {
  serveModels(t, [NEW, OLD]);
  const { installation, news } = makeInstallation({ broken: [NEW] });
  assert.equal((await installation.load(NO_WISH)).card.version, '1.0.0');
  assert.deepEqual(await news, { kind: 'model-refused', version: 'shelf-1.1.0' });
  assert.equal((await pointer()).refused.length, 1);
});

test('where no model works, none is refused: it may be the device’s fault', async (t) => {
  serveModels(t, [NEW, OLD]);
  await assert.rejects(load({}, { broken: [NEW, OLD] }), { code: 'model-unusable' });
  assert.deepEqual((await pointer()).refused, []);
  assert.equal(await load(), 'shelf-1.1.0');
});

test('a newest model whose files are damaged on the server leaves the first visit with the next one', async (t) => {
  serveModels(t, [{ ...NEW, files: OTHER.files }, OLD]);
  assert.equal(await load(), 'shelf-1.0.0');
  assert.deepEqual((await pointer()).refused, []);
});

test('a stored model that does not work any more is replaced by one that does', async (t) => {
  serveModels(t, [OLD, OTHER]);
  await load();
  assert.equal(await load({}, { broken: [OLD] }), 'other-2.0.0');
  assert.equal((await pointer()).current?.name, 'other');
});

test('a record whose card is wrong in what only a run shows is made anew from the server’s', async (t) => {
  serveModels(t, [OLD]);
  await load();
  const wrong = { ...OLD, output: { ...OLD.output, name: 'renamed' } };
  await (await ModelStore.open()).remember('pointer.json', { ...(await pointer()), current: wrong });
  const { installation } = makeInstallation({ isBroken: ({ output }) => output.name === 'renamed' });
  assert.deepEqual((await installation.load(NO_WISH)).card, OLD);
  assert.deepEqual((await pointer()).current, OLD);
});

test('a model that does not work is named as the reason, and not the network, where there is no other', async (t) => {
  serveModels(t, [OLD]);
  await load();
  serveModels(t, null);
  await assert.rejects(load({}, { broken: [OLD] }), { code: 'model-unusable' });
});

for (const status of [404, 500, 503]) {
  test(`a list of models that the server answers with ${status} is not called a missing network, and a stored model goes on`, async (t) => {
    const refuse = () =>
      t.mock.method(globalThis, 'fetch', async () => new Response('Internal Server Error', { status }));
    refuse();
    await assert.rejects(load(), { code: 'server-failed' });
    serveModels(t, [OLD]);
    await load();
    refuse();
    assert.equal(await load(), 'shelf-1.0.0');
  });
}

test('a stored model goes on when somebody asks to sign in, and this is told', async (t) => {
  serveModels(t, [OLD]);
  await load();
  t.mock.method(globalThis, 'fetch', async () => new Response('', { status: 401 }));
  const { installation, news } = makeInstallation();
  assert.equal((await installation.load(NO_WISH)).card.version, '1.0.0');
  assert.deepEqual(await news, { kind: 'sign-in-needed' });
});

test('where the browser keeps nothing, a model counts, and is said to need a network', async (t) => {
  const refusing = { open: () => Promise.reject(new DOMException('insecure', 'SecurityError')) };
  Object.assign(globalThis, { caches: refusing });
  serveModels(t, [OLD]);
  const { card, offline } = await makeInstallation().installation.load(NO_WISH);
  assert.deepEqual([card.version, offline], ['1.0.0', false]);
});
