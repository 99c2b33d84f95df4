/**
 * The record of an audit.
 *
 * @typedef {import('../photo/corrections.js').Box} Box
 * @typedef {import('../photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../photo/record.js').Shot} Shot
 * @typedef {import('../photo/record.js').Picture} Picture
 *
 * @typedef {object} Audit one visit to one store; times are milliseconds since 1970
 * @property {string} id
 * @property {string} store
 * @property {string} place in the store, e.g. an aisle; may be empty
 * @property {string} note may be empty
 * @property {number} created
 * @property {number} changed
 * @property {number | null} deleted when it was; null: it was not
 * @property {true} [incoming] an import is storing its photos, or was cut off: it is in the trash until all are here
 * @property {string | null} copyOf id under which it was exported, when it was imported beside an audit of that id
 * @property {Details} [before] only until it is stored: its details as a person found them who has changed them
 *
 * @typedef {{ store: string, place: string, note: string }} Details
 */
import { withoutHalves } from './values.js';

/** The longest texts, in characters. Imported ones are cut to this too. */
export const LIMITS = { store: 120, place: 120, note: 2000 };

/**
 * @param {Details} details
 * @param {number} now milliseconds since 1970
 * @returns {Audit}
 */
export function newAudit(details, now) {
  return {
    id: crypto.randomUUID(),
    ...cleanDetails(details),
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

/** The cut may be in the middle of a character. @param {string} text @param {number} most */
const cut = (text, most) => withoutHalves(text.slice(0, most));

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
