/**
 * Ends what a page has under way in a database when it is left.
 *
 * Browsers freeze a page that Back may show again. WebKit freezes it in the middle of a transaction too, which then has no
 * end: later pages cannot open the database, or write to it, until that page is thrown away (seen in WebKitGTK 2.50).
 * Others do not freeze such a page, or end its transactions: https://github.com/w3c/IndexedDB/issues/381.
 */

/** @typedef {Pick<IDBTransaction, 'abort' | 'addEventListener'>} Transaction */

export class OpenTransactions {
  /** @type {Set<Transaction>} */
  #open = new Set();

  /** @param {Partial<EventTarget>} [page] */
  constructor(page = globalThis) {
    page.addEventListener?.('pagehide', (event) => {
      if (/** @type {PageTransitionEvent} */ (event).persisted) this.#abort();
    });
  }

  /**
   * Remembers a transaction. Where it has not ended when the page is left, it is aborted: it fails with an `AbortError`.
   *
   * @template {Transaction} Any
   * @param {Any} transaction
   * @returns {Any}
   */
  add(transaction) {
    this.#open.add(transaction);
    for (const end of ['complete', 'abort']) {
      transaction.addEventListener(end, () => this.#open.delete(transaction));
    }
    return transaction;
  }

  /**
   * The same for every transaction that a database is going to have.
   *
   * @param {Pick<IDBDatabase, 'transaction'>} database
   */
  watch(database) {
    database.transaction = (...given) =>
      this.add(Object.getPrototypeOf(database).transaction.apply(database, given));
  }

  #abort() {
    for (const transaction of this.#open) {
      try {
        transaction.abort();
      } catch {
        // It is just ending by itself.
      }
    }
    this.#open.clear();
  }
}
