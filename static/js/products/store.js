/**
 * The catalogue on this device, in IndexedDB. Every write is one transaction, and begins with what is stored by then: another tab
 * may have changed it. Pictures are kept as bytes with their type, since WebKit refuses blobs in private windows.
 *
 * @typedef {import('./schema.js').Product} Product
 * @typedef {import('./schema.js').Example} Example
 * @typedef {import('./schema.js').Crop} Crop
 * @typedef {import('./schema.js').Look} Look
 * @typedef {{ put: Example[], gone: string[] }} LookChange examples that are new, and ids of those that go
 */
import { DatabaseConnection } from '../toolkit/database-connection.js';
import { ProductError, storageError } from './errors.js';
import { DATABASE, migrate, VERSION } from './schema.js';

export class ProductStore {
  /** @type {DatabaseConnection<import('./schema.js').Schema>} */
  #connection;

  /**
   * @param {Partial<import('../toolkit/database-connection.js').Listeners>} [listeners]
   * @param {string} [name] of the database
   */
  constructor({ onChanged = () => {}, onOutdated = () => {}, onCleared = () => {} } = {}, name = DATABASE) {
    this.#connection = new DatabaseConnection(
      {
        ...{ name, channel: name, version: VERSION, migrate, toError: storageError },
        error: (code, about) => new ProductError(code, about),
      },
      { onChanged, onOutdated, onCleared },
    );
  }

  /** @returns {Promise<Product[]>} with deleted ones @throws {ProductError} 'storage-failed' and so on, as every method */
  readProducts() {
    return this.#connection.run((database) => database.getAll('products'));
  }

  /**
   * @param {(stored: Product[]) => Product[]} change from what is stored to the products that are new or have changed
   * @returns {Promise<Product[]>} all of them, once they are stored
   */
  changeProducts(change) {
    return this.#connection.write(['products'], async (transaction) => {
      const products = transaction.objectStore('products');
      const stored = await products.getAll();
      const put = change(stored);
      await Promise.all(put.map((product) => products.put(product)));
      const byId = new Map([...stored, ...put].map((each) => [each.id, each]));
      return [...byId.values()];
    });
  }

  /** @returns {Promise<Look[]>} */
  readLooks() {
    return this.#connection.run((database) => database.getAll('looks'));
  }

  /**
   * @param {string[]} products ids
   * @param {(stored: Look[]) => LookChange} change given the looks of these products
   * @returns {Promise<{ put: Look[], gone: string[] }>} once it is stored
   */
  changeLooks(products, change) {
    return this.#connection.write(['looks', 'crops'], async (transaction) => {
      const [looks, crops] = [transaction.objectStore('looks'), transaction.objectStore('crops')];
      const stored = await Promise.all(products.map((id) => looks.index('product').getAll(id)));
      const { put, gone } = change(stored.flat());
      await Promise.all([
        ...put.flatMap(({ crop, ...look }) => [looks.put(look), crops.put({ id: look.id, ...crop })]),
        ...gone.flatMap((id) => [looks.delete(id), crops.delete(id)]),
      ]);
      return { put: put.map(({ crop: _, ...look }) => look), gone };
    });
  }

  /** @param {string[]} ids of examples @returns {Promise<(Crop | null)[]>} null: it is gone */
  readCrops(ids) {
    return this.#connection.run(async (database) => {
      const crops = database.transaction('crops').objectStore('crops');
      const stored = await Promise.all(ids.map((id) => crops.get(id)));
      return stored.map((each) => each && { bytes: each.bytes, type: each.type }).map((each) => each ?? null);
    });
  }

  /** Looks that another embedder has made anew; one that is gone stays gone. @param {Look[]} made */
  putVectors(made) {
    return this.#connection.write(['looks'], async (transaction) => {
      const looks = transaction.objectStore('looks');
      for (const look of made) if ((await looks.getKey(look.id)) !== undefined) await looks.put(look);
    });
  }

  /** @returns {Promise<import('./others.js').OtherLooks[]>} */
  readOthers() {
    return this.#connection.run((database) => database.getAll('others'));
  }

  /**
   * Facings without a name can be found anew: other tabs need not be told, and the system may write them when it likes.
   *
   * @param {import('./others.js').OtherLooks} looks in place of what was kept of that photo
   * @param {string[]} gone photos
   */
  putOthers(looks, gone) {
    return this.#connection.run(async (database) => {
      const transaction = database.transaction('others', 'readwrite', { durability: 'relaxed' });
      const others = transaction.objectStore('others');
      await Promise.all([others.put(looks), ...gone.map((photo) => others.delete(photo)), transaction.done]);
    });
  }

  /** Closes the database; the next call opens it again. */
  close() {
    return this.#connection.close();
  }
}
