/** What can happen to a download: the old model stays in use, whole files are kept, and the next try goes on from there. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Installation } from '../../../static/js/detector/installation.js';
import { ModelStore } from '../../../static/js/models/store.js';
import { MemoryStorage } from './caches.js';
import { makeCard } from './cards.js';

const OLD_FILES = { 'model.json': '{}', 'a.bin': 'old first', 'b.bin': 'old second' };
const NEW_FILES = { 'model.json': '{}', 'a.bin': 'new first', 'b.bin': 'new second' };
const [OLD, NEW] = [await makeCard('1.0.0', OLD_FILES), await makeCard('1.1.0', NEW_FILES)];
const NO_WISH = { backend: null, card: null, isResumed: false, avoided: null };
const SECOND = NEW_FILES['b.bin'];
const PAGE = { headers: { 'Content-Type': 'text/html; charset=utf-8' } };

/** A body that breaks off. */
const cut = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('new'));
      controller.error(new TypeError('network error'));
    },
  });

/** What is answered for the second shard, and the code of the failure. @type {[what: string, answer: () => Response, code: string][]} */
const FAULTS = [
  ['answered with 404', () => new Response('', { status: 404 }), 'download-failed'],
  ['answered with 500', () => new Response('', { status: 500 }), 'download-failed'],
  ['cut in the middle', () => new Response(cut()), 'download-failed'],
  ['truncated', () => new Response(SECOND.slice(0, -1)), 'model-damaged'],
  ['empty', () => new Response(''), 'model-damaged'],
  ['longer by what somebody added', () => new Response(`${SECOND}<script>`), 'model-damaged'],
  ['with one byte flipped', () => new Response(SECOND.replace('s', 'r')), 'model-damaged'],
  ['of another model, changed on the server meanwhile', () => new Response('newer second'), 'model-damaged'],
  ['answered with the page of a network', () => new Response('<html>', PAGE), 'sign-in-needed'],
  ['answered with 401', () => new Response('', { status: 401 }), 'sign-in-needed'],
];

/** @param {import('node:test').TestContext} t @param {typeof OLD[]} models @param {(() => Response) | null} fault */
function serve(t, models, fault = null) {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {URL} */ { pathname }) => {
    if (pathname.endsWith('api/models')) return Response.json({ models });
    const [folder, name] = pathname.split('/').slice(-2);
    asked.push(`${folder}/${name}`);
    if (fault && `${folder}/${name}` === 'shelf-1.1.0/b.bin') return fault();
    return new Response(Reflect.get(folder === 'shelf-1.1.0' ? NEW_FILES : OLD_FILES, name));
  };
  t.mock.method(globalThis, 'fetch', /** @type {any} */ (fetch));
  return asked;
}

/** Starts the page's detector; `executed` are the files that were given to the network. */
function start() {
  /** @type {any} */
  let running = null;
  /** @type {Map<string, ArrayBuffer>[]} */
  const executed = [];
  const runner = {
    get running() {
      return running;
    },
    run: async (/** @type {typeof OLD} */ card, /** @type {Promise<Map<string, ArrayBuffer>>} */ reading) => {
      executed.push(await reading);
      running = { backend: 'wasm', network: { card } };
    },
  };
  /** @type {(news: { kind: string }) => void} */
  let hear = () => {};
  const news = new Promise((resolve) => {
    hear = resolve;
  });
  const installation = new Installation(/** @type {any} */ (runner), {
    onProgress: () => {},
    onNews: (one) => hear(one),
  });
  return { load: async () => (await installation.load(NO_WISH)).card.version, executed, news };
}

beforeEach(() => {
  Object.assign(globalThis, { caches: new MemoryStorage() });
});

for (const [what, fault, code] of FAULTS) {
  test(`a shard ${what}: at the first visit nothing runs, and trying again gets it alone`, async (t) => {
    serve(t, [NEW], fault);
    const first = start();
    await assert.rejects(first.load(), { code });
    assert.deepEqual(first.executed, []);
    const asked = serve(t, [NEW]);
    const again = start();
    assert.equal(await again.load(), '1.1.0');
    assert.deepEqual(asked, ['shelf-1.1.0/b.bin']);
    assert.equal(new TextDecoder().decode(again.executed[0].get('b.bin')), SECOND);
  });

  test(`a shard ${what}: the model before stays in use until the newer one is whole`, async (t) => {
    serve(t, [OLD]);
    await start().load();
    const asked = serve(t, [NEW, OLD], fault);
    const visit = start();
    assert.equal(await visit.load(), '1.0.0');
    while (!asked.includes('shelf-1.1.0/b.bin')) await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { current, next, refused } = await (await ModelStore.open()).pointer();
    assert.deepEqual([current?.version, next, refused], ['1.0.0', null, []]);
    const later = serve(t, [NEW, OLD]);
    const retry = start();
    assert.equal(await retry.load(), '1.0.0');
    assert.deepEqual(await retry.news, { kind: 'model-updated', version: 'shelf-1.1.0' });
    assert.deepEqual(later, ['shelf-1.1.0/b.bin']);
    assert.equal(await start().load(), '1.1.0');
  });
}
