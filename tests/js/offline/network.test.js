import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DETECTOR_LOADING, lacksNetwork } from '../../../static/js/detector/service.js';
import { isOfflineReady, missesNetwork, watchNetwork } from '../../../static/js/offline/network.js';

/** @typedef {import('../../../static/js/detector/service.js').DetectorState} DetectorState */
/** @typedef {import('../../../static/js/offline/service.js').OfflineState} OfflineState */

/** @type {OfflineState} */
const kept = {
  shell: 'kept',
  keepsWork: true,
  isOnline: false,
  isChangedOnTheWay: false,
  needsSignIn: false,
  updateWaiting: false,
};
/** @type {OfflineState} */
const notKept = { ...kept, shell: 'pending' };
/** @type {DetectorState} */
const downloading = { ...DETECTOR_LOADING, progress: { phase: 'download', loaded: 1, total: 2 } };
/** @type {DetectorState} */
const ready = { ...DETECTOR_LOADING, status: 'ready', kept: true };
const looks = { kept: true };
/** @param {DetectorState['problem']} problem @returns {DetectorState} */
const failed = (problem) => ({ ...DETECTOR_LOADING, status: 'failed', problem });

test('"Ready to work offline" needs the page, the detector and what tells products apart on this device', () => {
  assert.equal(isOfflineReady(kept, ready, looks), true);
  assert.equal(isOfflineReady(notKept, ready, looks), false, 'page not kept');
  assert.equal(isOfflineReady(kept, { ...ready, kept: false }, looks), false, 'detector not kept');
  assert.equal(isOfflineReady(kept, DETECTOR_LOADING, looks), false, 'detector not ready');
  assert.equal(isOfflineReady(kept, ready, { kept: false }), false, 'embedder not kept');
  assert.equal(isOfflineReady(kept, ready, { kept: null }), false, 'not known whether the server has one');
});

test('"Ready to work offline" is not said where counts are not stored, or before that is known', () => {
  assert.equal(isOfflineReady({ ...kept, keepsWork: false }, ready, looks), false);
  assert.equal(isOfflineReady({ ...kept, keepsWork: null }, ready, looks), false);
  assert.equal(missesNetwork({ ...kept, keepsWork: false }, ready), null, 'the page starts all the same');
});

test('with a network nothing is missing, even if it is not downloaded yet', () => {
  for (const detector of [downloading, ready, failed('download-failed'), DETECTOR_LOADING]) {
    assert.equal(missesNetwork({ ...notKept, isOnline: true }, detector), null);
  }
});

test('without a network the detector is missing while it is being downloaded, or if that failed', () => {
  for (const detector of [downloading, failed('download-failed'), failed('no-network-no-model')]) {
    assert.equal(missesNetwork(kept, detector), 'detector');
  }
});

test('a detector that is on this device starts without a network, and one that cannot run needs none', () => {
  for (const detector of [DETECTOR_LOADING, failed('no-backend'), failed('storage-full')]) {
    assert.equal(missesNetwork(kept, detector), null);
  }
});

test('without a network, a page or detector that is not stored is reported as missing', () => {
  assert.equal(missesNetwork(kept, ready), null);
  assert.equal(missesNetwork(notKept, ready), 'page');
  assert.equal(missesNetwork(kept, { ...ready, kept: false }), 'page');
});

test('only what failed for lack of a network is fetched again', () => {
  assert.equal(lacksNetwork(failed('download-failed')), true);
  assert.equal(lacksNetwork(failed('model-damaged')), false);
  assert.equal(lacksNetwork(downloading), false);
});

function network({ isReady = true, resumes = false } = {}) {
  const events = new EventTarget();
  const page = { isReady, resumes, time: 0, reports: /** @type {unknown[]} */ ([]), resumed: 0 };
  watchNetwork(
    {
      onChange: (isOnline) => page.reports.push(isOnline),
      resume: () => {
        page.resumed += 1;
        return page.resumes;
      },
      isReady: () => page.isReady,
      notify: (news) => page.reports.push(news),
      now: () => page.time,
    },
    events,
  );
  const become = (/** @type {'online' | 'offline'} */ state) => events.dispatchEvent(new Event(state));
  return { page, become };
}

test('when everything is ready, the loss and the return of the network are notified', () => {
  const { page, become } = network();
  become('offline');
  become('online');
  assert.deepEqual(page.reports, [false, 'gone', true, 'back']);
});

test('a network that comes and goes is notified only from time to time', () => {
  const { page, become } = network();
  for (let i = 0; i < 3; i += 1) {
    become('offline');
    become('online');
    page.time += 60_000;
  }
  assert.deepEqual(
    page.reports.filter((report) => typeof report === 'string'),
    ['gone', 'back'],
  );
  page.time += 10 * 60_000;
  become('offline');
  assert.equal(page.reports.at(-1), 'gone');
});

test('when something is missing, no notice claims otherwise, and it resumes as soon as there is a network', () => {
  const { page, become } = network({ isReady: false, resumes: true });
  become('offline');
  assert.deepEqual(page.reports, [false]);
  assert.equal(page.resumed, 0);
  become('online');
  assert.equal(page.resumed, 1);
  assert.deepEqual(page.reports, [false, true, 'resumed']);
});
