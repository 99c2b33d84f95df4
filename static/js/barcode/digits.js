import { isGtin } from '../lists/gtin.js';

/**
 * The number of a pack as it is kept: digits alone, and an American one without the zero that makes 13 digits of it, with the zeros
 * that UPC-E leaves out. Of eight digits that are right both ways, only the stripes say that they are UPC-E (reader.js).
 *
 * @param {string} text as read or typed, perhaps in groups
 * @returns {string | null} null: it is no number of a pack, or a digit is missing or wrong
 */
export function gtinIn(text) {
  const digits = text.replace(/[\s.-]/g, '');
  if (!isGtin(digits)) return upcaOf(digits);
  return digits.length === 13 && digits.startsWith('0') ? digits.slice(1) : digits;
}

/**
 * UPC-E stands on packs too small for a UPC-A, whose zeros it leaves out (GS1 General Specifications, 5.2.2.4). Its last digit but
 * one says where they were, and its check digit is that of the whole number.
 *
 * @param {string} digits of a UPC-E: a zero, six digits, the check digit
 * @returns {string | null} the 12 digits; null: it is none, or a digit is wrong
 */
export function upcaOf(digits) {
  if (!/^0\d{7}$/.test(digits)) return null;
  const [company, item, last, check] = [digits.slice(1, 3), digits.slice(3, 6), digits[6], digits[7]];
  const middle =
    last <= '2'
      ? `${company}${last}0000${item}`
      : last === '3'
        ? `${company}${item[0]}00000${item.slice(1)}`
        : last === '4'
          ? `${company}${item.slice(0, 2)}00000${item[2]}`
          : `${company}${item}0000${last}`;
  const upca = `0${middle}${check}`;
  return isGtin(upca) ? upca : null;
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
