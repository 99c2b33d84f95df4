/** Names of exported files: safe on every file system, and in the local time of the phone. */

import { isoTime } from '../toolkit/iso-time.js';

const MAX_NAME_LENGTH = 40;

/** Gives out names of which no two are the same on a file system that ignores case. */
export class UniqueNames {
  #taken = new Set();

  /** @param {string} base @returns {string} The base, with a number behind it where it is taken. */
  take(base) {
    let name = base;
    for (let copy = 2; this.#taken.has(name.toLowerCase()); copy += 1) name = `${base}-${copy}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/**
 * @param {string} text
 * @returns {string} Letters, digits and hyphens, for every file system; may be empty.
 */
export function fileName(text) {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  return Array.from(words)
    .slice(0, MAX_NAME_LENGTH)
    .join('')
    .replace(/^-+|-+$/g, '');
}

/**
 * @param {number} time milliseconds since 1970
 * @returns {string} `2026-03-09`, the day where the phone is.
 */
export const localDay = (time) => isoTime(time).slice(0, 10);
