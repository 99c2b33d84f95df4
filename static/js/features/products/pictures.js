/** Pictures of products: one of each in the list, and all examples of the product that is open. */

/** @typedef {import('../../products/list.js').Example} Example */
/** @typedef {import('./state.js').Looks} Looks */
/** @typedef {import('./state.js').Picture} Picture */

/** After so many products the list is drawn again. */
const AT_ONCE = 12;

export class ExamplePictures {
  /** What is known of products since it was last forgotten. @type {Map<string, Looks>} */
  #looks = new Map();
  /** Blob URLs of examples, by their ids, as long as the catalogue is open. @type {Map<string, string>} */
  #urls = new Map();
  /** Ends the reading for a list that is not shown any more. */
  #reading = new AbortController();

  /** @param {Pick<import('../../products/service.js').ProductService, 'examplesOf' | 'coverOf'>} products */
  constructor(products) {
    this.products = products;
  }

  /**
   * @param {string[]} ids of the products that are drawn
   * @param {(looks: ReadonlyMap<string, Looks>) => void} onRead what is known by now; several times
   */
  async readAll(ids, onRead) {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    let unread = 0;
    for (const id of ids) {
      if (this.#looks.has(id)) continue;
      const { count, newest } = await this.products.coverOf(id);
      if (signal.aborted) return;
      this.#looks.set(id, { url: newest && this.#urlOf(newest), count });
      unread += 1;
      if (unread % AT_ONCE === 0) onRead(this.#looks);
    }
    onRead(this.#looks);
  }

  /** @param {string} product its id @returns {Promise<Picture[]>} those that show it first */
  async readOne(product) {
    const examples = await this.products.examplesOf(product);
    return examples
      .map((each) => ({ id: each.id, url: this.#urlOf(each), isRight: each.isRight }))
      .sort((a, b) => Number(b.isRight) - Number(a.isRight));
  }

  /** They are read anew when they are drawn next. @param {string[]} [ids] of products; all, if none are named */
  forget(ids = [...this.#looks.keys()]) {
    this.#reading.abort();
    for (const id of ids) this.#looks.delete(id);
  }

  /** Nothing of it is drawn any more. */
  clear() {
    this.forget();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  /** @param {Example} example */
  #urlOf({ id, crop }) {
    const url = this.#urls.get(id) ?? URL.createObjectURL(new Blob([crop.bytes], { type: crop.type }));
    this.#urls.set(id, url);
    return url;
  }
}
