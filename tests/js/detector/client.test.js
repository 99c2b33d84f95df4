import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DetectorClient } from '../../../static/js/detector/client.js';
import { makeCard } from '../models/cards.js';

/**
 * @typedef {import('../../../static/js/detector/protocol.js').Request} Request
 * @typedef {import('../../../static/js/detector/protocol.js').Reply} Reply
 * @typedef {import('../../../static/js/detector/line.js').LineListeners} LineListeners
 */

const CARD = await makeCard('1.0.0', { 'model.json': '{}' });

/** A worker that answers at once, except to requests that the test mutes. */
class FakeWorker {
  /** @type {any[]} */
  asked = [];
  isClosed = false;

  /**
   * @param {LineListeners} listeners
   * @param {Set<string>} mute Types of requests that are not answered.
   */
  constructor(listeners, mute) {
    this.listeners = listeners;
    this.mute = mute;
  }

  /** @param {Request} request */
  send = (request) => {
    this.asked.push(request);
    if (!this.mute.has(request.type)) queueMicrotask(() => this.answer(request));
  };

  close = () => {
    this.isClosed = true;
  };

  /** @param {Request} [request] */
  answer(request = this.asked.at(-1)) {
    const { id, type } = /** @type {Request} */ (request);
    if (type === 'load') {
      this.reply({ type: 'ready', id, ready: { card: CARD, backend: 'wasm', offline: true } });
    } else if (type === 'load-embedder') {
      this.reply({ type: 'embedder-ready', id });
    } else if (type === 'embed') {
      this.reply({ type: 'vectors', id, vectors: /** @type {any} */ ({ values: Float32Array.of(1) }) });
    } else if (type === 'detect') {
      this.reply({
        type: 'detections',
        id,
        detections: /** @type {any} */ ({ count: 3, backend: 'wasm', timing: {} }),
      });
    }
  }

  /** @param {Reply} reply */
  reply(reply) {
    if (!this.isClosed) this.listeners.onReply(reply);
  }

  /** @returns {string[]} */
  get types() {
    return this.asked.map(({ type }) => type);
  }
}

function makeClient() {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** Types of requests that no worker answers. @type {Set<string>} */
  const mute = new Set();
  /** @type {{ kind: string }[]} */
  const news = [];
  const open = async (/** @type {LineListeners} */ listeners) => {
    const worker = new FakeWorker(listeners, mute);
    workers.push(worker);
    return worker;
  };
  const client = new DetectorClient({ onNews: (item) => news.push(item) }, { open });
  return { client, workers, mute, news };
}

function makePicture() {
  const picture = { closed: 0, close: () => (picture.closed += 1) };
  return /** @type {ImageBitmap & { closed: number }} */ (/** @type {unknown} */ (picture));
}

/** Waits until all pending tasks that need no timer have run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** @param {DetectorClient} client @param {'live' | 'photo'} [mode] */
const detect = (client, mode = 'live') => client.detect(makePicture(), { mode });

test('a worker that ends while it detects is replaced, and the next picture finds the model loaded again', async () => {
  const { client, workers, mute, news } = makeClient();
  await client.load({ backend: 'wasm' });
  await detect(client);
  mute.add('detect');
  const picture = makePicture();
  const detecting = client.detect(picture, { mode: 'live' });
  await settle();
  workers[0].listeners.onLost('out of memory');
  await assert.rejects(detecting, { code: 'worker-lost' });
  assert.ok(picture.closed > 0);
  assert.equal(workers[0].isClosed, true);
  mute.clear();
  assert.equal((await detect(client)).count, 3);
  const [load] = workers[1].asked;
  assert.deepEqual(workers[1].types, ['load', 'detect']);
  assert.deepEqual([load.backend, load.card, load.isResumed], ['wasm', CARD, true]);
  assert.deepEqual(news, [{ kind: 'worker-replaced', reason: 'out of memory' }]);
});

test('a worker that does not answer a picture in time is replaced', async (t) => {
  const { client, workers, mute, news } = makeClient();
  await client.load();
  await detect(client);
  mute.add('detect');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const rejected = assert.rejects(detect(client), { code: 'worker-lost' });
  await settle();
  t.mock.timers.tick(29_000);
  assert.equal(workers[0].isClosed, false);
  t.mock.timers.tick(1000);
  await rejected;
  assert.equal(workers[0].isClosed, true);
  assert.equal(news.length, 1);
});

test('a first picture of its kind, which compiles, may take as long as a load', async (t) => {
  const { client, workers, mute } = makeClient();
  await client.load();
  await detect(client);
  mute.add('detect');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const detecting = detect(client, 'photo');
  await settle();
  t.mock.timers.tick(119_000);
  workers[0].answer();
  assert.equal((await detecting).count, 3);
});

test('each report of progress restarts the time limit of a load', async (t) => {
  const { client, workers, mute } = makeClient();
  mute.add('load');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const loading = client.load();
  await settle();
  for (let loaded = 1; loaded < 5; loaded += 1) {
    t.mock.timers.tick(119_000);
    workers[0].reply({ type: 'progress', progress: { phase: 'download', loaded, total: 5 } });
  }
  workers[0].answer();
  assert.equal((await loading).card, CARD);
  assert.equal(workers.length, 1);
});

test('a load whose worker is lost is repeated once, without the backend that was being tried', async () => {
  const { client, workers, mute } = makeClient();
  mute.add('load');
  const loading = client.load();
  await settle();
  workers[0].reply({ type: 'progress', progress: { phase: 'compile', backend: 'webgpu' } });
  mute.clear();
  workers[0].listeners.onLost('the driver has crashed');
  assert.equal((await loading).card, CARD);
  const [again] = workers[1].asked;
  assert.deepEqual([again.type, again.avoided, again.isResumed], ['load', 'webgpu', false]);
});

test('a load that loses two workers has failed', async () => {
  const { client, workers, mute, news } = makeClient();
  mute.add('load');
  const rejected = assert.rejects(client.load(), { code: 'start-failed' });
  await settle();
  workers[0].listeners.onLost('first');
  await settle();
  workers[1].listeners.onLost('second');
  await rejected;
  assert.equal(news.length, 1);
});

test('WebAssembly is never excluded', async () => {
  const { client, workers } = makeClient();
  await client.load();
  workers[0].listeners.onLost('out of memory');
  await detect(client);
  assert.equal(workers[1].asked[0].avoided, null);
});

test('if one worker after another is lost, counting has failed, which is reported once', async () => {
  const { client, workers, mute, news } = makeClient();
  await client.load();
  mute.add('detect');
  for (const [i, code] of ['worker-lost', 'detection-failed', 'detection-failed'].entries()) {
    const rejected = assert.rejects(detect(client), { code });
    await settle();
    workers[i].listeners.onLost('always the same');
    await rejected;
  }
  assert.equal(news.length, 1);
});

test('after a picture was counted, a lost worker is treated as a single failure again', async () => {
  const { client, workers, mute, news } = makeClient();
  await client.load();
  for (const i of [0, 1]) {
    mute.add('detect');
    const rejected = assert.rejects(detect(client), { code: 'worker-lost' });
    await settle();
    workers[i].listeners.onLost('now and then');
    await rejected;
    mute.clear();
    await detect(client);
  }
  assert.equal(news.length, 2);
});

test('messages of a replaced worker are ignored', async () => {
  const { client, workers } = makeClient();
  await client.load();
  workers[0].listeners.onLost('first');
  await detect(client);
  workers[0].listeners.onLost('late');
  assert.equal(workers[1].isClosed, false);
  assert.equal(workers.length, 2);
});

test('a picture is closed when there is no worker to give it to', async () => {
  const picture = makePicture();
  const open = () => Promise.reject(new Error('no worker'));
  const client = new DetectorClient({}, { open });
  await assert.rejects(client.detect(picture, { mode: 'live' }));
  assert.equal(picture.closed, 1);
});

test('a picture is closed when it cannot be sent, and nothing waits for its answer', async (t) => {
  const { client, workers } = makeClient();
  await client.load();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { send } = workers[0];
  workers[0].send = () => {
    throw new DOMException('cannot be cloned', 'DataCloneError');
  };
  const picture = makePicture();
  await assert.rejects(client.detect(picture, { mode: 'live' }), { name: 'DataCloneError' });
  assert.equal(picture.closed, 1);
  t.mock.timers.tick(1_000_000);
  workers[0].send = send;
  assert.equal((await detect(client)).count, 3);
  assert.equal(workers.length, 1);
});

test('a picture is closed if the detector was disposed', async () => {
  const { client } = makeClient();
  await client.load();
  client.dispose();
  const picture = makePicture();
  await assert.rejects(client.detect(picture, { mode: 'live' }), { name: 'AbortError' });
  assert.equal(picture.closed, 1);
});

test('several pictures after a loss wait for one and the same load', async () => {
  const { client, workers } = makeClient();
  await client.load();
  workers[0].listeners.onLost('ended');
  const found = await Promise.all([detect(client), detect(client), detect(client)]);
  assert.equal(found.length, 3);
  assert.deepEqual(workers[1].types, ['load', 'detect', 'detect', 'detect']);
});

test('a load that a person cancels is cancelled in the worker', async () => {
  const { client, workers, mute } = makeClient();
  mute.add('load');
  const cancelling = new AbortController();
  const rejected = assert.rejects(client.load({ signal: cancelling.signal }), { name: 'AbortError' });
  await settle();
  cancelling.abort();
  const [load] = workers[0].asked;
  workers[0].reply({ type: 'failed', id: load.id, code: 'start-failed', message: 'aborted' });
  await rejected;
  assert.deepEqual(workers[0].types, ['load', 'cancel']);
});

/** @type {import('../../../static/js/detector/protocol.js').Embedder} */
const EMBEDDER = {
  card: {
    input: { name: 'crops', range: [0, 1], height: 8, width: 8 },
    crop: { margin: 0 },
    output: { name: 'vectors', dimensions: 1 },
  },
  files: new Map(),
};

test('the worker that takes the place of a lost one gets the embedder again, when it is wanted', async () => {
  const { client, workers, mute } = makeClient();
  await client.load();
  await client.loadEmbedder(EMBEDDER);
  await client.embed(makePicture(), new Float64Array(4));
  assert.deepEqual(workers[0].types, ['load', 'load-embedder', 'embed']);
  mute.add('embed');
  const picture = makePicture();
  const rejected = assert.rejects(client.embed(picture, new Float64Array(4)), { code: 'worker-lost' });
  await settle();
  workers[0].listeners.onLost('out of memory');
  await rejected;
  assert.ok(picture.closed > 0);
  mute.clear();
  await detect(client);
  assert.deepEqual(workers[1].types, ['load', 'detect'], 'counting waits for no embedder');
  assert.equal((await client.embed(makePicture(), new Float64Array(4))).values.length, 1);
  assert.deepEqual(workers[1].types, ['load', 'detect', 'load-embedder', 'embed']);
  assert.equal(workers[1].asked[2].embedder, EMBEDDER);
});

test('an embedder that does not work leaves the one before in its place', async () => {
  const { client, workers, mute } = makeClient();
  await client.load();
  await client.loadEmbedder(EMBEDDER);
  mute.add('load-embedder');
  const rejected = assert.rejects(client.loadEmbedder({ ...EMBEDDER }), { code: 'model-unusable' });
  await settle();
  const { id } = workers[0].asked.at(-1);
  workers[0].reply({ type: 'failed', id, code: 'model-unusable', message: 'a known answer is off' });
  await rejected;
  mute.clear();
  workers[0].listeners.onLost('first');
  await client.embed(makePicture(), new Float64Array(4));
  assert.equal(workers[1].asked[1].embedder, EMBEDDER);
});
