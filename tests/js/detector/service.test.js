import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DetectorError } from '../../../static/js/detector/errors.js';
import { DetectorService } from '../../../static/js/detector/service.js';
import { makeCard } from '../models/cards.js';

/**
 * @typedef {import('../../../static/js/detector/service.js').Client} Client
 * @typedef {import('../../../static/js/detector/service.js').DetectorState} DetectorState
 * @typedef {import('../../../static/js/detector/protocol.js').Backend} Backend
 */

const CARD = await makeCard('1.0.0', { 'model.json': '{}' });
const OTHER_CARD = { ...CARD, name: 'other' };
const PICTURE = /** @type {ImageBitmap} */ ({});

/** A client whose loads the test ends. */
class FakeClient {
  /** @type {import('../../../static/js/models/card.js').ModelCard | null} */
  card = null;
  /** @type {Backend | null} */
  backend = null;
  /** @type {{ options: object, succeed: (backend?: Backend) => void, fail: (code: any) => void }[]} */
  loads = [];

  /** @type {Client['load']} */
  load = (options = {}) =>
    new Promise((resolve, reject) => {
      this.loads.push({
        options,
        succeed: (backend = 'wasm') => {
          this.card = options.card ?? CARD;
          this.backend = backend;
          resolve({ card: this.card, backend, offline: true });
        },
        fail: (code) => reject(new DetectorError(code)),
      });
    });

  /** @type {Client['detect']} */
  detect = async () => /** @type {any} */ ({ count: 3 });
  /** @type {Client['remove']} */
  remove = async () => {};
  /** @type {Client['loadEmbedder']} */
  loadEmbedder = async () => {};
  /** @type {Client['embed']} */
  embed = async () => /** @type {any} */ ({});
}

/** @param {'auto' | Backend} [wanted] */
function makeService(wanted = 'auto') {
  const client = new FakeClient();
  /** @type {Parameters<import('../../../static/js/detector/service.js').ServiceOptions['createClient']>[0]} */
  let listeners = { onProgress: () => {}, onNews: () => {} };
  /** @type {DetectorState[]} */
  const states = [];
  /** @type {object[]} */
  const news = [];
  /** @type {unknown[]} */
  const failures = [];
  const service = new DetectorService({
    createClient: (given) => {
      listeners = given;
      return client;
    },
    wantedBackend: () => wanted,
    onChange: (state) => states.push(state),
    onNews: (item) => news.push(item),
    onFailure: (error) => failures.push(error),
  });
  return { client, service, states, news, failures, listeners };
}

test('a load is reported from its start through its progress to the ready model', async () => {
  const { client, service, states, listeners } = makeService();
  const loading = service.load();
  const progress = { phase: /** @type {const} */ ('download'), loaded: 1, total: 2 };
  listeners.onProgress(progress);
  client.loads[0].succeed('webgl');
  await loading;
  assert.deepEqual(
    states.map(({ status, progress }) => [status, progress]),
    [
      ['loading', null],
      ['loading', progress],
      ['ready', null],
    ],
  );
  const { card, backend, kept, problem } = service.state;
  assert.deepEqual(
    { card, backend, kept, problem },
    { card: CARD, backend: 'webgl', kept: true, problem: null },
  );
  assert.deepEqual(client.loads[0].options, { backend: null, card: null });
});

test('the terms of a model are known from the beginning of its download', async () => {
  const { client, service, listeners } = makeService();
  const loading = service.load();
  assert.equal(service.state.licence, null);
  const licence = { weights: 'Research', data: 'Research', commercialUse: false };
  listeners.onProgress({ phase: 'download', loaded: 0, total: 2, licence });
  listeners.onProgress({ phase: 'warmup', backend: 'wasm' });
  assert.equal(service.state.licence, licence);
  client.loads[0].succeed();
  await loading;
  assert.equal(service.state.licence, CARD.licence, 'of the model in use');
});

test('progress of a restart in the middle of a scan leaves the detector ready', async () => {
  const { client, service, listeners } = makeService();
  const loading = service.load();
  client.loads[0].succeed();
  await loading;
  listeners.onProgress({ phase: 'compile', backend: 'wasm' });
  assert.equal(service.state.status, 'ready');
  assert.equal(service.state.progress, null);
});

test('a first load that fails is reported with its code, also to waiting callers', async () => {
  const { client, service, failures } = makeService();
  service.load();
  const waiting = service.whenReady();
  client.loads[0].fail('no-network-no-model');
  await assert.rejects(waiting, { code: 'no-network-no-model' });
  assert.equal(service.state.status, 'failed');
  assert.equal(service.state.problem, 'no-network-no-model');
  assert.equal(failures.length, 1);
});

test('waiting for the detector after a failure makes it try again', async () => {
  const { client, service } = makeService();
  service.load();
  client.loads[0].fail('download-failed');
  await assert.rejects(service.whenReady());
  const waiting = service.whenReady();
  assert.equal(client.loads.length, 2);
  client.loads[1].succeed();
  await waiting;
  assert.equal(service.state.status, 'ready');
});

test('a model that was ready stays in use when another one fails', async () => {
  const { client, service } = makeService();
  service.load();
  client.loads[0].succeed();
  await service.whenReady();
  const using = service.use(OTHER_CARD);
  client.loads[1].fail('no-backend');
  await assert.rejects(using, { code: 'no-backend' });
  await service.whenReady();
  assert.equal(service.state.status, 'ready');
  assert.equal(service.state.card, CARD);
  assert.equal(service.state.kept, true);
});

test('of two loads, the last one decides what is reported', async () => {
  const { client, service, states } = makeService();
  const older = service.load();
  const newer = service.use(OTHER_CARD);
  client.loads[0].succeed();
  await older;
  assert.equal(service.state.status, 'loading');
  client.loads[1].succeed();
  await newer;
  assert.equal(service.state.card, OTHER_CARD);
  assert.equal(states.filter(({ status }) => status === 'ready').length, 1);
});

test('callers that waited for an older load get the result of the last one', async () => {
  const { client, service } = makeService();
  const older = service.load();
  const waiting = service.whenReady();
  service.load();
  client.loads[0].fail('download-failed');
  await assert.rejects(older);
  assert.equal(service.state.status, 'loading');
  client.loads[1].succeed();
  await waiting;
  assert.equal(service.state.status, 'ready');
});

test('a chosen backend that does not work is reported once', async () => {
  const { client, service, news } = makeService('webgpu');
  const loading = service.load();
  client.loads[0].succeed('wasm');
  await loading;
  assert.deepEqual(client.loads[0].options, { backend: 'webgpu', card: null });
  assert.deepEqual(news, [{ kind: 'wanted-backend-failed', backend: 'webgpu' }]);
});

test('news from the client is passed on', async () => {
  const { listeners, news } = makeService();
  listeners.onNews({ kind: 'model-updated', version: 'shelf-1.1.0' });
  assert.deepEqual(news, [{ kind: 'model-updated', version: 'shelf-1.1.0' }]);
});

test('a backend that was replaced while counting a picture is reported', async () => {
  const { client, service } = makeService();
  service.load();
  client.loads[0].succeed('webgl');
  await service.whenReady();
  client.backend = 'wasm';
  await service.detect(PICTURE, { mode: 'live' });
  assert.equal(service.state.backend, 'wasm');
});

test('when the network is back, only a failed download is repeated', async () => {
  const { client, service } = makeService();
  service.load();
  assert.equal(service.resume(), false);
  client.loads[0].fail('no-network-no-model');
  await assert.rejects(service.whenReady());
  assert.equal(service.resume(), true);
  client.loads[1].fail('no-backend');
  await assert.rejects(service.whenReady());
  assert.equal(service.resume(), false);
});
