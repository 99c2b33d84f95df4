/**
 * The schema of the audits' database and its history.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ auditId: string | null, categoryId?: string, shotId: string | null, inAudit: boolean, time: number }} Place where the
 *   person is: the audit that photos are added to, its category, the photo under review, whether the audit's own page is open, and
 *   since when, milliseconds since 1970
 *
 * @typedef {{ bytes: ArrayBuffer, type: string }} StoredFile `type`: its MIME type
 *
 * @typedef {import('idb').DBSchema & {
 *   audits: { key: string, value: Audit },
 *   shots: { key: string, value: Shot, indexes: { auditId: string, uncounted: number } },
 *   pictures: { key: string, value: Picture & { id: string } },
 *   photos: { key: string, value: StoredFile & { id: string } },
 *   thumbnails: { key: string, value: StoredFile & { id: string } },
 *   place: { key: string, value: Place },
 *   lists: { key: string, value: unknown },
 *   looks: { key: string, value: import('./looks.js').Looks & { id: string } },
 * }} Schema
 * @typedef {import('idb').IDBPDatabase<Schema>} Database
 * @typedef {import('idb').IDBPTransaction<Schema, import('idb').StoreNames<Schema>[], 'versionchange'>} Upgrade
 */

export const DATABASE = 'shelfscan-audits';

/** The stores that hold what a person saved, and what was made of it. */
export const RECORDS = /** @type {const} */ ([
  'audits',
  'shots',
  'photos',
  'thumbnails',
  'pictures',
  'looks',
]);

/**
 * One step for each version of the schema: step 0 makes version 1. A published step is never changed, only followed by
 * another, because databases of every earlier version are still on people's devices.
 *
 * @type {((database: Database, transaction: Upgrade) => void)[]}
 */
const MIGRATIONS = [
  (database) => {
    database.createObjectStore('audits', { keyPath: 'id' });
    // A shot without an audit has null there. null is no valid key, so the index holds only shots of audits.
    database.createObjectStore('shots', { keyPath: 'id' }).createIndex('auditId', 'auditId');
    // Pictures have a store of their own: a correction is written many times, its photo once.
    database.createObjectStore('pictures', { keyPath: 'id' });
    database.createObjectStore('place');
  },
  (database) => {
    // What is in 'pictures' is moved by pictures.js: reading the bytes of its blobs would end this transaction.
    database.createObjectStore('photos', { keyPath: 'id' });
    database.createObjectStore('thumbnails', { keyPath: 'id' });
  },
  (database, transaction) => {
    database.createObjectStore('lists');
    // The few that wait to be counted are found without reading all others.
    transaction.objectStore('shots').createIndex('uncounted', 'uncounted.added');
  },
  (database) => {
    database.createObjectStore('looks', { keyPath: 'id' });
  },
];

export const VERSION = MIGRATIONS.length;

/** The version since which records of audits and shots are what they are now: a step may only add a store. */
export const VERSION_OF_RECORDS = 3;

/**
 * Brings a database from an earlier version to this one.
 *
 * @param {Database} database
 * @param {Upgrade} transaction
 * @param {number} from version of the stored schema; 0: there is none yet
 */
export function migrate(database, transaction, from) {
  for (const step of MIGRATIONS.slice(from)) step(database, transaction);
}
