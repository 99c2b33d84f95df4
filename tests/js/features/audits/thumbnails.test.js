import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { ThumbnailUrls } from '../../../../static/js/features/audits/thumbnails.js';

const read = async () => new Blob(['thumbnail']);

/** @param {(revoked: string[]) => Promise<void>} work */
async function watchRevoked(work) {
  /** @type {string[]} */
  const revoked = [];
  const watch = mock.method(URL, 'revokeObjectURL', (/** @type {string} */ url) => revoked.push(url));
  try {
    await work(revoked);
  } finally {
    watch.mock.restore();
  }
}

test('two views that request the same thumbnail at once get the same URL', async () => {
  const urls = new ThumbnailUrls();
  const [first, second] = await Promise.all([urls.get('shot-1', read), urls.get('shot-1', read)]);
  assert.equal(first, second);
  assert.equal(await urls.get('shot-1', read), first);
});

test('a URL that is no longer shown is revoked', () =>
  watchRevoked(async (revoked) => {
    const urls = new ThumbnailUrls();
    const [shown, gone] = [await urls.get('shown', read), await urls.get('gone', read)];
    urls.keepOnly([shown, gone]);
    urls.keepOnly([shown]);
    assert.deepEqual(revoked, [gone]);
    assert.notEqual(await urls.get('gone', read), gone);
  }));

test('a URL for a page that is about to be shown is not revoked by the page that is still shown', () =>
  watchRevoked(async (revoked) => {
    const urls = new ThumbnailUrls();
    const next = await urls.get('next', read);
    urls.keepOnly([]);
    assert.deepEqual(revoked, []);
    urls.keepOnly([next]);
    assert.deepEqual(revoked, []);
  }));
