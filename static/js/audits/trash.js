/**
 * What was deleted. Deleting only marks a record, so that it can be undone; purging removes it for good.
 *
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 */
import { countedAt } from '../photo/record.js';
import { holdShot } from './lock.js';
import { deletePicture } from './pictures.js';
import { RECORDS } from './schema.js';

/**
 * @param {Connection} connection
 * @param {'audits' | 'shots'} kind
 * @param {string[]} ids those that are not stored are left out
 * @param {number | null} deleted milliseconds since 1970; null restores
 * @returns {Promise<string[]>} The ids that were found and marked.
 */
export function markDeleted(connection, kind, ids, deleted) {
  return connection.write([kind], async (transaction) => {
    const store = transaction.objectStore(kind);
    const found = [];
    for (const id of ids) {
      const record = await store.get(id);
      if (!record) continue;
      await store.put(/** @type {any} one of the two */ ({ ...record, deleted }));
      found.push(id);
    }
    return found;
  });
}

/**
 * Removes for good what was deleted before a time, and photos that were counted before it and never added to an audit.
 * A photo that any tab has under review stays, and so does its audit with all of its photos.
 *
 * @param {Connection} connection
 * @param {number} before milliseconds since 1970
 * @param {string[]} keep ids of the photos that this tab holds, for browsers without Web Locks
 */
export async function purge(connection, before, keep) {
  const candidates = await connection.run(async (database) => {
    const [audits, shots] = await Promise.all([database.getAll('audits'), database.getAll('shots')]);
    return expired(audits, shots, before, ({ id }) => !keep.includes(id)).shots;
  });
  // Held until all is deleted, so that no tab can open a photo that is about to go.
  const releases = new Map();
  for (const id of candidates) releases.set(id, await holdShot(id));
  try {
    await connection.write(RECORDS, async (transaction) => {
      const [audits, shots] = [transaction.objectStore('audits'), transaction.objectStore('shots')];
      // Read again: what was restored meanwhile is no candidate any more.
      const isFree = (/** @type {Shot} */ { id }) => Boolean(releases.get(id));
      const gone = expired(await audits.getAll(), await shots.getAll(), before, isFree);
      await remove(transaction, gone);
    });
  } finally {
    for (const release of releases.values()) release?.();
  }
}

/**
 * @param {import('idb').IDBPTransaction<import('./schema.js').Schema, any[], 'readwrite'>} transaction on all records
 * @param {{ audits: string[], shots: string[] }} gone ids of what is removed for good, with all that belongs to it
 */
export async function remove(transaction, { audits, shots }) {
  for (const id of audits) await transaction.objectStore('audits').delete(id);
  for (const id of shots) {
    await transaction.objectStore('shots').delete(id);
    await deletePicture(transaction, id);
    await transaction.objectStore('looks').delete(id);
  }
}

/**
 * @param {Audit[]} audits all that are stored
 * @param {Shot[]} shots all that are stored
 * @param {number} before milliseconds since 1970
 * @param {(shot: Shot) => boolean} isFree whether nobody has it under review
 * @returns {{ audits: string[], shots: string[] }} ids of what can be removed for good
 */
function expired(audits, shots, before, isFree) {
  const isPast = (/** @type {number | null} */ deleted) => deleted !== null && deleted < before;
  const open = new Set(shots.filter((shot) => !isFree(shot)).map(({ auditId }) => auditId));
  const gone = new Set(
    audits.filter(({ id, deleted }) => isPast(deleted) && !open.has(id)).map(({ id }) => id),
  );
  const goes = (/** @type {Shot} */ shot) =>
    isPast(shot.deleted) || (shot.auditId === null ? countedAt(shot) < before : gone.has(shot.auditId));
  return {
    audits: [...gone],
    shots: shots.filter((shot) => isFree(shot) && goes(shot)).map(({ id }) => id),
  };
}
