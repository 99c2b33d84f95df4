/** Where a new visit goes: the stores to choose from, the last used first, or the nearest ones once the person asks for them. */
import { askPosition } from '../../device/position.js';
import { knownStores, matching, nearestFirst, onlyOne } from '../../lists/nearest.js';
import { asStoreList } from '../../lists/stores.js';

/**
 * @typedef {import('../../lists/nearest.js').KnownStore} KnownStore
 *
 * @typedef {object} PickerState
 * @property {KnownStore[]} stores all of them, in the order in which they are offered
 * @property {KnownStore[]} found those that what was typed leads to
 * @property {string} typed
 * @property {'last' | 'asking' | 'nearest'} order
 * @property {'' | 'denied' | 'unknown'} problem why the position is not known
 * @property {boolean} canLocate whether the place of any store is known
 */

/** @type {PickerState} */
export const NO_STORES = { stores: [], found: [], typed: '', order: 'last', problem: '', canLocate: false };

export class StorePicker {
  #workspace;

  /** @param {import('./workspace.js').Workspace} workspace */
  constructor(workspace) {
    this.#workspace = workspace;
  }

  /** Reads the stores for the form that was just opened. */
  async fill() {
    await this.#workspace.attempt(async () =>
      this.#update({ stores: await this.#lastUsedFirst(), order: 'last' }),
    );
  }

  /** @param {string} typed */
  search(typed) {
    this.#update({ typed });
  }

  /** Asks the phone where it is, and shows the nearest stores first. The position is used for this, and not kept. */
  async showNearest() {
    this.#update({ order: 'asking', problem: '' });
    const here = await askPosition();
    const { picker } = this;
    if (picker?.order !== 'asking') return; // the form was closed, or the person did not want to wait
    if (typeof here === 'string') return this.#update({ order: 'last', problem: here });
    this.#update({ stores: nearestFirst(picker.stores, here), order: 'nearest' });
  }

  async showLastUsed() {
    this.#update({ order: 'last', problem: '' });
    await this.fill();
  }

  /** @param {string} name @returns {KnownStore | null} the only store of this name */
  called(name) {
    return this.picker ? onlyOne(this.picker.stores, name) : null;
  }

  /** @param {string} name @returns {Promise<KnownStore | null>} the only store of this name, while no form for a new visit is open */
  async find(name) {
    return onlyOne(await this.#lastUsedFirst(), name);
  }

  get picker() {
    return this.#workspace.state.form?.picker ?? null;
  }

  async #lastUsedFirst() {
    const { archive } = this.#workspace;
    const [list, audits] = [asStoreList(await archive.lists.read('stores')), await archive.reader.readAll()];
    return knownStores(
      list.stores,
      audits.map(({ audit }) => audit),
    );
  }

  /** @param {Partial<PickerState>} change */
  #update(change) {
    const { form } = this.#workspace.state;
    if (!form?.picker) return;
    const picker = { ...form.picker, ...change };
    const canLocate = picker.stores.some(({ latitude }) => latitude !== undefined);
    const found = matching(picker.stores, picker.typed);
    this.#workspace.update({ form: { ...form, picker: { ...picker, found, canLocate } } });
  }
}
