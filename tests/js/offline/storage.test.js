import assert from 'node:assert/strict';
import { test } from 'node:test';

import { freeBytes, keepStorage } from '../../../static/js/offline/storage.js';

/**
 * @param {object} methods
 * @returns {StorageManager}
 */
const storage = (methods) => /** @type {StorageManager} */ (methods);

test('storage that is kept already is not asked for again', async () => {
  const persist = () => assert.fail('asked again');
  assert.equal(await keepStorage(storage({ persisted: async () => true, persist })), true);
});

test('the answer of the browser is passed on', async () => {
  const persisted = async () => false;
  assert.equal(await keepStorage(storage({ persisted, persist: async () => true })), true);
  assert.equal(await keepStorage(storage({ persisted, persist: async () => false })), false);
});

test('a browser that cannot keep storage has kept none', async () => {
  assert.equal(await keepStorage(storage({})), false);
});

test('free space is what the quota leaves and never negative', async () => {
  const estimate = (/** @type {number} */ quota, /** @type {number} */ usage) =>
    storage({ estimate: async () => ({ quota, usage }) });
  assert.equal(await freeBytes(estimate(1000, 400)), 600);
  assert.equal(await freeBytes(estimate(1000, 1400)), 0);
});

test('free space that nobody knows does not hold a download back', async () => {
  assert.equal(await freeBytes(storage({})), Number.POSITIVE_INFINITY);
  assert.equal(await freeBytes(storage({ estimate: async () => ({}) })), Number.POSITIVE_INFINITY);
});
