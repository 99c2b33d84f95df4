import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Journal } from '../../../static/js/audits/journal.js';
import { WriteQueue } from '../../../static/js/audits/write-queue.js';
import { makeAudit, makeReview, makeShot } from './audits.js';

/** @typedef {import('../../../static/js/audits/record.js').Shot} Shot */

const picture = { photo: new Blob(['photo']), thumbnail: null };

/** A store that a test can make full. */
function makeQueue({ full = false, freed = () => {} } = {}) {
  const disk = {
    full,
    /** @type {Map<string, Shot>} */
    shots: new Map(),
    /** @type {string[]} */
    written: [],
    /** @type {import('../../../static/js/audits/record.js').Picture | null} */
    picture: null,
  };
  const store = {
    saveAudit: async (/** @type {{ id: string }} */ { id }) => {
      if (disk.full) throw new DOMException('no room', 'QuotaExceededError');
      disk.written.push(id);
    },
    saveShot: async (/** @type {Shot} */ shot, /** @type {any} */ newPicture) => {
      await null;
      if (disk.full) throw new DOMException('no room', 'QuotaExceededError');
      disk.written.push(shot.id);
      disk.shots.set(shot.id, shot);
      if (newPicture) disk.picture = newPicture;
      return null;
    },
  };
  /** @type {(string | null)[]} */
  const told = [];
  const queue = new WriteQueue(store, {
    journal: new Journal(),
    makeRoom: async () => freed(),
    onChanged: ({ failure }) => told.push(failure?.code ?? null),
  });
  return { queue, disk, told };
}

test('what was saved is not reported, and does not stay in memory', async () => {
  const { queue, disk, told } = makeQueue();
  assert.equal(await queue.keepShot(makeShot(), picture), true);
  assert.equal(disk.picture?.photo, picture.photo);
  assert.deepEqual(queue.waiting, []);
  assert.deepEqual(told, []);
});

test('on a full device the shot stays in memory with its photo, and is saved once there is room', async () => {
  const { queue, disk, told } = makeQueue({ full: true });
  assert.equal(await queue.keepShot(makeShot(), picture), false);
  assert.equal(queue.failure?.code, 'storage-full');
  assert.equal(queue.waiting[0].picture?.photo, picture.photo);

  const corrected = makeShot({ review: makeReview({ threshold: 0.7 }) });
  assert.equal(await queue.keepShot(corrected, null), false, 'corrected while the device is full');
  disk.full = false;
  assert.equal(await queue.flush(), true);
  assert.equal(disk.shots.get('shot-1'), corrected);
  assert.equal(disk.picture?.photo, picture.photo);
  assert.deepEqual(told, ['storage-full', 'storage-full', null]);
});

test('room is made before a failure is reported', async () => {
  const { queue, disk, told } = makeQueue({
    full: true,
    freed: () => {
      disk.full = false;
    },
  });
  assert.equal(await queue.keepShot(makeShot(), picture), true);
  assert.deepEqual(told, []);
});

test('of several corrections made during a save, the latest is stored', async () => {
  const { queue, disk } = makeQueue();
  const saves = [0.1, 0.2, 0.3].map((threshold) =>
    queue.keepShot(makeShot({ review: makeReview({ threshold }) }), picture),
  );
  await Promise.all(saves);
  assert.equal(disk.shots.get('shot-1')?.review.threshold, 0.3);
  assert.deepEqual(disk.written, ['shot-1', 'shot-1']);
});

test('a thumbnail that arrives while its photo is being saved is stored too', async () => {
  const { queue, disk } = makeQueue();
  const first = queue.keepShot(makeShot(), picture);
  const withThumbnail = { ...picture, thumbnail: new Blob(['thumbnail']) };
  await Promise.all([first, queue.keepShot(makeShot({ auditId: 'audit-1' }), withThumbnail)]);
  assert.equal(disk.picture, withThumbnail);
});

test('an audit is saved before its shots', async () => {
  const { queue, disk } = makeQueue({ full: true });
  await queue.keepShot(makeShot(), picture);
  await queue.keepAudit(makeAudit());
  disk.full = false;
  await queue.flush();
  assert.deepEqual(disk.written, ['audit-1', 'shot-1']);
});

test('what was deleted in the meantime is not saved', async () => {
  const { queue, disk } = makeQueue({ full: true });
  await queue.keepShot(makeShot(), picture);
  queue.forget(['shot-1']);
  assert.equal(queue.failure, null);
  disk.full = false;
  await queue.flush();
  assert.deepEqual(disk.written, []);
});

test('what is kept in the moment in which a save ends is saved too', async () => {
  // The moment is some steps after the save; each of them is tried.
  for (let steps = 0; steps < 12; steps += 1) {
    const { queue, disk } = makeQueue();
    const first = queue.keepAudit(makeAudit());
    for (let step = 0; step < steps; step += 1) await null;
    assert.equal(await queue.keepShot(makeShot(), picture), true, `${steps} steps later`);
    await first;
    assert.deepEqual(disk.written, ['audit-1', 'shot-1']);
  }
});

test('details that were changed twice before they were stored are compared with the first', async () => {
  const { queue, disk } = makeQueue({ full: true });
  const before = { store: 'Corner Shop', place: 'Aisle 4', note: '' };
  await queue.keepAudit(makeAudit({ note: 'one', before }));
  await queue.keepAudit(makeAudit({ note: 'two', before: { ...before, note: 'one' } }));
  assert.deepEqual(queue.waitingAudits, [makeAudit({ note: 'two', before })]);
  disk.full = false;
  await queue.flush();
});

test('what waits for an audit that was deleted elsewhere follows the first photo into the new one', async () => {
  const moved = makeAudit({ id: 'audit-2' });
  /** @type {Shot[]} */
  const saved = [];
  /** @type {string[]} */
  const told = [];
  const store = {
    saveAudit: async () => {},
    saveShot: async (/** @type {Shot} */ shot) => {
      saved.push(shot);
      return shot.auditId === 'audit-1' ? moved : null;
    },
  };
  const queue = new WriteQueue(store, {
    journal: new Journal(),
    makeRoom: async () => {},
    onChanged: () => {},
    onMoved: (from, { id }) => told.push(`${from} ${id}`),
  });
  queue.keepShot(makeShot(), picture);
  await queue.keepShot(makeShot({ id: 'shot-2' }), picture);
  assert.deepEqual(
    saved.map(({ id, auditId }) => [id, auditId]),
    [
      ['shot-1', 'audit-1'],
      ['shot-2', 'audit-2'],
    ],
  );
  assert.deepEqual(told, ['audit-1 audit-2']);
});

test('a thumbnail that comes alone does not push out a photo that waits for room', async () => {
  const { queue, disk } = makeQueue({ full: true });
  await queue.keepShot(makeShot(), picture);
  const thumbnail = new Blob(['thumbnail']);
  await queue.keepShot(makeShot(), { photo: null, thumbnail });
  disk.full = false;
  await queue.flush();
  assert.deepEqual(disk.picture, { photo: picture.photo, thumbnail });
});
