import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OfflineError, registerShell } from '../../../static/js/offline/registration.js';

class FakeWorker extends EventTarget {
  state = 'installing';
  /** @type {unknown[]} */
  received = [];
  /** Files that it cannot get. */
  missing = 0;
  /** Other windows that are open. */
  others = 0;

  /** @param {unknown} message @param {MessagePort[]} [ports] */
  postMessage(message, [port] = []) {
    this.received.push(message);
    port?.postMessage({ missing: this.missing, others: this.others });
    port?.close();
  }

  /** @param {string} state */
  become(state) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  /** @type {FakeWorker | null} */
  installing = null;
  /** @type {FakeWorker | null} */
  waiting = null;
  /** @type {FakeWorker | null} */
  active = null;

  findUpdate() {
    this.installing = new FakeWorker();
    this.dispatchEvent(new Event('updatefound'));
    return this.installing;
  }
}

class FakeContainer extends EventTarget {
  registration = new FakeRegistration();
  /** @type {unknown[][]} */
  registered = [];
  #resolveReady = () => {};
  ready = new Promise((resolve) => {
    this.#resolveReady = () => resolve(this.registration);
  });

  /** @param {unknown[]} args */
  async register(...args) {
    this.registered.push(args);
    return this.registration;
  }

  async getRegistration() {
    return this.registration;
  }

  activate() {
    this.#resolveReady();
    return this.ready;
  }
}

/** The worker's answer is here: something was told. @param {string[]} told */
const answered = async (told) => {
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** @param {FakeContainer} container */
async function start(container) {
  /** @type {string[]} */
  const told = [];
  const listeners = {
    onCached: () => told.push('cached'),
    onUpdateWaiting: () => told.push('update waiting'),
    onFailed: (/** @type {OfflineError} */ error) => told.push(`failed: ${error.code}`),
  };
  const reload = () => told.push('reload');
  const fake = /** @type {ServiceWorkerContainer} */ (/** @type {unknown} */ (container));
  return { told, shell: await registerShell(listeners, fake, reload) };
}

test('the worker is registered for the whole site and its script is never taken from the HTTP cache', async () => {
  const container = new FakeContainer();
  await start(container);
  const [[script, options]] = container.registered;
  assert.equal(String(script), new URL('../../../sw.js', import.meta.url).href);
  assert.deepEqual(options, {
    scope: new URL('../../../', import.meta.url).pathname,
    updateViaCache: 'none',
  });
});

test('the page is cached once a worker is active, not before', async () => {
  const container = new FakeContainer();
  const worker = container.registration.findUpdate();
  const { told } = await start(container);
  worker.become('installed');
  await Promise.resolve();
  assert.deepEqual(told, []);
  container.registration.active = worker;
  await container.activate();
  assert.deepEqual(told, [], 'its files may have been evicted');
  await answered(told);
  assert.deepEqual(told, ['cached']);
  assert.deepEqual(worker.received, [{ type: 'REFILL' }]);
});

test('a page whose files were evicted, and could not be got again, is not cached', async () => {
  const container = new FakeContainer();
  container.registration.active = Object.assign(new FakeWorker(), { missing: 33 });
  const { told } = await start(container);
  await container.activate();
  await answered(told);
  assert.deepEqual(told, ['failed: incomplete']);
});

test('a first installation that fails is reported, and is not an update', async () => {
  const container = new FakeContainer();
  const worker = container.registration.findUpdate();
  const { told } = await start(container);
  worker.become('redundant');
  assert.deepEqual(told, ['failed: incomplete']);
});

test('an update found during the visit is reported when complete, and applied only on request', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  const { told, shell } = await start(container);
  const update = container.registration.findUpdate();
  assert.deepEqual(told, []);
  container.registration.waiting = update;
  update.become('installed');
  assert.deepEqual(told, ['update waiting']);
  assert.deepEqual(update.received, []);

  shell.applyUpdate();
  assert.deepEqual(update.received, [{ type: 'SKIP_WAITING' }]);
  assert.deepEqual(told, ['update waiting']);
  container.dispatchEvent(new Event('controllerchange'));
  assert.deepEqual(told, ['update waiting', 'reload']);
});

test('an update that would interrupt another window is not applied, and is applied once that is closed', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  const update = new FakeWorker();
  container.registration.waiting = update;
  const { told, shell } = await start(container);
  update.others = 1;
  assert.equal(await shell.applyUpdate(), false);
  container.dispatchEvent(new Event('controllerchange'));
  assert.deepEqual(told, ['update waiting']);
  update.others = 0;
  assert.equal(await shell.applyUpdate(), true);
  container.dispatchEvent(new Event('controllerchange'));
  assert.deepEqual(told, ['update waiting', 'reload']);
});

test('an update left waiting by an earlier visit is reported at once', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  container.registration.waiting = new FakeWorker();
  const { told } = await start(container);
  assert.deepEqual(told, ['update waiting']);
});

test('an update that a newer one replaces while it waits is no failure', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  const { told } = await start(container);
  const update = container.registration.findUpdate();
  update.become('installed');
  update.become('redundant');
  assert.deepEqual(told, ['update waiting']);
});

test('a list of files that cannot be had leaves the version that is here', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  container.register = () => Promise.reject(new TypeError('A bad HTTP response code (404)'));
  const { told, shell } = await start(container);
  await container.activate();
  await answered(told);
  assert.deepEqual(told, ['cached']);
  shell.applyUpdate();
  assert.deepEqual(told, ['cached', 'reload']);
});

test('another window switching versions does not reload this one', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  const { told } = await start(container);
  container.dispatchEvent(new Event('controllerchange'));
  assert.deepEqual(told, []);
});

test('applying an update that another window has applied already reloads the page', async () => {
  const container = new FakeContainer();
  container.registration.active = new FakeWorker();
  const { told, shell } = await start(container);
  shell.applyUpdate();
  assert.deepEqual(told, ['reload']);
});

test('a browser without service workers is an error with a code', async () => {
  const listeners = { onCached() {}, onUpdateWaiting() {}, onFailed() {} };
  await assert.rejects(
    registerShell(listeners),
    (error) => error instanceof OfflineError && error.code === 'unsupported',
  );
});

test('a refused registration is an error with a code and its cause', async () => {
  const container = new FakeContainer();
  const cause = new TypeError('untrusted certificate');
  container.register = () => Promise.reject(cause);
  await assert.rejects(
    start(container),
    (error) => error instanceof OfflineError && error.code === 'refused' && error.cause === cause,
  );
});
