import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lacksDetector, missesNetwork, watchNetwork } from '../../../static/js/offline/network.js';
import { initialState, modelLoading } from '../../../static/js/shell/state.js';

/** @typedef {import('../../../static/js/shell/state.js').State} State */

/** @type {State} */
const downloading = {
  ...initialState,
  shell: 'kept',
  model: { ...modelLoading, progress: { phase: 'download', loaded: 1, total: 2 } },
};
/** @type {State} */
const ready = { ...initialState, shell: 'kept', model: { ...modelLoading, status: 'ready', kept: true } };
/** @param {string} problem @returns {State} */
const failed = (problem) => ({ ...ready, model: { ...modelLoading, status: 'failed', problem } });

test('with a network nothing is missing, whatever is still to come', () => {
  for (const state of [downloading, ready, failed('download-failed'), initialState]) {
    assert.equal(missesNetwork({ ...state, isOnline: true }), null);
  }
});

test('without one it is the detector that is missing while it is fetched, or could not be', () => {
  for (const state of [downloading, failed('download-failed'), failed('no-network-no-model')]) {
    assert.equal(missesNetwork({ ...state, isOnline: false }), 'detector');
  }
});

test('a detector that is on this device starts without a network, and one that cannot run needs none', () => {
  const warming = { ...downloading, model: { ...modelLoading, progress: null } };
  for (const state of [warming, failed('no-backend'), failed('storage-full')]) {
    assert.equal(missesNetwork({ ...state, isOnline: false }), null);
  }
});

test('a page that is not kept as a whole, or a detector that is not, is told without a network', () => {
  assert.equal(missesNetwork({ ...ready, isOnline: false }), null);
  assert.equal(missesNetwork({ ...ready, shell: 'pending', isOnline: false }), 'page');
  const notKept = { ...ready, model: { ...ready.model, kept: false } };
  assert.equal(missesNetwork({ ...notKept, isOnline: false }), 'page');
});

test('only what failed for lack of a network is fetched anew', () => {
  assert.equal(lacksDetector(failed('download-failed')), true);
  assert.equal(lacksDetector(failed('model-damaged')), false);
  assert.equal(lacksDetector(downloading), false);
});

function network({ isReady = true, resumes = false } = {}) {
  const events = new EventTarget();
  const page = { isReady, resumes, time: 0, told: /** @type {unknown[]} */ ([]), resumed: 0 };
  watchNetwork(
    {
      onChange: (isOnline) => page.told.push(isOnline),
      resume: () => {
        page.resumed += 1;
        return page.resumes;
      },
      isReady: () => page.isReady,
      tell: (word) => page.told.push(word),
      now: () => page.time,
    },
    events,
  );
  const become = (/** @type {'online' | 'offline'} */ state) => events.dispatchEvent(new Event(state));
  return { page, become };
}

test('when all is ready, the network is said to be gone, and back', () => {
  const { page, become } = network();
  become('offline');
  become('online');
  assert.deepEqual(page.told, [false, 'gone', true, 'back']);
});

test('a network that comes and goes all the time is told once in a while', () => {
  const { page, become } = network();
  for (let i = 0; i < 3; i += 1) {
    become('offline');
    become('online');
    page.time += 60_000;
  }
  assert.deepEqual(
    page.told.filter((word) => typeof word === 'string'),
    ['gone', 'back'],
  );
  page.time += 10 * 60_000;
  become('offline');
  assert.equal(page.told.at(-1), 'gone');
});

test('when something is missing, nothing is promised, and it goes on as soon as there is a network', () => {
  const { page, become } = network({ isReady: false, resumes: true });
  become('offline');
  assert.deepEqual(page.told, [false]);
  assert.equal(page.resumed, 0);
  become('online');
  assert.equal(page.resumed, 1);
  assert.deepEqual(page.told, [false, true, 'resumed']);
});
