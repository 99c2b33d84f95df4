import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AuditArchive } from '../../../static/js/audits/archive.js';

// Of another tab nothing is heard here, and a channel would keep the process running.
Reflect.deleteProperty(globalThis, 'BroadcastChannel');

test('the photo under review is kept from a purge, also after another could not be opened', async () => {
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
