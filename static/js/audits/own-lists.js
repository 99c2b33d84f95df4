/** The person's lists (lists.js), kept in memory once they were read: views ask for them often. */

/** @typedef {import('./lists.js').ListName} ListName */

export class OwnLists {
  #store;
  /** @type {Map<ListName, Promise<unknown>>} */
  #read = new Map();

  /** @param {Pick<import('./store.js').AuditStore, 'readList' | 'saveList'>} store */
  constructor(store) {
    this.#store = store;
  }

  /** @param {ListName} name @returns {Promise<unknown>} undefined: nothing was kept, or it cannot be read now */
  async read(name) {
    const reading = this.#read.get(name) ?? this.#store.readList(name);
    this.#read.set(name, reading);
    try {
      return await reading;
    } catch {
      // A visit goes on without the list; what keeps the browser from reading is told where audits are read.
      if (this.#read.get(name) === reading) this.#read.delete(name);
      return undefined;
    }
  }

  /** @param {ListName} name @param {unknown} content plain JSON @throws {import('./errors.js').AuditError} it could not be stored */
  async save(name, content) {
    await this.#store.saveList(name, content);
    this.#read.set(name, Promise.resolve(content));
  }

  /** Another tab has written. */
  forget() {
    this.#read.clear();
  }
}
