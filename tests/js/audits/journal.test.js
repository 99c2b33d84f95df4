import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { AuditArchive } from '../../../static/js/audits/archive.js';
import { Journal } from '../../../static/js/audits/journal.js';
import { setLocalStorage } from '../storage.js';
import { makeAudit, makeReview, makeShot } from './audits.js';

// No other tab takes part in these tests, and an open channel would keep the process running.
Reflect.deleteProperty(globalThis, 'BroadcastChannel');

/** @typedef {import('../../../static/js/audits/record.js').Shot} Shot */

/** @type {Record<string, string>} */
let disk;
beforeEach(() => {
  disk = setLocalStorage();
});

/**
 * The archive of a page that starts, over a database with these shots.
 * @param {Shot[]} [stored]
 */
function startPage(stored = []) {
  const archive = new AuditArchive();
  /** @type {unknown[]} */
  const saved = [];
  archive.store.readShot = async (id) => stored.find((shot) => shot.id === id && !shot.deleted) ?? null;
  archive.store.readLeftShot = async (id) => stored.find((shot) => shot.id === id) ?? null;
  archive.store.saveShot = async (shot) => {
    saved.push(shot);
    return null;
  };
  archive.store.saveAudit = async (audit) => void saved.push(audit);
  return { archive, saved };
}

test('another page reads what one has kept, until it is forgotten', () => {
  const journal = new Journal();
  journal.keep('shot', makeShot());
  assert.deepEqual(new Journal().idsOf('shot'), ['shot-1']);
  assert.deepEqual(new Journal().take('shot', 'shot-1'), makeShot());
  journal.forget('shot', 'shot-1');
  assert.deepEqual(new Journal().idsOf('shot'), []);
  assert.equal(new Journal().take('shot', 'shot-1'), null);
});

test('what another page has kept since is not removed', () => {
  const [first, second] = [new Journal(), new Journal()];
  first.keep('audit', makeAudit({ note: 'first' }));
  second.keep('audit', makeAudit({ note: 'second' }));
  first.forget('audit', 'audit-1');
  assert.equal(new Journal().take('audit', 'audit-1')?.note, 'second');
});

test('where a newer record has no room, an older one does not come back', () => {
  disk = setLocalStorage({ hasRoomFor: (text) => text.length < 500 });
  const journal = new Journal();
  journal.keep('audit', makeAudit({ note: 'short' }));
  journal.keep('audit', makeAudit({ note: 'long '.repeat(200) }));
  assert.deepEqual(disk, {});
  journal.forget('audit', 'audit-1');
});

test('what a page of version 3 of the database has not stored is stored by this one', async () => {
  localStorage.setItem('shelfscan.unsaved.3.audit.audit-1', JSON.stringify(makeAudit({ note: 'typed' })));
  const { archive, saved } = startPage();
  archive.recoverAudits();
  await archive.queue.flush();
  assert.deepEqual(saved, [makeAudit({ note: 'typed' })]);
});

test('an audit and a correction that were not stored are stored at the next start', async () => {
  const corrected = makeShot({ review: makeReview({ threshold: 0.7 }) });
  const before = new Journal();
  before.keep('audit', makeAudit({ note: 'typed' }));
  before.keep('shot', corrected);
  const { archive, saved } = startPage([makeShot()]);
  archive.recoverAudits();
  assert.equal(archive.queue.waitingAudits[0]?.note, 'typed', 'shown before it is stored');
  assert.equal(await archive.recoverShots(), true);
  assert.deepEqual(saved, [makeAudit({ note: 'typed' }), corrected]);
  assert.deepEqual(disk, {});
});

test('whoever opens a photo gets its last correction', async () => {
  const corrected = makeShot({ review: makeReview({ threshold: 0.7 }) });
  new Journal().keep('shot', corrected);
  const { archive, saved } = startPage([makeShot()]);
  const release = await archive.hold('shot-1');
  assert.deepEqual(saved, [corrected]);
  release?.();
});

test('what another tab has open is left to that tab', async () => {
  const other = startPage([makeShot()]);
  const release = await other.archive.hold('shot-1');
  new Journal().keep('shot', makeShot());
  const { archive, saved } = startPage([makeShot()]);
  await archive.recoverShots();
  assert.deepEqual(saved, []);
  assert.equal(Object.keys(disk).length, 1);
  release?.();
});

test('a photo that was never stored, or was purged, does not come back without its picture', async () => {
  new Journal().keep('shot', makeShot());
  const { archive, saved } = startPage([]);
  await archive.recoverShots();
  assert.deepEqual(saved, []);
  assert.deepEqual(disk, {});
});

test('on a full device a correction stays until it is stored', async () => {
  const { archive } = startPage([makeShot()]);
  archive.store.saveShot = async () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  archive.store.purge = async () => {};
  await archive.keep(makeShot({ review: makeReview({ threshold: 0.7 }) }), null);
  assert.deepEqual(new Journal().idsOf('shot'), ['shot-1']);
  const next = startPage([makeShot()]);
  await next.archive.recoverShots();
  assert.equal(next.saved.length, 1);
  assert.deepEqual(disk, {});
  archive.queue.forget(['shot-1']); // ends its next attempt
});

test('damaged records are removed', async () => {
  new Journal().keep('shot', makeShot());
  new Journal().keep('audit', makeAudit());
  for (const key of Object.keys(disk)) disk[key] = '{"id": ';
  const { archive, saved } = startPage([makeShot()]);
  archive.recoverAudits();
  await archive.recoverShots();
  assert.deepEqual(saved, []);
  assert.deepEqual(disk, {});
});

test('nothing fails where the browser has no such storage', async () => {
  Reflect.deleteProperty(globalThis, 'localStorage');
  const { archive, saved } = startPage([makeShot()]);
  archive.recoverAudits();
  assert.equal(await archive.keep(makeShot(), null), true);
  assert.equal(await archive.recoverShots(), false);
  assert.equal(saved.length, 1);
});
