/** Blob URLs of examples: of the newest of each product in the list, and of all of the product that is open. */

/** @typedef {import('../../products/list.js').Example} Example */
/** @typedef {import('./state.js').Looks} Looks */
/** @typedef {import('./state.js').Picture} Picture */

/** After so many products the list is drawn again. */
const AT_ONCE = 12;

export class ExamplePictures {
  /** @type {Map<string, Looks>} */
  #looks = new Map();
  /** @type {Picture[]} */
  #open = [];
  /** Ends the reading for a list that is not shown any more. */
  #reading = new AbortController();

  /** @param {{ examplesOf: (product: string) => Promise<Example[]> }} products */
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
      const right = (await this.products.examplesOf(id)).filter(({ isRight }) => isRight);
      if (signal.aborted) return;
      this.#looks.set(id, { url: right.length > 0 ? urlOf(right[0]) : null, count: right.length });
      unread += 1;
      if (unread % AT_ONCE === 0) onRead(new Map(this.#looks));
    }
    onRead(new Map(this.#looks));
  }

  /** @param {string} id of the product that is open @returns {Promise<Picture[]>} those that show it first */
  async readOne(id) {
    const examples = await this.products.examplesOf(id);
    this.closeOne();
    this.#open = examples
      .map((each) => ({ id: each.id, url: urlOf(each), isRight: each.isRight }))
      .sort((a, b) => Number(b.isRight) - Number(a.isRight));
    return this.#open;
  }

  closeOne() {
    for (const { url } of this.#open) URL.revokeObjectURL(url);
    this.#open = [];
  }

  /** They are read anew when they are drawn next. @param {string[]} [ids] all, if none are named */
  forget(ids = [...this.#looks.keys()]) {
    this.#reading.abort();
    for (const id of ids) {
      const url = this.#looks.get(id)?.url;
      if (url) URL.revokeObjectURL(url);
      this.#looks.delete(id);
    }
  }
}

/** @param {Example} example */
const urlOf = ({ crop }) => URL.createObjectURL(new Blob([crop.bytes], { type: crop.type }));
