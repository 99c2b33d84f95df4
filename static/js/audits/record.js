/**
 * The record of an audit.
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
 * @property {Category[]} [categories] what the visit goes through; missing in older records, which have none
 * @property {string} [who] made the visit; missing where the person has set no name, and in older records
 * @property {import('./whereabouts.js').Whereabouts} [where] the device was when the visit began; missing unless the person has
 *   switched that on
 * @property {number | null} [finished] when the person finished the visit; null: it is open; missing in older records, of
 *   which nobody asks any more
 * @property {number} created
 * @property {number} changed
 * @property {number | null} deleted when it was; null: it was not
 * @property {true} [incoming] an import is storing its photos, or was cut off: it is in the trash until all are here
 * @property {string | null} copyOf id under which it was exported, when it was imported beside an audit of that id
 * @property {Changeable} [before] only until it is stored: what can be changed as a person found it who has changed it
 *
 * @typedef {{ store: string, place: string, note: string }} Details
 * @typedef {Details & Pick<Audit, 'categories' | 'finished' | 'who' | 'where'>} Changeable
 */

/** The longest texts, in characters. Imported ones are cut to this too. */
export const LIMITS = { store: 120, place: 120, note: 2000 };

/**
 * @param {Details} details
 * @param {number} now milliseconds since 1970
 * @param {Category[]} [categories]
 * @returns {Audit} an open one
 */
export function newAudit(details, now, categories = []) {
  return {
    id: crypto.randomUUID(),
    ...cleanDetails(details),
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
    store: oneLine(store).slice(0, LIMITS.store),
    place: oneLine(place).slice(0, LIMITS.place),
    note: note.trim().slice(0, LIMITS.note),
  };
}

/** @param {Audit} audit @returns {Category[]} */
export const categoriesOf = ({ categories }) => categories ?? [];

/** @param {Audit} audit @returns {boolean} whether the visit was begun and not finished */
export const isOpen = ({ finished }) => finished === null;

/** @param {Audit} audit @returns {boolean} whether it was worked on today, by this device's clock */
export const isOfToday = ({ changed }) => new Date(changed).toDateString() === new Date().toDateString();

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
