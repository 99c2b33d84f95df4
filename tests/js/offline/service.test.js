import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OfflineError } from '../../../static/js/offline/registration.js';
import { OfflineService } from '../../../static/js/offline/service.js';

/** @typedef {import('../../../static/js/offline/registration.js').ShellListeners} ShellListeners */

/** A service whose registrations the test answers. */
function makeService(retry_ms = 5) {
  /** @type {{ listeners: ShellListeners, resolve: (shell: import('../../../static/js/offline/registration.js').Shell) => void, reject: (error: unknown) => void }[]} */
  const registrations = [];
  const service = new OfflineService(
    true,
    (listeners) => {
      return new Promise((resolve, reject) => registrations.push({ listeners, resolve, reject }));
    },
    retry_ms,
  );
  return { service, registrations };
}

const incomplete = new OfflineError('incomplete');

test('the page is kept once every file of it is on this device', () => {
  const { service, registrations } = makeService();
  service.keep();
  assert.equal(service.state.shell, 'pending');
  registrations[0].listeners.onCached();
  assert.equal(service.state.shell, 'kept');
});

test('an update that fails leaves the page that is kept', () => {
  const { service, registrations } = makeService();
  service.keep();
  registrations[0].listeners.onCached();
  registrations[0].listeners.onFailed(incomplete);
  assert.equal(service.state.shell, 'kept');
});

test('what could not be kept is tried again when there is a network, and only then', () => {
  const { service, registrations } = makeService();
  service.keep();
  service.resume();
  assert.equal(registrations.length, 1, 'the first try is still under way');
  registrations[0].listeners.onFailed(incomplete);
  assert.equal(service.state.shell, 'failed');
  service.resume();
  assert.equal(registrations.length, 2);
});

test('what could not be kept is tried again after a while, once for each failure', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { service, registrations } = makeService(1000);
  service.keep();
  registrations[0].listeners.onFailed(incomplete);
  registrations[0].listeners.onFailed(incomplete);
  t.mock.timers.tick(999);
  assert.equal(registrations.length, 1);
  t.mock.timers.tick(1);
  assert.equal(registrations.length, 2);
  registrations[1].listeners.onCached();
  assert.equal(service.state.shell, 'kept');
  t.mock.timers.tick(5000);
  assert.equal(registrations.length, 2);
});

test('a second try that succeeds is seen', () => {
  const { service, registrations } = makeService();
  service.keep();
  registrations[0].listeners.onFailed(incomplete);
  service.resume();
  registrations[1].listeners.onCached();
  assert.equal(service.state.shell, 'kept');
});

test('a browser without service workers is no error: the page works with a network', async () => {
  const { service, registrations } = makeService();
  service.keep();
  registrations[0].reject(new OfflineError('unsupported'));
  await new Promise(setImmediate);
  assert.equal(service.state.shell, 'failed');
  await service.applyUpdate(); // nothing to apply
});

test('a new version waits for the person, and is applied once', async () => {
  const { service, registrations } = makeService();
  let applied = 0;
  service.keep();
  registrations[0].listeners.onUpdateWaiting();
  assert.equal(service.state.updateWaiting, true);
  registrations[0].resolve({
    applyUpdate: async () => {
      applied += 1;
      return false; // another window runs the version before it
    },
  });
  assert.equal(await service.applyUpdate(), false);
  assert.equal(applied, 1);
});
