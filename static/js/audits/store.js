/**
 * Audits and their photos on this device, in IndexedDB. Every write is one transaction (an import is several): afterwards
 * all of it is stored, or nothing.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {import('./schema.js').Place} Place
 * @typedef {{ audit: Audit, shots: Shot[] }} AuditWithShots shots in the order in which they were counted
 */
import { countedAt } from '../photo/record.js';
import { codeOf } from '../toolkit/coded-error.js';
import { Connection } from './connection.js';
import { addAudit, fillIn, finishImport } from './incoming.js';
import { changeList, readList, saveList } from './lists.js';
import { putLooks, readLooks } from './looks.js';
import { listPhotos, moveOldPictures, putPicture, readPhoto, readThumbnail, toStored } from './pictures.js';
import { recall, remember } from './place.js';
import { DATABASE, RECORDS } from './schema.js';
import { markDeleted, purge } from './trash.js';
import { auditFor, mergeChanges } from './two-tabs.js';

export class AuditStore {
  #connection;

  /**
   * @param {object} [listeners]
   * @param {() => void} [listeners.onChanged] Another tab has written.
   * @param {() => void} [listeners.onOutdated] Another tab runs a newer version of the page, which changes the
   *   schema; from now on every call here fails with 'storage-outdated'.
   * @param {() => void} [listeners.onCleared] The database was deleted from outside of the page; the next call makes a new one.
   * @param {string} [name] of the database
   */
  constructor({ onChanged = () => {}, onOutdated = () => {}, onCleared = () => {} } = {}, name = DATABASE) {
    this.#connection = new Connection(name, { onChanged, onOutdated, onCleared });
  }

  /**
   * Whether this browser has a database for the page. Some have none in private windows, or where the person has blocked
   * the data of sites. Nothing is written: a browser may know its quota for a while after a write.
   *
   * @returns {Promise<boolean>} true also where only another tab is in the way.
   */
  async canKeep() {
    try {
      await this.#connection.run((database) => database.count('photos'));
      return true;
    } catch (error) {
      return codeOf(error) !== 'storage-failed';
    }
  }

  /**
   * @returns {Promise<AuditWithShots[]>} The newest first, without deleted ones.
   * @throws {import('./errors.js').AuditError} 'storage-failed', 'storage-silent', 'storage-outdated', 'storage-blocked', as
   *   every method.
   */
  list() {
    return this.#connection.run(async (database) => {
      const transaction = database.transaction(['audits', 'shots']);
      const [audits, shots] = await Promise.all([
        transaction.objectStore('audits').getAll(),
        transaction.objectStore('shots').getAll(),
      ]);
      const byAudit = groupByAudit(shots);
      return audits
        .filter(({ deleted }) => deleted === null)
        .sort((a, b) => b.created - a.created)
        .map((audit) => ({ audit, shots: inOrder(byAudit.get(audit.id) ?? []) }));
    });
  }

  /**
   * @param {string} id
   * @returns {Promise<AuditWithShots | null>} null when it is not there, or deleted.
   */
  read(id) {
    return this.#connection.run(async (database) => {
      const transaction = database.transaction(['audits', 'shots']);
      const [audit, shots] = await Promise.all([
        transaction.objectStore('audits').get(id),
        transaction.objectStore('shots').index('auditId').getAll(id),
      ]);
      return audit && audit.deleted === null ? { audit, shots: inOrder(shots) } : null;
    });
  }

  /** @param {string} id @returns {Promise<Shot | null>} null when it is not there, or deleted. */
  readShot(id) {
    return this.#connection.run(async (database) => {
      const shot = await database.get('shots', id);
      return shot && shot.deleted === null ? shot : null;
    });
  }

  /** @param {string} id @returns {Promise<Shot | null>} One that was left without adding it to an audit, until purged. */
  readLeftShot(id) {
    return this.#connection.run(async (database) => {
      const shot = await database.get('shots', id);
      return shot && shot.auditId === null && shot.deleted !== null ? { ...shot, deleted: null } : null;
    });
  }

  /** @param {string} shotId @returns {Promise<Blob | null>} */
  readPhoto(shotId) {
    return this.#connection.run((database) => readPhoto(database, shotId));
  }

  /** @param {string} shotId @returns {Promise<Blob | null>} */
  readThumbnail(shotId) {
    return this.#connection.run((database) => readThumbnail(database, shotId));
  }

  /** @returns {Promise<Shot[]>} Photos of visits that wait to be counted, in the order in which they were taken. */
  listUncounted() {
    return this.#connection.run(async (database) => {
      const transaction = database.transaction(['audits', 'shots']);
      const shots = await transaction.objectStore('shots').index('uncounted').getAll();
      const audits = transaction.objectStore('audits');
      const isThere = await Promise.all(
        shots.map(async ({ auditId, deleted }) => {
          const audit = auditId === null ? undefined : await audits.get(auditId);
          return deleted === null && audit?.deleted === null;
        }),
      );
      return shots.filter((_, index) => isThere[index]);
    });
  }

  /** @returns {Promise<string[]>} ids of the shots whose photo is stored */
  listPhotos() {
    return this.#connection.run(listPhotos);
  }

  /** Moves the pictures of an earlier version to where they are kept now. */
  moveOldPictures() {
    return moveOldPictures(this.#connection);
  }

  /**
   * Stores a new audit, or changes to one. Where another tab has changed it, too, only what this one has changed.
   *
   * @param {Audit} audit `before`: see there; one that was purged meanwhile is not stored again
   * @throws {import('./errors.js').AuditError} 'storage-full' too, as every method that writes.
   */
  saveAudit({ before, ...audit }) {
    return this.#connection.write(['audits'], async (transaction) => {
      const audits = transaction.objectStore('audits');
      const stored = await audits.get(audit.id);
      if (before && !stored) return;
      const changes = before && stored && mergeChanges(audit, before, stored);
      await audits.put({ ...audit, ...changes, deleted: stored?.deleted ?? audit.deleted });
    });
  }

  /**
   * @param {Shot} shot new, corrected, or added to an audit
   * @param {Picture | null} picture null when it is stored already
   * @param {number} now milliseconds since 1970; the time at which its audit has changed
   * @returns {Promise<Audit | null>} The new audit in which it is stored, as another tab has deleted the shot's; else null.
   */
  async saveShot(shot, picture, now) {
    const files = picture && (await toStored(picture));
    return this.#connection.write(RECORDS, async (transaction) => {
      const [audits, shots] = [transaction.objectStore('audits'), transaction.objectStore('shots')];
      const stored = await shots.get(shot.id);
      // A shot that another tab deleted meanwhile stays deleted.
      const { audit, isNew } = await auditFor(shot, stored, audits, now);
      const auditId = audit?.id ?? shot.auditId;
      await shots.put({ ...shot, auditId, deleted: stored?.deleted ?? shot.deleted });
      if (files) await putPicture(transaction, shot.id, files);
      if (audit) await audits.put({ ...audit, changed: now });
      return isNew && audit ? audit : null;
    });
  }

  /**
   * Imports an audit that is not here yet, see `addAudit` in incoming.js.
   *
   * @param {Audit} audit
   * @param {import('./incoming.js').IncomingShot[]} shots
   */
  addAudit(audit, shots) {
    return addAudit(this.#connection, audit, shots);
  }

  /**
   * Stores the picture of a shot that has none.
   *
   * @param {string} shotId
   * @param {Picture} picture upright, as all that are exported
   * @returns {Promise<boolean>} false: there is no such shot any more
   */
  fillIn(shotId, picture) {
    return fillIn(this.#connection, shotId, picture);
  }

  /** @returns {Promise<AuditWithShots[]>} Audits of which an import has stored the counts, and not yet all photos. */
  listCutOff() {
    return this.#connection.run(async (database) => {
      const transaction = database.transaction(['audits', 'shots']);
      const audits = await transaction.objectStore('audits').getAll();
      const ofAudit = transaction.objectStore('shots').index('auditId');
      const cutOff = audits.filter(({ incoming }) => incoming);
      return Promise.all(
        cutOff.map(async (audit) => ({ audit, shots: inOrder(await ofAudit.getAll(audit.id)) })),
      );
    });
  }

  /** Shows an audit whose photos are all here. @param {string} id */
  finishImport(id) {
    return finishImport(this.#connection, id);
  }

  /**
   * @param {'audits' | 'shots'} kind
   * @param {string[]} ids
   * @param {number | null} deleted milliseconds since 1970; null restores
   * @returns {Promise<string[]>} The ids that were found and marked.
   */
  markDeleted(kind, ids, deleted) {
    return markDeleted(this.#connection, kind, ids, deleted);
  }

  /**
   * Removes for good what was deleted before, and photos that were counted before and never added to an audit.
   *
   * @param {number} before milliseconds since 1970
   * @param {string[]} [keep] ids of the photos that this tab holds, for browsers without Web Locks
   */
  purge(before, keep = []) {
    return purge(this.#connection, before, keep);
  }

  /** @param {Place} place */
  remember(place) {
    return remember(this.#connection, place);
  }

  /** @returns {Promise<Place>} */
  recall() {
    return recall(this.#connection);
  }

  /** @param {import('./lists.js').ListName} name @returns {Promise<unknown>} see lists.js; undefined: nothing was kept yet */
  readList(name) {
    return readList(this.#connection, name);
  }

  /** @param {import('./lists.js').ListName} name @param {unknown} content plain JSON */
  saveList(name, content) {
    return saveList(this.#connection, name, content);
  }

  /** @param {import('./lists.js').ListName} name @param {(stored: unknown) => unknown} change see lists.js */
  changeList(name, change) {
    return changeList(this.#connection, name, change);
  }

  /** @param {string} shotId @param {import('./looks.js').Looks} looks @returns {Promise<boolean>} see looks.js */
  putLooks(shotId, looks) {
    return putLooks(this.#connection, shotId, looks);
  }

  /** @param {string} shotId @returns {Promise<import('./looks.js').Looks | null>} null: there are none */
  readLooks(shotId) {
    return readLooks(this.#connection, shotId);
  }

  /** Closes the database; the next call opens it again. */
  close() {
    return this.#connection.close();
  }
}

/** @param {Shot[]} shots */
const inOrder = (shots) =>
  shots
    .filter(({ deleted }) => deleted === null)
    .sort((a, b) => countedAt(a) - countedAt(b) || (a.id < b.id ? -1 : 1));

/** @param {Shot[]} shots */
function groupByAudit(shots) {
  /** @type {Map<string | null, Shot[]>} */
  const groups = new Map();
  for (const shot of shots) {
    const group = groups.get(shot.auditId);
    if (group) group.push(shot);
    else groups.set(shot.auditId, [shot]);
  }
  return groups;
}
