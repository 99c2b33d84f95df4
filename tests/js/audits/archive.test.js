import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AuditArchive } from '../../../static/js/audits/archive.js';

// No other tab takes part in these tests, and an open channel would keep the process running.
Reflect.deleteProperty(globalThis, 'BroadcastChannel');

test('the photo under review is not purged, even after opening another one failed', async () => {
  const archive = new AuditArchive();
  /** @type {string[][]} */
  const kept = [];
  archive.store.purge = async (_before, keep = []) => {
    kept.push(keep);
  };
  const releaseOpen = await archive.hold('open');
  const releaseOther = await archive.hold('other');
  releaseOther?.();
  await archive.purgeOld();
  releaseOpen?.();
  await archive.purgeOld();
  assert.deepEqual(kept, [['open'], []]);
});

test('a photo that is held cannot be held a second time', async () => {
  const archive = new AuditArchive();
  const release = await archive.hold('photo');
  assert.equal(await archive.hold('photo'), null);
  release?.();
});

test('a photo that was released a moment ago can be held', async () => {
  const archive = new AuditArchive();
  const release = await archive.hold('photo');
  release?.();
  const again = await archive.hold('photo');
  assert.ok(again);
  again();
});

test('a photo that was left before its thumbnail was stored gets another one', async () => {
  const archive = new AuditArchive();
  const photo = new Blob(['photo']);
  const small = new Blob(['small']);
  archive.store.readThumbnail = async () => null;
  archive.store.readPhoto = async (id) => (id === 'here' ? photo : null);
  archive.makeThumbnail = async (given) => (given === photo ? small : given);
  assert.equal(await archive.readThumbnail('here'), small);
  assert.equal(await archive.readThumbnail('elsewhere'), null);
});

test('a photo that cannot be decoded has no thumbnail', async () => {
  const archive = new AuditArchive();
  archive.store.readThumbnail = async () => null;
  archive.store.readPhoto = async () => new Blob(['no picture']);
  archive.makeThumbnail = () => Promise.reject(new Error('no picture'));
  assert.equal(await archive.readThumbnail('here'), null);
});

test('looks that cannot be stored or read are reported, and nobody waits for them', async () => {
  /** @type {unknown[]} */
  const reported = [];
  const archive = new AuditArchive({ report: (error) => reported.push(error) });
  const [full, gone] = [new Error('full'), new Error('gone')];
  archive.store.putLooks = () => Promise.reject(full);
  archive.store.readLooks = () => Promise.reject(gone);
  const looks = { embedder: 'looks-1.0.0:aa', keys: [], values: new ArrayBuffer(0) };
  assert.equal(await archive.keepLooks('photo', looks), false);
  assert.equal(await archive.looksOf('photo'), null);
  assert.deepEqual(reported, [full, gone]);
});
