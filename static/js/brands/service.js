/**
 * Owns the person's list of brands, in memory and on this device. Another tab may change it, too: every change begins with what is
 * stored by then.
 *
 * @typedef {import('./list.js').Brand} Brand
 *
 * @typedef {object} BrandStore
 * @property {(name: 'brands') => Promise<unknown>} readList undefined: nothing was kept yet
 * @property {(name: 'brands', content: unknown) => Promise<void>} saveList
 *
 * @typedef {object} BrandsState
 * @property {Brand[]} brands
 * @property {{ brand: Brand, index: number } | null} deleted what was deleted last, and can be brought back
 */
import { Observable } from '../toolkit/observable.js';
import { brandNamed, brandsIn, joined, ownedBrand, renamedBrand, withBrands } from './list.js';

/** @extends {Observable<BrandsState>} */
export class BrandService extends Observable {
  /** @type {Promise<void> | null} */
  #loaded = null;
  /** The last change could not be stored: what is in memory is ahead. */
  #isAhead = false;
  /** Whether what is stored was ever read. */
  #isRead = false;
  /** One change after the other. @type {Promise<unknown>} */
  #work = Promise.resolve();

  /** @param {{ store: BrandStore, onFailure: (error: unknown) => void }} parts `onFailure`: the list could not be read or saved */
  constructor({ store, onFailure }) {
    super({ brands: [], deleted: null });
    this.store = store;
    this.onFailure = onFailure;
  }

  /** @returns {Brand[]} */
  get list() {
    return this.state.brands;
  }

  /** Reads the list once. */
  load() {
    this.#loaded ??= this.reload();
    return this.#loaded;
  }

  /** Reads the list again: another tab may have changed it. */
  reload() {
    return this.#inTurn(async () => {
      if (this.#isAhead) return;
      const brands = await this.#stored().catch(() => this.list); // where nothing can be read, the list of audits says so
      if (JSON.stringify(brands) !== JSON.stringify(this.list)) this.update({ brands });
    });
  }

  /**
   * @param {string[]} names as typed
   * @param {{ own: boolean }} options
   * @returns {Promise<Brand[]>} those that are new
   */
  async add(names, options) {
    const before = new Set((await this.#change((brands) => withBrands(brands, names, options))).before);
    return this.list.filter((each) => !before.has(each));
  }

  /** @param {string} id @param {string} name @returns {Promise<boolean>} false: another brand has this name */
  async rename(id, name) {
    let isFree = true;
    await this.#change((brands) => {
      const renamed = renamedBrand(brands, id, name);
      isFree = renamed !== null;
      return renamed ?? brands;
    });
    return isFree;
  }

  /** @param {string} id @param {boolean} own */
  async setOwn(id, own) {
    await this.#change((brands) => ownedBrand(brands, id, own));
  }

  /** Boxes of this brand are unnamed until it is brought back. @param {string} id */
  async remove(id) {
    const { before } = await this.#change((brands) => brands.filter((each) => each.id !== id));
    const index = before.findIndex((each) => each.id === id);
    if (index >= 0) this.update({ deleted: { brand: before[index], index } });
  }

  /** Brings back what was deleted last. */
  async undoRemove() {
    const { deleted } = this.state;
    if (!deleted) return;
    this.update({ deleted: null });
    const { brand, index } = deleted;
    await this.#change((brands) => {
      const isBack = brands.some(({ id }) => id === brand.id) || brandNamed(brands, brand.name);
      return isBack ? brands : brands.toSpliced(index, 0, brand);
    });
  }

  /** What was deleted cannot be brought back any more. */
  forgetDeleted() {
    if (this.state.deleted) this.update({ deleted: null });
  }

  /**
   * Brings in brands of an export.
   *
   * @param {Brand[]} others
   * @returns {Promise<Map<string, string>>} the id here of each of them
   */
  async join(others) {
    /** @type {Map<string, string>} */
    let ids = new Map();
    await this.#change((brands) => {
      const result = joined(brands, others);
      ids = result.ids;
      return result.brands;
    });
    return ids;
  }

  /**
   * Stored first: no box may be named by a brand that a crash would take away. What cannot be stored stays in memory, which is told.
   *
   * @param {(brands: Brand[]) => Brand[]} change
   * @returns {Promise<{ before: Brand[] }>} the list as it was
   */
  async #change(change) {
    let before = this.list;
    await this.#inTurn(async () => {
      /** @type {unknown} */
      let failure = null;
      before = await this.#base().catch((error) => {
        failure = error;
        return this.list;
      });
      const brands = change(before);
      try {
        if (failure) throw failure;
        if (brands !== before || this.#isAhead) await this.store.saveList('brands', brands);
        this.#isAhead = false;
      } catch (error) {
        this.#isAhead = true;
        throw error;
      } finally {
        this.update({ brands });
      }
    });
    return { before };
  }

  /** @returns {Promise<Brand[]>} what a change begins with */
  async #base() {
    const wasRead = this.#isRead;
    const stored = await this.#stored();
    if (!this.#isAhead) return stored;
    return wasRead ? this.list : joined(stored, this.list).brands;
  }

  async #stored() {
    const stored = brandsIn(await this.store.readList('brands'));
    this.#isRead = true;
    return stored;
  }

  /** @param {() => Promise<void>} work never rejects: failures are told */
  #inTurn(work) {
    const done = this.#work.then(work).catch(this.onFailure);
    this.#work = done;
    return done.then(() => {});
  }
}
