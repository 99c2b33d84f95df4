/**
 * What the write queue holds, on the device at once. IndexedDB stores some milliseconds after a change: a page that is
 * reloaded or killed in between would forget a correction that it has shown. `localStorage` stores before the call
 * returns. Only records are kept here, no pictures, which are too large for it.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {{ audit: Audit, shot: Shot }} Records
 */
import { forget, keysWith, recall, remember } from '../device/memory.js';
import { VERSION_OF_RECORDS } from './schema.js';

/** Other records stay where they are: only the page that wrote them can read them. */
const KEY = `shelfscan.unsaved.${VERSION_OF_RECORDS}.`;

export class Journal {
  /** What this tab wrote or took over, so that it never removes what another tab wrote later. @type {Map<string, string>} */
  #written = new Map();

  /**
   * @template {keyof Records} Kind
   * @param {Kind} kind
   * @param {Records[Kind]} record replaces an earlier one of the same id
   */
  keep(kind, record) {
    const [key, text] = [keyOf(kind, record.id), JSON.stringify(record)];
    forget(key); // where there is no room for the new one, the old one must not come back
    remember(key, text);
    this.#written.set(key, text);
  }

  /** Removes what is stored now, or not wanted any more. @param {keyof Records} kind @param {string} id */
  forget(kind, id) {
    const key = keyOf(kind, id);
    if (recall(key) === this.#written.get(key)) forget(key);
    this.#written.delete(key);
  }

  /** @param {keyof Records} kind @returns {string[]} ids of the records that some page has left */
  idsOf(kind) {
    const prefix = keyOf(kind, '');
    return keysWith(prefix).map((key) => key.slice(prefix.length));
  }

  /**
   * Reads what a page has left; from now on it is this tab's to forget. A damaged record is removed.
   *
   * @template {keyof Records} Kind
   * @param {Kind} kind
   * @param {string} id
   * @returns {Records[Kind] | null} null when there is none, or it was damaged
   */
  take(kind, id) {
    const key = keyOf(kind, id);
    const text = recall(key);
    if (text === null) return null;
    this.#written.set(key, text);
    try {
      return JSON.parse(text);
    } catch {
      this.forget(kind, id);
      return null;
    }
  }
}

/** @param {keyof Records} kind @param {string} id */
const keyOf = (kind, id) => `${KEY}${kind}.${id}`;
