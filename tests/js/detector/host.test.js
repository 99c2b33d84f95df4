import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DetectorHost } from '../../../static/js/detector/host.js';
import { MemoryStorage } from '../models/caches.js';

/** @typedef {import('../../../static/js/detector/protocol.js').Reply} Reply */

/**
 * A host and its next answers, in order.
 *
 * @param {ConstructorParameters<typeof DetectorHost>[1]} [embedder]
 */
function makeHost(embedder) {
  /** @type {Reply[]} */
  const replies = [];
  const host = new DetectorHost((reply) => replies.push(reply), embedder);
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

/** An embedder that makes of each box a vector of its left edge, and notes what it was asked. */
function makeEmbedder() {
  /** @type {number[]} */
  const slices = [];
  return {
    slices,
    load: async () => {},
    embed: async (/** @type {ImageBitmap} */ _, /** @type {(number[] | Float64Array)[]} */ boxes) => {
      slices.push(boxes.length);
      if (boxes.some(([left]) => left === 99)) throw new Error('out of memory');
      return { values: Float32Array.from(boxes, ([left]) => left), crop_ms: 1, network_ms: 2 };
    },
  };
}

/** @param {number} count */
const boxesOf = (count) => Float64Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? i / 4 : 1));

test('facings are embedded in slices, and what is asked meanwhile is answered between them', async () => {
  const embedder = makeEmbedder();
  const { host, answered } = makeHost(embedder);
  const picture = makePicture();
  host.handle({ type: 'embed', id: 1, picture, boxes: boxesOf(40) });
  host.handle({ type: 'memory', id: 2 });
  const [first, second] = await answered(2);
  assert.deepEqual(first, { type: 'memory', id: 2, tensors: 0 });
  assert.ok(second.type === 'vectors' && second.id === 1);
  assert.deepEqual(
    [...second.vectors.values],
    Array.from({ length: 40 }, (_, i) => i),
  );
  assert.deepEqual(embedder.slices, [16, 16, 8]);
  assert.deepEqual([second.vectors.timing.slices, second.vectors.timing.network_ms], [3, 6]);
  assert.equal(picture.closed, 1);
});

test('a picture without boxes has no vectors, and is closed', async () => {
  const { host, answered } = makeHost(makeEmbedder());
  const picture = makePicture();
  host.handle({ type: 'embed', id: 1, picture, boxes: boxesOf(0) });
  const [reply] = await answered(1);
  assert.ok(reply.type === 'vectors' && reply.vectors.values.length === 0);
  assert.equal(picture.closed, 1);
});

test('where the embedder fails on a slice, the picture is closed and whoever asked is told', async () => {
  const { host, answered } = makeHost(makeEmbedder());
  const picture = makePicture();
  host.handle({ type: 'embed', id: 1, picture, boxes: boxesOf(120) });
  const [reply] = await answered(1);
  assert.ok(reply.type === 'failed' && reply.id === 1 && reply.code === 'embedding-failed');
  assert.equal(picture.closed, 1);
});

test('without an embedder it says that none is loaded', async () => {
  const { host, answered } = makeHost();
  host.handle({ type: 'embed', id: 1, picture: makePicture(), boxes: boxesOf(1) });
  const [reply] = await answered(1);
  assert.ok(reply.type === 'failed' && reply.code === 'embedding-failed');
});
