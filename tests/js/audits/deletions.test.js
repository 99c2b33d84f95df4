import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { Deletions } from '../../../static/js/audits/deletions.js';
import { AuditError } from '../../../static/js/audits/errors.js';
import { Journal } from '../../../static/js/audits/journal.js';
import { WriteQueue } from '../../../static/js/audits/write-queue.js';
import { makeAudit, makeShot } from './audits.js';

/** @typedef {import('../../../static/js/audits/record.js').Shot} Shot */

const picture = { photo: new Blob(['photo']), thumbnail: null };

/** Storage with one audit and one shot. A test can make it full. */
function makeDisk() {
  const disk = {
    full: false,
    /** @type {Map<string, number | null>} when the record of this id was deleted */
    records: new Map([
      ['audit-1', null],
      ['shot-1', null],
    ]),
    /** @type {(string | null)[]} */
    pictures: ['shot-1'],
  };
  const refuseIfFull = () => {
    if (disk.full) throw new AuditError('storage-full');
  };
  const store = {
    saveAudit: async (/** @type {{ id: string }} */ { id }) => {
      refuseIfFull();
      disk.records.set(id, disk.records.get(id) ?? null);
    },
    saveShot: async (/** @type {Shot} */ { id }, /** @type {any} */ newPicture) => {
      refuseIfFull();
      disk.records.set(id, disk.records.get(id) ?? null);
      if (newPicture) disk.pictures.push(id);
      return null;
    },
    markDeleted: async (
      /** @type {any} */ _,
      /** @type {string[]} */ ids,
      /** @type {number | null} */ deleted,
    ) => {
      refuseIfFull();
      const found = ids.filter((id) => disk.records.has(id));
      for (const id of found) disk.records.set(id, deleted);
      return found;
    },
    purge: async (/** @type {number} */ before) => {
      for (const [id, deleted] of disk.records)
        if (deleted !== null && deleted < before) disk.records.delete(id);
    },
  };
  const queue = new WriteQueue(store, {
    journal: new Journal(),
    makeRoom: () => deletions.makeRoom([]),
    onChanged: () => {},
  });
  let ended = 0;
  const deletions = new Deletions(store, queue, () => {
    ended += 1;
  });
  return { disk, queue, deletions, ended: () => ended };
}

/** @param {() => Promise<void>} work */
async function withClock(work) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  try {
    await work();
  } finally {
    mock.timers.reset();
  }
}

test('on a full device, no room is made by purging what can still be restored', () =>
  withClock(async () => {
    const { disk, queue, deletions } = makeDisk();
    await deletions.delete('shots', ['shot-1']);
    mock.timers.tick(19_000);
    disk.full = true;
    await queue.keepShot(makeShot({ id: 'shot-2' }), picture);
    disk.full = false;
    assert.equal(await deletions.undo(), 'restored');
    assert.equal(disk.records.get('shot-1'), null);
    queue.forget(['shot-2']);
  }));

test('once Undo is no longer offered, what was deleted is purged to make room', () =>
  withClock(async () => {
    const { disk, queue, deletions, ended } = makeDisk();
    await deletions.delete('shots', ['shot-1']);
    mock.timers.tick(26_000);
    assert.equal(ended(), 1);
    disk.full = true;
    await queue.keepShot(makeShot({ id: 'shot-2' }), picture);
    assert.equal(disk.records.has('shot-1'), false);
    assert.equal(await deletions.undo(), null);
    queue.forget(['shot-2']);
  }));

test('a request for room on a full device purges everything deleted, and Undo is withdrawn', () =>
  withClock(async () => {
    const { disk, deletions, ended } = makeDisk();
    await deletions.delete('audits', ['audit-1']);
    mock.timers.tick(1);
    await deletions.makeAllRoom([]);
    assert.equal(ended(), 1);
    assert.equal(disk.records.has('audit-1'), false);
    assert.equal(await deletions.undo(), null);
  }));

test('what another tab purged meanwhile is not reported as restored', () =>
  withClock(async () => {
    const { disk, deletions } = makeDisk();
    await deletions.delete('shots', ['shot-1']);
    disk.records.delete('shot-1');
    assert.equal(await deletions.undo(), 'photo-gone');
    await deletions.delete('audits', ['audit-1']);
    disk.records.delete('audit-1');
    assert.equal(await deletions.undo(), 'audit-gone');
  }));

test('an undo that fails on a full device is still offered, and works when there is room', () =>
  withClock(async () => {
    const { disk, deletions, ended } = makeDisk();
    await deletions.delete('shots', ['shot-1']);
    disk.full = true;
    await assert.rejects(deletions.undo(), { code: 'storage-full' });
    assert.equal(ended(), 0);
    disk.full = false;
    assert.equal(await deletions.undo(), 'restored');
    assert.equal(disk.records.get('shot-1'), null);
    assert.equal(ended(), 1);
  }));

test('a photo that was only in memory comes back with its picture', () =>
  withClock(async () => {
    const { disk, queue, deletions } = makeDisk();
    disk.full = true;
    await queue.keepShot(makeShot({ id: 'shot-2' }), picture);
    disk.full = false;
    await deletions.delete('shots', ['shot-2']);
    assert.deepEqual(queue.waiting, []);
    assert.equal(await deletions.undo(), 'restored');
    await queue.flush();
    assert.deepEqual(disk.pictures, ['shot-1', 'shot-2']);
  }));

test('a photo that was only in memory stays there when it cannot be deleted', () =>
  withClock(async () => {
    const { disk, queue, deletions } = makeDisk();
    disk.full = true;
    await queue.keepShot(makeShot({ id: 'shot-2' }), picture);
    await assert.rejects(deletions.delete('shots', ['shot-2']), { code: 'storage-full' });
    assert.equal(queue.waitingShot('shot-2')?.picture, picture);
    assert.equal(await deletions.undo(), null, 'nothing was deleted');
    await queue.flush();
    queue.forget(['shot-2']);
  }));

test('an audit that was only in memory stays deleted, with its photos, until it is brought back', () =>
  withClock(async () => {
    const { disk, queue, deletions } = makeDisk();
    disk.full = true;
    await queue.keepAudit(makeAudit({ id: 'audit-2' }));
    await queue.keepShot(makeShot({ id: 'shot-2', auditId: 'audit-2' }), picture);
    disk.full = false;
    await deletions.delete('audits', ['audit-2']);
    await queue.flush();
    assert.equal(disk.records.has('audit-2'), false);
    assert.equal(await deletions.undo(), 'restored');
    await queue.flush();
    assert.equal(disk.records.get('audit-2'), null);
    assert.deepEqual(disk.pictures, ['shot-1', 'shot-2']);
  }));
