/**
 * The schema of the catalogue's database and its history. A database of its own: what a person saved at visits can be read
 * whatever becomes of it.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').Example} Example
 * @typedef {import('./list.js').Crop} Crop
 * @typedef {Omit<Example, 'crop'>} Look an example without its picture
 *
 * @typedef {import('idb').DBSchema & {
 *   products: { key: string, value: Product },
 *   looks: { key: string, value: Look, indexes: { product: string } },
 *   crops: { key: string, value: Crop & { id: string } },
 *   others: { key: string, value: import('./others.js').OtherLooks },
 * }} Schema
 * @typedef {import('idb').IDBPDatabase<Schema>} Database
 */

export const DATABASE = 'shelfscan-products';

/**
 * One step for each version of the schema: step 0 makes version 1. A published step is never changed, only followed by
 * another, because databases of every earlier version are still on people's devices.
 *
 * @type {((database: Database) => void)[]}
 */
const MIGRATIONS = [
  (database) => {
    database.createObjectStore('products', { keyPath: 'id' });
    // All looks are read when a photo is recognised; their pictures, ten times as large, only where they are shown.
    database.createObjectStore('looks', { keyPath: 'id' }).createIndex('product', 'product');
    database.createObjectStore('crops', { keyPath: 'id' });
    database.createObjectStore('others', { keyPath: 'photo' });
  },
];

export const VERSION = MIGRATIONS.length;

/**
 * Brings a database from an earlier version to this one.
 *
 * @param {Database} database
 * @param {unknown} _transaction
 * @param {number} from version of the stored schema; 0: there is none yet
 */
export function migrate(database, _transaction, from) {
  for (const step of MIGRATIONS.slice(from)) step(database);
}
