/**
 * Audits on this device, in IndexedDB. A write is one transaction: all of it is there afterwards, or nothing. Deleting
 * only marks a record, so that it can be undone; `purge` removes for good.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ audit: Audit, shots: Shot[] }} AuditWithShots shots in the order in which they were taken
 * @typedef {{ auditId: string | null, shotId: string | null, inAudit: boolean, time: number }} Place where the
 *   person is: the audit that photos are added to, the photo under review, whether the audit's own page is open, and
 *   since when, milliseconds since 1970
 *
 * @typedef {import('idb').DBSchema & {
 *   audits: { key: string, value: Audit },
 *   shots: { key: string, value: Shot, indexes: { auditId: string } },
 *   pictures: { key: string, value: Picture & { id: string } },
 *   place: { key: string, value: Place },
 * }} Schema
 * @typedef {import('idb').IDBPDatabase<Schema>} Database
 */
import { openDB } from '../../vendor/idb.js';
import { AuditError, storageError } from './errors.js';

export const DATABASE = 'shelfscan-audits';
const CHANNEL = 'shelfscan-audits';
const HERE = 'here';
const ALL = /** @type {const} */ (['audits', 'shots', 'pictures']);

/**
 * The schema's history: a step is never changed once it was published, only followed by another.
 * @type {((database: Database) => void)[]}
 */
const UPGRADES = [
  (database) => {
    database.createObjectStore('audits', { keyPath: 'id' });
    // A shot of no audit yet has null there, which is no key, so the index holds only shots of audits.
    database.createObjectStore('shots', { keyPath: 'id' }).createIndex('auditId', 'auditId');
    // Apart from the shots: a correction is written many times, its photo once.
    database.createObjectStore('pictures', { keyPath: 'id' });
    database.createObjectStore('place');
  },
];

export class AuditStore {
  /** @type {Promise<Database> | null} */
  #database = null;
  #outdated = false;
  #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);

  /**
   * @param {object} [listeners]
   * @param {() => void} [listeners.onChanged] Another tab has written.
   * @param {() => void} [listeners.onOutdated] Another tab runs a newer version of the page, which changes the
   *   schema; from now on every call here fails with 'storage-outdated'.
   * @param {string} [name]
   */
  constructor({ onChanged = () => {}, onOutdated = () => {} } = {}, name = DATABASE) {
    this.onOutdated = onOutdated;
    this.name = name;
    this.#channel?.addEventListener('message', onChanged);
  }

  /**
   * @returns {Promise<AuditWithShots[]>} The newest first, without deleted ones.
   * @throws {AuditError} 'storage-failed', 'storage-outdated', as every method here.
   */
  list() {
    return this.#run(async (database) => {
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
    return this.#run(async (database) => {
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
    return this.#run(async (database) => {
      const shot = await database.get('shots', id);
      return shot && shot.deleted === null ? shot : null;
    });
  }

  /** @param {string} id @returns {Promise<Shot | null>} One that was left without adding it to an audit, until purged. */
  readLeftShot(id) {
    return this.#run(async (database) => {
      const shot = await database.get('shots', id);
      return shot && shot.auditId === null && shot.deleted !== null ? { ...shot, deleted: null } : null;
    });
  }

  /** @param {string} shotId @returns {Promise<Picture>} Its blobs are handles: nothing is read before it is used. */
  readPicture(shotId) {
    return this.#run(
      async (database) => (await database.get('pictures', shotId)) ?? { photo: null, thumbnail: null },
    );
  }

  /**
   * @param {Audit} audit new, or with other details
   * @throws {AuditError} 'storage-full' too, as every method that writes.
   */
  saveAudit(audit) {
    return this.#write(['audits'], async (transaction) => {
      const stored = await transaction.objectStore('audits').get(audit.id);
      await transaction.objectStore('audits').put({ ...audit, deleted: stored?.deleted ?? audit.deleted });
    });
  }

  /**
   * @param {Shot} shot new, corrected, or added to an audit
   * @param {Picture | null} picture null when it is stored already
   * @param {number} now milliseconds since 1970; its audit has changed then
   */
  saveShot(shot, picture, now) {
    return this.#write(ALL, async (transaction) => {
      const [audits, shots] = [transaction.objectStore('audits'), transaction.objectStore('shots')];
      const stored = await shots.get(shot.id);
      // What another tab did to the record meanwhile stays: this is about the shot's content and its audit.
      await shots.put({ ...shot, deleted: stored?.deleted ?? shot.deleted });
      if (picture) await transaction.objectStore('pictures').put({ id: shot.id, ...picture });
      const audit = shot.auditId === null ? undefined : await audits.get(shot.auditId);
      if (audit) await audits.put({ ...audit, changed: now });
    });
  }

  /**
   * Imports an audit that is not here yet, in one step.
   *
   * @param {Audit} audit
   * @param {{ shot: Shot, picture: Picture }[]} shots
   */
  addAudit(audit, shots) {
    return this.#write(ALL, async (transaction) => {
      // `add` fails where there is one already: nothing is ever overwritten.
      await transaction.objectStore('audits').add(audit);
      for (const { shot, picture } of shots) {
        await transaction.objectStore('shots').add(shot);
        await transaction.objectStore('pictures').add({ id: shot.id, ...picture });
      }
    });
  }

  /**
   * @param {'audits' | 'shots'} kind
   * @param {string[]} ids
   * @param {number | null} deleted when; null undoes it
   */
  markDeleted(kind, ids, deleted) {
    return this.#write([kind], async (transaction) => {
      const store = transaction.objectStore(kind);
      for (const id of ids) {
        const record = await store.get(id);
        if (record) await store.put(/** @type {any} one of the two */ ({ ...record, deleted }));
      }
    });
  }

  /**
   * Removes for good what was deleted before, and photos that were counted but never added to an audit.
   *
   * @param {number} before milliseconds since 1970
   * @param {string | null} keep a shot that is under review
   */
  purge(before, keep = null) {
    return this.#write(ALL, async (transaction) => {
      const [audits, shots] = [transaction.objectStore('audits'), transaction.objectStore('shots')];
      /** @type {Set<string | null>} */
      const gone = new Set();
      for (const { id, deleted } of await audits.getAll()) {
        if (deleted === null || deleted >= before) continue;
        gone.add(id);
        await audits.delete(id);
      }
      for (const { id, auditId, taken, deleted } of await shots.getAll()) {
        const wasDeleted = deleted !== null && deleted < before;
        const wasLeft = auditId === null && taken < before;
        if (id === keep || !(wasDeleted || wasLeft || gone.has(auditId))) continue;
        await shots.delete(id);
        await transaction.objectStore('pictures').delete(id);
      }
    });
  }

  /** @param {Place} place */
  remember(place) {
    return this.#run((database) => database.put('place', place, HERE));
  }

  /** @returns {Promise<Place>} */
  recall() {
    return this.#run(
      async (database) =>
        (await database.get('place', HERE)) ?? { auditId: null, shotId: null, inAudit: false, time: 0 },
    );
  }

  /** Lets go of the database; the next call opens it again. */
  async close() {
    (await this.#database?.catch(() => null))?.close(); // one that could not be opened needs no closing
    this.#database = null;
  }

  /**
   * @template {'audits' | 'shots' | 'pictures'} Name
   * @param {readonly Name[]} names
   * @param {(transaction: import('idb').IDBPTransaction<Schema, Name[], 'readwrite'>) => Promise<void>} work
   */
  async #write(names, work) {
    await this.#run(async (database) => {
      const transaction = database.transaction([...names], 'readwrite');
      try {
        await work(transaction);
      } catch (error) {
        transaction.done.catch(() => {}); // it is the same failure
        abort(transaction);
        throw error;
      }
      await transaction.done; // a full disk shows only here
    });
    this.#channel?.postMessage(null);
  }

  /**
   * @template T
   * @param {(database: Database) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #run(work) {
    try {
      return await work(await this.#open());
    } catch (error) {
      // Phones close databases behind our back, Safari most of all: once more with a new connection.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw storageError(error);
      this.#database = null;
    }
    try {
      return await work(await this.#open());
    } catch (error) {
      throw storageError(error);
    }
  }

  #open() {
    if (this.#outdated) throw new AuditError('storage-outdated');
    this.#database ??= this.#connect().catch((error) => {
      this.#database = null; // so that the next call tries again
      throw error;
    });
    return this.#database;
  }

  /** @returns {Promise<Database>} */
  async #connect() {
    try {
      return await openDB(this.name, UPGRADES.length, {
        upgrade: (database, from) => {
          for (const step of UPGRADES.slice(from))
            step(/** @type {any} its types are the newest's */ (database));
        },
        blocking: (_from, _to, event) => {
          /** @type {IDBDatabase} */ (event.target).close();
          this.#leaveToNewer();
        },
        terminated: () => {
          this.#database = null;
        },
      });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'VersionError') this.#leaveToNewer();
      throw this.#outdated ? new AuditError('storage-outdated', { cause: error }) : error;
    }
  }

  /** A newer version of the page has changed the schema, or is about to. */
  #leaveToNewer() {
    if (this.#outdated) return;
    this.#outdated = true;
    this.#database = null;
    this.onOutdated();
  }
}

/** @param {{ abort: () => void }} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself, as a failed one does.
  }
}

/** @param {Shot[]} shots */
const inOrder = (shots) =>
  shots.filter(({ deleted }) => deleted === null).sort((a, b) => a.taken - b.taken || (a.id < b.id ? -1 : 1));

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
