import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTime } from '../../../static/js/detector/library.js';
import { BackendSelection } from '../../../static/js/detector/selection.js';
import { makeCard } from '../models/cards.js';

/**
 * @typedef {import('../../../static/js/detector/protocol.js').Backend} Backend
 * @typedef {import('../../../static/js/detector/selection.js').Engine} Engine
 */

const CARD = await makeCard('1.0.0', { 'model.json': '{}' });
const FILES = new Map();

/** A device whose backends have set times, fail or are lost; it keeps its storage between starts. */
class Device {
  /** @type {Map<string, unknown>} */
  records = new Map();
  /** @type {Record<string, number>} Milliseconds of a frame. */
  times = { webgpu: 5, webgl: 10, wasm: 50 };
  /** What WebGL takes at least, as a small piece of work tells. */
  leastWebgl = 0;
  /** @type {Set<string>} */
  broken = new Set();
  /** Backends that fail while they are timed. @type {Set<string>} */
  lostInTrial = new Set();
  /** @type {string[]} */
  started = [];
  /** @type {string[]} */
  failed = [];
  today = '2026-11-25';
  disposed = 0;
  isFull = false;

  /** @param {Backend[]} [candidates] */
  constructor(candidates = ['webgl', 'wasm']) {
    this.candidates = candidates;
  }

  /** A start of the page. */
  selection(using = this.engine) {
    this.started = [];
    this.failed = [];
    const store = {
      recall: async (/** @type {string} */ name) => this.records.get(name) ?? null,
      remember: async (/** @type {string} */ name, /** @type {unknown} */ record) => {
        if (this.isFull) throw new Error('no room');
        this.records.set(name, JSON.parse(JSON.stringify(record)));
      },
    };
    const onNews = (/** @type {any} */ { backend }) => this.failed.push(backend);
    const engine = /** @type {Engine} */ (/** @type {unknown} */ (using));
    return new BackendSelection(
      CARD,
      store,
      { onProgress: () => {}, onNews },
      { engine, today: () => this.today },
    );
  }

  get engine() {
    return {
      candidateBackends: async () => this.candidates,
      loadLibrary: async () => ({ setBackend: async () => true }),
      startBackend: async (/** @type {unknown} */ _, /** @type {string} */ backend) =>
        this.started.push(backend),
      startNetwork: async (/** @type {unknown} */ _, /** @type {string} */ backend) => {
        this.started.push(backend);
        if (this.broken.has(backend)) throw new Error(`${backend} is broken`);
        const network = { backend, dispose: () => (this.disposed += 1) };
        return { network, unlessLost: (/** @type {Promise<unknown>} */ work) => work };
      },
      leastWebglTime: () => this.leastWebgl,
      timeNetwork: async (/** @type {{ backend: string }} */ { backend }) => {
        if (this.lostInTrial.has(backend)) throw new Error('lost');
        return this.times[backend];
      },
    };
  }

  /** @param {Backend | null} [wanted] @returns {Promise<string>} The backend in use after another start. */
  async start(wanted = null) {
    return (await this.selection().start(FILES, wanted)).backend;
  }
}

test('the fastest backend is used, and remembered so that the next start tries only this one', async () => {
  const device = new Device();
  device.times = { webgl: 80, wasm: 50 };
  assert.equal(await device.start(), 'wasm');
  assert.deepEqual(device.started, ['wasm', 'webgl']);
  assert.equal(await device.start(), 'wasm');
  assert.deepEqual(device.started, ['wasm']);
});

test('WebGL that is hopelessly slow, whatever its name, is never put through a trial with the network', async () => {
  const device = new Device();
  device.leastWebgl = 80;
  assert.equal(await device.start(), 'wasm');
  assert.deepEqual(device.started, ['wasm']);
  assert.deepEqual(device.failed, []);
  device.leastWebgl = 0;
  assert.equal(await device.start(), 'wasm'); // remembered
  assert.deepEqual(device.started, ['wasm']);
});

test('a GPU that may be as fast as WebAssembly is put through the trial', async () => {
  const device = new Device();
  device.leastWebgl = 70;
  assert.equal(await device.start(), 'webgl');
  assert.deepEqual(device.started, ['wasm', 'webgl']);
});

test('where WebAssembly fails, slow WebGL is tried all the same', async () => {
  const device = new Device();
  device.leastWebgl = 5000;
  device.broken.add('wasm');
  assert.equal(await device.start(), 'webgl');
});

test('of the backends that were tried, only the fastest stays in memory', async () => {
  const device = new Device(['webgpu', 'webgl', 'wasm']);
  device.times = { webgpu: 30, webgl: 10, wasm: 50 };
  assert.equal(await device.start(), 'webgl');
  assert.equal(device.disposed, 2);
});

test('a GPU that fails at one start does not make WASM the fastest for good', async () => {
  const device = new Device();
  device.broken.add('webgl');
  assert.equal(await device.start(), 'wasm');
  assert.deepEqual(device.failed, ['webgl']);
  device.broken.clear();
  device.today = '2026-11-26';
  assert.equal(await device.start(), 'webgl');
});

test('a GPU that is lost in the middle of a scan does not make WASM the fastest for good', async () => {
  const device = new Device();
  const selection = device.selection();
  const running = await selection.start(FILES, null);
  assert.equal(running.backend, 'webgl');
  const next = await selection.replace(running, FILES, new Error('the context was lost'));
  assert.equal(next.backend, 'wasm');
  assert.equal(await device.start(), 'wasm'); // today
  device.today = '2026-11-26';
  assert.equal(await device.start(), 'webgl');
});

test('a GPU that failed today is not tried again at every start of the day', async () => {
  const device = new Device(['webgpu', 'webgl', 'wasm']);
  device.broken.add('webgpu');
  assert.equal(await device.start(), 'webgl');
  assert.equal(await device.start(), 'webgl');
  assert.deepEqual(device.started, ['webgl']);
  assert.deepEqual(device.failed, []);
});

test('a GPU that is lost while it is timed has failed, and the others are still used', async () => {
  const device = new Device();
  device.lostInTrial.add('webgl');
  assert.equal(await device.start(), 'wasm');
  assert.deepEqual(device.failed, ['webgl']);
  assert.equal(device.disposed, 1);
});

test('if all backends have failed today, they are tried again before giving up', async () => {
  const device = new Device();
  device.broken = new Set(['webgl']);
  await device.start();
  device.broken = new Set(['wasm']);
  assert.equal(await device.start(), 'webgl');
});

test('a model that works on no backend is reported with the reason for each', async () => {
  const device = new Device();
  device.broken = new Set(['webgl', 'wasm']);
  await assert.rejects(device.start(), {
    code: 'model-unusable',
    message: /wasm is broken.*webgl is broken/,
  });
  const record = /** @type {any} */ (device.records.get('fastest-backend.json'));
  assert.deepEqual([record.failed, record.trying], [{}, undefined]); // it may be the model's fault
});

test('the chosen backend is used even if another one is faster, and the fastest one if it fails', async () => {
  const device = new Device();
  assert.equal(await device.start('wasm'), 'wasm');
  assert.deepEqual(device.started, ['wasm']);
  device.broken.add('webgl');
  assert.equal(await device.start('webgl'), 'wasm');
  assert.deepEqual(device.failed, ['webgl']);
});

test('a backend whose worker was lost is excluded, even if it was chosen', async () => {
  const device = new Device();
  const selection = device.selection();
  selection.exclude('webgl', 'its worker was lost');
  assert.equal((await selection.start(FILES, 'webgl')).backend, 'wasm');
  assert.deepEqual(device.failed, []); // that the worker was replaced is reported already
});

test('a device without room for the record still starts', async () => {
  const device = new Device();
  device.isFull = true;
  assert.equal(await device.start(), 'webgl');
});

test('records of an earlier version of the page are discarded, and backends measured again', async () => {
  const device = new Device();
  const key = `shelf-1.0.0 ${navigator.userAgent}`;
  device.records.set('fastest-backend.json', { key, backend: 'wasm' });
  assert.equal(await device.start(), 'webgl');
});

test('if there is only one backend, nothing is timed', async () => {
  const device = new Device(['wasm']);
  device.times = {};
  assert.equal(await device.start(), 'wasm');
  assert.equal(device.records.size, 0);
});

test('the backend that will be tried first starts while the files are read', async () => {
  const device = new Device();
  await device.selection().prepare(null);
  assert.deepEqual(device.started, ['wasm']);
  await device.start();
  await device.selection().prepare(null);
  assert.deepEqual(device.started, ['webgl']);
  await device.selection().prepare('wasm');
  assert.deepEqual(device.started, ['wasm']);
});

for (const damaged of [
  { times: 'fast' },
  { times: { wasm: null, webgl: 'x', cuda: 1 } },
  { times: { wasm: -1 }, failed: 7 },
  { times: [5], failed: { wasm: 1 } },
]) {
  test(`a damaged record is dropped and made anew: ${JSON.stringify(damaged)}`, async () => {
    const device = new Device();
    await device.start();
    const record = /** @type {{ key: string }} */ (device.records.get('fastest-backend.json'));
    device.records.set('fastest-backend.json', { key: record.key, ...damaged });
    assert.equal(await device.start(), 'webgl');
    assert.deepEqual(device.records.get('fastest-backend.json'), record);
  });
}

test('a browser is called too old only where it lacks WebAssembly', async () => {
  await assert.rejects(new Device([]).start(), { code: 'no-backend' });
});

test('a GPU over which the browser crashed is not tried again today, which is told once, and is tried another day', async () => {
  const device = new Device();
  const { engine } = device;
  const selection = device.selection({ ...engine, startNetwork: crashOn('webgl', engine.startNetwork) });
  selection.start(FILES, null); // the browser ends in the middle of it
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(await device.start(), 'wasm');
  assert.deepEqual([device.started, device.failed], [['wasm'], ['webgl']]);
  assert.equal(await device.start('webgl'), 'webgl', 'a person may ask for it once it has been told');
  device.today = '2026-11-26';
  assert.equal(await device.start(), 'webgl');
  assert.deepEqual(device.failed, []);
});

/** @param {string} backend @param {any} startNetwork */
const crashOn =
  (backend, startNetwork) =>
  (/** @type {unknown} */ tf, /** @type {string} */ tried, /** @type {any[]} */ ...rest) =>
    tried === backend ? new Promise(() => {}) : startNetwork(tf, tried, ...rest);

test('what a trial marked is gone after it', async () => {
  const device = new Device();
  await device.start();
  assert.equal(
    Reflect.get(/** @type {object} */ (device.records.get('fastest-backend.json')), 'trying'),
    undefined,
  );
});

test('a GPU whose start never ends is given up within 20 s, and WebAssembly is waited for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const never = new Promise(() => {});
  const late = assert.rejects(inTime(never, 'webgl'), /has not started within 20 s/);
  assert.equal(inTime(never, 'wasm'), never);
  t.mock.timers.tick(20_000);
  await late;
  const again = assert.rejects(inTime(never, 'webgl'));
  t.mock.timers.tick(1);
  await again; // what is known to hang is not waited for twice
  assert.equal(await inTime(Promise.resolve(7), 'webgpu'), 7);
});
