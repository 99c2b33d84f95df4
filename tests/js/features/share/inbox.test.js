import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearShared, takeShared } from '../../../../static/js/features/share/inbox.js';
import { MemoryStorage } from '../../models/caches.js';

const OURS = new URL('../../../../share', import.meta.url);
const THEIRS = new URL('https://shop.test/other/share');

/** @param {import('node:test').TestContext} t */
async function makeInbox(t) {
  const storage = new MemoryStorage();
  Object.assign(globalThis, { caches: storage });
  t.after(() => Reflect.deleteProperty(globalThis, 'caches'));
  const inbox = await storage.open('shelfscan-shared');
  for (const url of [OURS, THEIRS]) await inbox.put(url, new Response('photo'));
  return inbox;
}

test('a photo that was shared is taken out once', async (t) => {
  await makeInbox(t);
  assert.equal(await (await takeShared())?.file.text(), 'photo');
  assert.equal(await takeShared(), null);
});

test('clearing leaves the photo of another instance under the same origin', async (t) => {
  const inbox = await makeInbox(t);
  await clearShared();
  assert.deepEqual(Array.from(inbox.entries.keys()), [THEIRS.href]);
});

test('without caches there is nothing shared, and nothing to clear', async () => {
  assert.equal(await takeShared(), null);
  await clearShared();
});
