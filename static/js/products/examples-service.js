/**
 * Owns the examples of the catalogue: how products look. They are read when they are first wanted, and not before.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').Example} Example
 * @typedef {import('./list.js').Crop} Crop
 * @typedef {import('./schema.js').Look} Look
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {Pick<import('./store.js').ProductStore, 'readLooks' | 'changeLooks' | 'readCrops' | 'putVectors' |
 *   'readOthers' | 'putOthers'>} LookStore
 * @typedef {{ crop: Crop, vector: ArrayBuffer, embedder: string, isRight: boolean, id?: string }} NewExample `id`: a new UUID
 * @typedef {Look & { readCrop: () => Promise<Crop> }} OtherExample of another catalogue
 */
import { loadDots } from './dots.js';
import { keepDiverse } from './examples.js';
import { makeGallery } from './gallery.js';
import { OTHERS_LIMITS, othersOf } from './others.js';
import { Renewal } from './renewal.js';

/** So many products are written in one transaction when a catalogue comes in. */
const PORTION = 25;

export class ProductExamples {
  #parts;
  /** By id. @type {Promise<Map<string, Look>> | null} */
  #looks = null;
  /** @type {Promise<Gallery> | null} */
  #gallery = null;
  #embedder = '';
  #renewal;

  /**
   * @param {object} parts
   * @param {LookStore} parts.store
   * @param {(id: string) => Product | undefined} parts.find the product of an id, or the one that it was merged into
   * @param {() => Product[]} parts.all products, with deleted ones
   * @param {import('./renewal.js').Embedder | null} parts.looks
   * @param {() => void} parts.onChange there is something new to search for
   * @param {(error: unknown) => void} parts.onFailure
   * @param {typeof loadDots} [parts.loadProgram]
   * @param {typeof import('./crops.js').sheetOf} [parts.makeSheet]
   */
  constructor(parts) {
    this.#parts = { loadProgram: loadDots, makeSheet: sheetOf, ...parts };
    this.#renewal = new Renewal({
      ...this.#parts,
      read: () => this.#read(),
      // Whoever waits for the gallery sees what is new; all others are told.
      onMade: (isAwaited) => {
        this.#gallery = null;
        if (!isAwaited) this.#parts.onChange();
      },
    });
  }

  /** Another tab has written, or products have changed. @param {{ examples: boolean }} changed */
  forget({ examples }) {
    this.#gallery = null;
    if (examples) this.#looks = null;
  }

  /** @param {string} product its id @param {NewExample[]} examples @throws {import('./errors.js').ProductError} */
  async learn(product, examples) {
    const added = Date.now();
    await this.#add(
      new Map([[product, examples.map((each) => ({ id: crypto.randomUUID(), product, added, ...each }))]]),
    );
  }

  /**
   * @param {OtherExample[]} others by the ids of products here
   * @returns {Promise<number>} how many are new
   */
  async join(others) {
    const known = await this.#read();
    /** @type {Map<string, OtherExample[]>} */
    const byProduct = new Map();
    for (const each of others)
      if (!known.has(each.id)) byProduct.set(each.product, [...(byProduct.get(each.product) ?? []), each]);
    const entries = [...byProduct];
    let count = 0;
    for (let at = 0; at < entries.length; at += PORTION) {
      /** @type {Map<string, Example[]>} */
      const portion = new Map();
      for (const [product, own] of entries.slice(at, at + PORTION)) {
        // Of pictures that will not be kept none is read.
        const kept = keepDiverse(own);
        portion.set(
          product,
          await Promise.all(kept.map(async ({ readCrop, ...look }) => ({ ...look, crop: await readCrop() }))),
        );
      }
      count += await this.#add(portion);
    }
    return count;
  }

  /** @param {string} photo @param {import('../looks/vectors.js').Vectors} vectors see `ProductService.leaveUnnamed` */
  async leaveUnnamed(photo, vectors) {
    const { store } = this.#parts;
    const others = (await store.readOthers()).filter((each) => each.photo !== photo);
    const gone = others
      .sort((a, b) => b.added - a.added)
      .slice(OTHERS_LIMITS.photos - 1)
      .map((each) => each.photo);
    await store.putOthers(othersOf(photo, vectors, Date.now()), gone);
    this.#gallery = null;
  }

  /** @param {string} product its id @returns {Promise<Example[]>} the newest first */
  async of(product) {
    const own = (await this.#listOf(product)).sort((a, b) => b.added - a.added);
    const crops = await this.#parts.store.readCrops(own.map(({ id }) => id));
    return own.flatMap((look, i) => {
      const crop = crops[i];
      return crop ? [{ ...look, crop }] : [];
    });
  }

  /** @param {string} product its id @returns {Promise<{ count: number, newest: Example | null }>} of its right examples */
  async cover(product) {
    const right = (await this.#listOf(product)).filter(({ isRight }) => isRight);
    const newest = right.reduce((a, b) => (b.added > a.added ? b : a), right[0]);
    const [crop] = newest ? await this.#parts.store.readCrops([newest.id]) : [];
    return { count: right.length, newest: crop ? { ...newest, crop } : null };
  }

  /** @returns {Promise<Look[]>} all of them */
  async list() {
    return [...(await this.#read()).values()];
  }

  /** @param {string} id of an example @throws {import('./errors.js').ProductError} */
  async remove(id) {
    const looks = await this.#read();
    await this.#parts.store.changeLooks([], () => ({ put: [], gone: [id] }));
    looks.delete(id);
    this.#changed();
  }

  /**
   * Examples of products that were deleted long ago are removed for good.
   *
   * @param {string[]} products ids
   */
  async purge(products) {
    if (products.length === 0) return;
    const { gone } = await this.#parts.store.changeLooks(products, (stored) => ({
      put: [],
      gone: stored.map(({ id }) => id),
    }));
    const looks = await this.#looks;
    for (const id of gone) looks?.delete(id);
  }

  /** @param {string} embedder its id @returns {Promise<Gallery>} made anew only where something has changed */
  async gallery(embedder) {
    await this.#renewal.bring(embedder);
    if (!this.#gallery || this.#embedder !== embedder) {
      this.#embedder = embedder;
      this.#gallery = this.#make(embedder);
    }
    return this.#gallery;
  }

  /** @param {string} embedder */
  async #make(embedder) {
    const { loadProgram, store, find } = this.#parts;
    const [looks, module, others] = await Promise.all([this.#read(), loadProgram(), store.readOthers()]);
    return makeGallery([...looks.values()], { embedder, find, module, others });
  }

  /** @param {Map<string, Example[]>} added by the ids of products @returns {Promise<number>} how many of them are kept */
  async #add(added) {
    const looks = await this.#read();
    const ids = [...added.keys()].flatMap((id) => this.#withMerged(id));
    const { put, gone } = await this.#parts.store.changeLooks(ids, (stored) => {
      /** @type {import('./store.js').LookChange} */
      const change = { put: [], gone: [] };
      for (const [product, examples] of added) {
        const merged = new Set(this.#withMerged(product));
        const before = stored.filter((each) => merged.has(each.product));
        const kept = new Set(keepDiverse([...before, ...examples]).map(({ id }) => id));
        change.put.push(...examples.filter(({ id }) => kept.has(id)));
        change.gone.push(...before.flatMap(({ id }) => (kept.has(id) ? [] : id)));
      }
      return change;
    });
    for (const look of put) looks.set(look.id, look);
    for (const id of gone) looks.delete(id);
    if (put.length + gone.length > 0) this.#changed();
    return put.length;
  }

  /** @param {string} product @returns {string[]} its id, and those of products that were merged into it */
  #withMerged(product) {
    const { all, find } = this.#parts;
    const merged = all().filter(({ id, into }) => into !== undefined && find(id)?.id === product);
    return [product, ...merged.map(({ id }) => id)];
  }

  /** @param {string} product @returns {Promise<Look[]>} */
  async #listOf(product) {
    const ids = new Set(this.#withMerged(product));
    return (await this.list()).filter((each) => ids.has(each.product));
  }

  /** @returns {Promise<Map<string, Look>>} */
  #read() {
    this.#looks ??= this.#parts.store
      .readLooks()
      .then((looks) => new Map(looks.map((each) => [each.id, each])))
      .catch((error) => {
        this.#looks = null; // the next call tries again
        throw error;
      });
    return this.#looks;
  }

  #changed() {
    this.#gallery = null;
    this.#parts.onChange();
  }
}

/** Loaded only here: it needs a browser. @type {typeof import('./crops.js').sheetOf} */
const sheetOf = async (crops) => (await import('./crops.js')).sheetOf(crops);
