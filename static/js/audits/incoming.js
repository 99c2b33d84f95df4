/**
 * Audits that come from a file. Until the last of its photos is stored, such an audit is in the trash, marked as incoming:
 * nothing that is half here is shown, and an import that was cut off can go on.
 *
 * @typedef {import('./connection.js').Connection} Connection
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ shot: Shot, read: () => Promise<Picture>, onRefused?: () => void }} IncomingShot `onRefused`: there is no room
 *   for this photo; without it the import fails
 */
import { codeOf } from '../toolkit/coded-error.js';
import { PICTURES, putPicture, toStored } from './pictures.js';
import { RECORDS } from './schema.js';
import { remove } from './trash.js';

/** An import takes less. What one that was cut off has left is purged after that. */
const IMPORT_LIMIT_MS = 24 * 3600_000;

/**
 * Imports an audit that is not here yet: all of it, or nothing. Its photos are read one after the other, so that memory
 * holds no more than one.
 *
 * @param {Connection} connection
 * @param {Audit} audit
 * @param {IncomingShot[]} shots
 */
export async function addAudit(connection, audit, shots) {
  const { id } = audit;
  /** @type {Audit} */
  const begun = { ...audit, incoming: true, deleted: Date.now() + IMPORT_LIMIT_MS };
  await connection.write(['audits', 'shots'], async (transaction) => {
    // `add` fails where the id is taken: nothing is ever overwritten.
    await transaction.objectStore('audits').add(begun);
    for (const { shot } of shots) await transaction.objectStore('shots').add(shot);
  });
  try {
    for (const { shot, read, onRefused } of shots) {
      const picture = await read();
      await fillIn(connection, shot.id, picture).catch((error) => {
        if (!onRefused || codeOf(error) !== 'storage-full') throw error;
        if (picture.photo) onRefused();
      });
    }
    await finishImport(connection, id);
  } catch (error) {
    const gone = { audits: [id], shots: shots.map(({ shot }) => shot.id) };
    // Where that fails, too, it stays in the trash, until purged.
    await connection.write(RECORDS, (transaction) => remove(transaction, gone)).catch(() => {});
    throw error;
  }
}

/**
 * @param {Connection} connection
 * @param {string} shotId
 * @param {Picture} picture upright, as all that are exported
 * @returns {Promise<boolean>} false: there is no such shot any more
 */
export async function fillIn(connection, shotId, picture) {
  const files = await toStored(picture);
  return connection.write(['shots', ...PICTURES], async (transaction) => {
    const shots = transaction.objectStore('shots');
    const shot = await shots.get(shotId);
    if (!shot) return false;
    await putPicture(transaction, shotId, files);
    const { turn, ...upright } = shot;
    if (files.photo && turn !== undefined) await shots.put(upright);
    return true;
  });
}

/** @param {Connection} connection @param {string} id of the audit */
export function finishImport(connection, id) {
  return connection.write(['audits'], async (transaction) => {
    const audits = transaction.objectStore('audits');
    const stored = await audits.get(id);
    if (!stored) return;
    const { incoming, ...whole } = stored;
    await audits.put({ ...whole, deleted: null });
  });
}
