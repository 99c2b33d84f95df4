import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Keeper } from '../../../static/js/audits/keeper.js';
import { makeAudit, makeReview, makeShot } from './audits.js';

/** @typedef {import('../../../static/js/audits/record.js').Shot} Shot */

const picture = { photo: new Blob(['photo']), thumbnail: null };

/** A store that holds as much as a test lets it. */
function makeKeeper({ full = false, freed = () => {} } = {}) {
  const disk = {
    full,
    /** @type {Map<string, Shot>} */
    shots: new Map(),
    /** @type {string[]} */
    written: [],
    /** @type {unknown} */
    photo: null,
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
      if (newPicture) disk.photo = newPicture.photo;
    },
  };
  /** @type {(string | null)[]} */
  const told = [];
  const keeper = new Keeper(store, {
    makeRoom: async () => freed(),
    onChanged: ({ failure }) => told.push(failure?.code ?? null),
  });
  return { keeper, disk, told };
}

test('what is saved is not told, and does not stay in memory', async () => {
  const { keeper, disk, told } = makeKeeper();
  assert.equal(await keeper.keepShot(makeShot(), picture), true);
  assert.equal(disk.photo, picture.photo);
  assert.deepEqual(keeper.waiting, []);
  assert.deepEqual(told, []);
});

test('on a full device the shot stays in memory with its photo, and is saved once there is room', async () => {
  const { keeper, disk, told } = makeKeeper({ full: true });
  assert.equal(await keeper.keepShot(makeShot(), picture), false);
  assert.equal(keeper.failure?.code, 'storage-full');
  assert.equal(keeper.waiting[0].picture?.photo, picture.photo);

  const corrected = makeShot({ review: makeReview({ threshold: 0.7 }) });
  assert.equal(await keeper.keepShot(corrected, null), false, 'corrected while the device is full');
  disk.full = false;
  assert.equal(await keeper.flush(), true);
  assert.equal(disk.shots.get('shot-1'), corrected);
  assert.equal(disk.photo, picture.photo);
  assert.deepEqual(told, ['storage-full', 'storage-full', null]);
});

test('room is made before the person is told', async () => {
  const { keeper, disk, told } = makeKeeper({
    full: true,
    freed: () => {
      disk.full = false;
    },
  });
  assert.equal(await keeper.keepShot(makeShot(), picture), true);
  assert.deepEqual(told, []);
});

test('of corrections that come while one is saved, the newest is stored', async () => {
  const { keeper, disk } = makeKeeper();
  const saves = [0.1, 0.2, 0.3].map((threshold) =>
    keeper.keepShot(makeShot({ review: makeReview({ threshold }) }), picture),
  );
  await Promise.all(saves);
  assert.equal(disk.shots.get('shot-1')?.review.threshold, 0.3);
  assert.deepEqual(disk.written, ['shot-1', 'shot-1']);
});

test('an audit is saved before its shots', async () => {
  const { keeper, disk } = makeKeeper({ full: true });
  await keeper.keepShot(makeShot(), picture);
  await keeper.keepAudit(makeAudit());
  disk.full = false;
  await keeper.flush();
  assert.deepEqual(disk.written, ['audit-1', 'shot-1']);
});

test('what was deleted meanwhile is not saved any more', async () => {
  const { keeper, disk } = makeKeeper({ full: true });
  await keeper.keepShot(makeShot(), picture);
  keeper.forget(['shot-1']);
  assert.equal(keeper.failure, null);
  disk.full = false;
  await keeper.flush();
  assert.deepEqual(disk.written, []);
});
