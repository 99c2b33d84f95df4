/**
 * The connection to a database: opened on first use, opened again when the browser has closed it, given up when a newer version
 * of the page needs the database.
 *
 * @typedef {'storage-full' | 'storage-failed' | 'storage-silent' | 'storage-outdated' | 'storage-blocked'} StorageErrorCode
 *
 * @typedef {object} Listeners
 * @property {() => void} onChanged another tab has written
 * @property {() => void} onOutdated another tab runs a newer version of the page, and every later call here fails
 * @property {() => void} onCleared the database is deleted, and the next call makes a new one
 */

/**
 * @template {import('idb').DBSchema} Schema
 * @typedef {object} DatabaseKind
 * @property {string} name
 * @property {string} channel by which the tabs tell each other that they have written
 * @property {number} version
 * @property {(database: import('idb').IDBPDatabase<Schema>,
 *   transaction: import('idb').IDBPTransaction<Schema, import('idb').StoreNames<Schema>[], 'versionchange'>, from: number) => void} migrate
 * @property {(code: StorageErrorCode, about?: import('./coded-error.js').About) => Error} error of that code
 * @property {(error: unknown) => Error} toError what the browser threw, as an error of the room
 */
import { openDB, unwrap } from '../../vendor/idb.js';
import { OpenTransactions } from './open-transactions.js';

/** Browsers open a database in milliseconds, or, as after a crash of their own, in a few seconds. Some never answer. */
const OPEN_LIMIT_MS = 10_000;

/** @template {import('idb').DBSchema} Schema */
export class DatabaseConnection {
  #kind;
  #onOutdated;
  #onCleared;
  /** @type {Promise<import('idb').IDBPDatabase<Schema>> | null} */
  #database = null;
  #isOutdated = false;
  #transactions = new OpenTransactions();
  #channel;

  /** @param {DatabaseKind<Schema>} kind @param {Listeners} listeners */
  constructor(kind, { onChanged, onOutdated, onCleared }) {
    this.#kind = kind;
    this.#onOutdated = onOutdated;
    this.#onCleared = onCleared;
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(kind.channel);
    this.#channel?.addEventListener('message', onChanged);
  }

  /**
   * Runs work on the open database. Where the browser has closed the connection, or the page was left and is shown again,
   * the work is run a second time with a new one, so it must be a single transaction.
   *
   * @template T
   * @param {(database: import('idb').IDBPDatabase<Schema>) => Promise<T>} work
   * @returns {Promise<T>}
   * @throws {Error} 'storage-failed'; 'storage-full' for work that writes; 'storage-outdated'; 'storage-blocked';
   *   'storage-silent'.
   */
  async run(work) {
    try {
      return await work(await this.#open());
    } catch (error) {
      // Browsers close idle databases without telling the page, Safari most often.
      const isCut = error instanceof DOMException && ['InvalidStateError', 'AbortError'].includes(error.name);
      if (!isCut) throw this.#kind.toError(error);
      this.#database = null;
    }
    try {
      return await work(await this.#open());
    } catch (error) {
      throw this.#kind.toError(error);
    }
  }

  /**
   * Writes in one transaction, then tells the other tabs: afterwards all of it is stored, or nothing.
   *
   * @template {import('idb').StoreNames<Schema>} Name
   * @template [T=void]
   * @param {readonly Name[]} names of the object stores
   * @param {(transaction: import('idb').IDBPTransaction<Schema, Name[], 'readwrite'>) => Promise<T>} work
   * @returns {Promise<T>} What `work` returned, once it is stored.
   * @throws {Error} As `run`.
   */
  async write(names, work) {
    const result = await this.run(async (database) => {
      // What is called saved must also survive an empty battery: by default, browsers leave it to the system when to write.
      const transaction = database.transaction([...names], 'readwrite', { durability: 'strict' });
      try {
        const done = await work(transaction);
        await transaction.done; // a full disk shows only here
        return done;
      } catch (error) {
        transaction.done.catch(() => {}); // the same failure, which would be reported a second time as unhandled
        abort(transaction);
        throw error;
      }
    });
    this.#channel?.postMessage(null);
    return result;
  }

  /** Closes the database; the next call opens it again. */
  async close() {
    (await this.#database?.catch(() => null))?.close(); // one that could not be opened needs no closing
    this.#database = null;
  }

  #open() {
    if (this.#isOutdated) throw this.#kind.error('storage-outdated');
    this.#database ??= this.#connect().catch((error) => {
      this.#database = null; // so that the next call tries again
      throw error;
    });
    return this.#database;
  }

  /** @returns {Promise<import('idb').IDBPDatabase<Schema>>} */
  #connect() {
    const { name, version, migrate, error } = this.#kind;
    return new Promise((resolve, reject) => {
      let isGivenUp = false;
      const giveUp = (/** @type {Error} */ why) => {
        isGivenUp = true;
        reject(why);
      };
      const limit = setTimeout(() => giveUp(error('storage-silent')), OPEN_LIMIT_MS);
      /** @type {import('idb').OpenDBCallbacks<Schema>} */
      const callbacks = {
        upgrade: (database, from, _to, transaction) => {
          clearTimeout(limit); // many photos take long to be moved
          this.#transactions.add(transaction);
          migrate(database, transaction, from);
        },
        blocked: () => {
          // Another tab has an older version open and does not close it. Without this, every call would wait for it.
          giveUp(error('storage-blocked'));
        },
        blocking: (_from, to, event) => {
          /** @type {IDBDatabase} */ (event.target).close();
          if (to === null) this.#startAnew();
          else this.#giveWay();
        },
        terminated: () => {
          this.#database = null;
        },
      };
      openDB(name, version, callbacks).then(
        (database) => {
          clearTimeout(limit);
          if (isGivenUp) return database.close();
          this.#transactions.watch(unwrap(database));
          resolve(database);
        },
        (cause) => {
          clearTimeout(limit);
          if (cause instanceof DOMException && cause.name === 'VersionError') this.#giveWay();
          reject(this.#isOutdated ? error('storage-outdated', { cause }) : cause);
        },
      );
    });
  }

  /** The database is about to be deleted, as by a person who clears what the browser stores. */
  #startAnew() {
    this.#database = null;
    this.#onCleared();
  }

  /** A newer version of the page has changed the schema, or is about to. */
  #giveWay() {
    if (this.#isOutdated) return;
    this.#isOutdated = true;
    this.#database = null;
    this.#onOutdated();
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
