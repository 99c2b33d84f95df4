import { isGtin } from '../lists/gtin.js';

/**
 * The number of a pack as it is kept: digits alone, and an American one without the zero that makes 13 digits of it.
 *
 * @param {string} text as read or typed, perhaps in groups
 * @returns {string | null} null: it is no number of a pack, or a digit is missing or wrong
 */
export function gtinIn(text) {
  const digits = text.replace(/[\s.-]/g, '');
  if (!isGtin(digits)) return null;
  return digits.length === 13 && digits.startsWith('0') ? digits.slice(1) : digits;
}

/** A number counts once two pictures in a row have shown it: stripes that are blurred are sometimes read as others. */
export class SameTwice {
  /** @type {string | null} */
  #last = null;

  /** @param {string | null} text read in the newest picture; null: nothing @returns {string | null} what counts, if anything does */
  see(text) {
    const gtin = text === null ? null : gtinIn(text);
    const isSame = gtin !== null && gtin === this.#last;
    this.#last = gtin ?? this.#last; // a picture between them may be blurred
    return isSame ? gtin : null;
  }
}
