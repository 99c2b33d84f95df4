import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fetchVerified } from '../../../static/js/models/download.js';
import { makeCard } from './cards.js';

const URL_OF_FILE = new URL('https://shop.test/models/shelf-1.0.0/model.json');
const [FILE] = (await makeCard('1.0.0', { 'model.json': '{}' })).files;

/** A connection that delivers nothing, and ends when it is aborted. @param {import('node:test').TestContext} t */
function stallFetch(t) {
  const stalled = (/** @type {URL} */ _, /** @type {RequestInit} */ { signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  t.mock.method(globalThis, 'fetch', /** @type {any} */ (stalled));
}

test('a stalled connection is a failed download', async (t) => {
  stallFetch(t);
  await assert.rejects(fetchVerified(URL_OF_FILE, FILE, { onLoaded: () => {}, stall_ms: 5 }), {
    code: 'download-failed',
  });
});

test('a download that a person has cancelled is no failure', async (t) => {
  stallFetch(t);
  const cancelling = new AbortController();
  const download = fetchVerified(URL_OF_FILE, FILE, { onLoaded: () => {}, signal: cancelling.signal });
  cancelling.abort();
  await assert.rejects(download, { name: 'AbortError' });
});
