/**
 * The record of an audit, which people know as a visit.
 *
 * @typedef {import('../photo/corrections.js').Box} Box
 * @typedef {import('../photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../photo/record.js').Shot} Shot
 * @typedef {import('../photo/record.js').Picture} Picture
 * @typedef {import('./checklist.js').Category} Category
 *
 * @typedef {object} Audit one visit to one store; times are milliseconds since 1970
 * @property {string} id
 * @property {string} store
 * @property {string} place in the store, e.g. an aisle; may be empty
 * @property {string} note may be empty
 * @property {string} [storeId] of the person's list of stores; missing: the store is not in it, or has none there
 * @property {string} [address] of the store, as the list had it
 * @property {import('./stock-check.js').CheckedItem[]} [stock] what must be in stock, and what of it was found; missing: nobody
 *   has looked yet
 * @property {Category[]} [categories] what the visit goes through; missing in older records, which have none
 * @property {string} [who] made the visit; missing where the person has set no name, and in older records
 * @property {import('./whereabouts.js').Whereabouts} [where] the device was when the visit began; missing unless the person has
 *   switched that on
 * @property {number | null} [finished] when the person finished the visit; null: it is open; missing in older records, of
 *   which nobody asks any more
 * @property {number} [resumed] when the person went on with it, after its end or on another day
 * @property {number} created
 * @property {number} changed
 * @property {number | null} deleted when it was; null: it was not
 * @property {true} [incoming] an import is storing its photos, or was cut off: it is in the trash until all are here
 * @property {string | null} copyOf id under which it was exported, when it was imported beside an audit of that id
 * @property {Changeable} [before] only until it is stored: what can be changed as a person found it who has changed it
 *
 * @typedef {{ store: string, place: string, note: string }} Details
 * @typedef {Pick<Audit, 'storeId' | 'address'>} Listed what the person's list says of the store
 * @typedef {Details & Pick<Audit, 'categories' | 'finished' | 'stock' | 'storeId' | 'address' | 'who' | 'where'>} Changeable
 */
import { countedAt } from '../photo/record.js';
import { withoutHalves } from './values.js';

/** The longest texts, in characters. Imported ones are cut to this too. */
export const LIMITS = { store: 120, place: 120, note: 2000, storeId: 60, address: 200 };

/**
 * @param {Details} details
 * @param {number} now milliseconds since 1970
 * @param {Category[]} [categories]
 * @param {Listed} [listed]
 * @returns {Audit} an open one
 */
export function newAudit(details, now, categories = [], listed = {}) {
  return {
    id: crypto.randomUUID(),
    ...cleanDetails(details),
    ...listedOf(listed),
    categories,
    finished: null,
    created: now,
    changed: now,
    deleted: null,
    copyOf: null,
  };
}

/** @param {Details} details as typed */
export function cleanDetails({ store, place, note }) {
  return {
    store: cut(oneLine(store), LIMITS.store),
    place: cut(oneLine(place), LIMITS.place),
    note: cut(note.trim(), LIMITS.note),
  };
}

/** @param {Listed} listed @returns {Listed} without what is not known, as in older records */
export const listedOf = ({ storeId, address }) => ({
  ...(storeId ? { storeId } : {}),
  ...(address ? { address } : {}),
});

/** @param {Audit} audit @returns {Category[]} */
export const categoriesOf = ({ categories }) => categories ?? [];

/** @param {Audit} audit @returns {boolean} whether the visit was begun and not finished */
export const isOpen = ({ finished }) => finished === null;

/**
 * Whether a person worked on a visit today, by this device's clock. What is counted or stored behind, perhaps days later, is
 * no work of theirs.
 *
 * @param {{ audit: Audit, shots: import('../photo/record.js').Shot[] }} visit
 * @returns {boolean}
 */
export function isOfToday({ audit: { created, resumed = 0 }, shots }) {
  const last = shots.reduce((time, shot) => Math.max(time, countedAt(shot)), Math.max(created, resumed));
  return new Date(last).toDateString() === new Date().toDateString();
}

/** The cut may be in the middle of a character. @param {string} text @param {number} most */
const cut = (text, most) => withoutHalves(text.slice(0, most));

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
