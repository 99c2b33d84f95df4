import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DetectorHost } from '../../../static/js/detector/host.js';
import { MemoryStorage } from '../models/caches.js';

/** @typedef {import('../../../static/js/detector/protocol.js').Reply} Reply */

/** A host and its next answers, in order. */
function makeHost() {
  /** @type {Reply[]} */
  const replies = [];
  const host = new DetectorHost((reply) => replies.push(reply));
  const answered = async (/** @type {number} */ count) => {
    while (replies.length < count) await new Promise((resolve) => setImmediate(resolve));
    return replies;
  };
  return { host, answered };
}

function makePicture() {
  const picture = { width: 64, height: 64, closed: 0, close: () => (picture.closed += 1) };
  return /** @type {ImageBitmap & { closed: number }} */ (/** @type {unknown} */ (picture));
}

test('a picture that comes before a model is answered, and closed', async () => {
  const { host, answered } = makeHost();
  const picture = makePicture();
  host.handle({ type: 'detect', id: 7, picture, options: { mode: 'live' } });
  const [reply] = await answered(1);
  assert.ok(reply.type === 'failed' && reply.id === 7 && reply.code === 'detection-failed');
  assert.equal(picture.closed, 1);
});

test('requests are answered in order, and a failed one does not stop the next', async () => {
  const { host, answered } = makeHost();
  host.handle({ type: 'load', id: 1, backend: null, card: null, isResumed: false, avoided: null });
  host.handle({ type: 'memory', id: 2 });
  const [first, second] = await answered(2);
  assert.ok(first.type === 'failed' && first.id === 1 && first.code === 'no-network-no-model');
  assert.deepEqual(second, { type: 'memory', id: 2, tensors: 0 });
});

test('an error without a code of its own does not say that the browser is too old', async (t) => {
  const { host, answered } = makeHost();
  const storage = new MemoryStorage();
  const broken = { match: () => Promise.reject(new DOMException('not here', 'InvalidStateError')) };
  t.mock.method(storage, 'open', async () => broken);
  Object.assign(globalThis, { caches: storage });
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
  host.handle({ type: 'load', id: 1, backend: null, card: null, isResumed: false, avoided: null });
  const [reply] = await answered(1);
  assert.ok(reply.type === 'failed' && reply.code === 'start-failed');
});

test('a load that is cancelled before its turn is answered as cancelled', async (t) => {
  Object.assign(globalThis, { caches: new MemoryStorage() });
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
  const stalled = (/** @type {URL} */ _, /** @type {RequestInit} */ { signal }) => {
    signal?.throwIfAborted();
    return new Promise(() => {});
  };
  t.mock.method(globalThis, 'fetch', /** @type {any} */ (stalled));
  const { host, answered } = makeHost();
  host.handle({ type: 'load', id: 1, backend: null, card: null, isResumed: false, avoided: null });
  host.handle({ type: 'cancel', id: 1 });
  const [reply] = await answered(1);
  assert.ok(reply.type === 'failed' && reply.id === 1);
});
