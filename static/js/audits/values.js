/** Checks of single values in a file that may come from anyone. Each throws 'import-damaged' with the place in the file. */
import { AuditError } from './errors.js';

/** The longest text where nothing else is said, in characters. */
const MAX_NAME = 200;

/** @param {string} place */
export const damaged = (place) => new AuditError('import-damaged', { detail: place });

/** @param {unknown} value @param {string} place @returns {Record<string, unknown>} */
export function object(value, place) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged(place);
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @template T
 * @param {unknown} value
 * @param {string} place
 * @param {number} most
 * @param {(item: unknown, place: string) => T} parse
 * @returns {T[]}
 */
export function list(value, place, most, parse) {
  if (!Array.isArray(value) || value.length > most) throw damaged(place);
  return value.map((item, index) => parse(item, `${place}[${index}]`));
}

/** @param {unknown} value @param {string} place @param {number} [most] characters */
export function text(value, place, most = MAX_NAME) {
  if (typeof value !== 'string' || value.length > most) throw damaged(place);
  return value;
}

/** A text that can be part of an address: of half a character none can be made. @param {unknown} value @param {string} place */
export function identity(value, place) {
  const id = text(value, place);
  if (!id || withoutHalves(id) !== id) throw damaged(place);
  return id;
}

/** @param {string} text @returns {string} without halves of characters, of which no file and no address can be made */
export const withoutHalves = (text) => text.replace(/[\ud800-\udfff]/gu, '');

/** @param {unknown} value @param {string} place @param {number} least @param {number} most */
export function number(value, place, least, most) {
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw damaged(place);
  return value;
}

/** @param {unknown} value @param {string} place @param {number} most */
export function whole(value, place, most) {
  const index = number(value, place, 0, most);
  if (!Number.isInteger(index)) throw damaged(place);
  return index;
}

/** @param {unknown} value @param {string} place @returns {number} milliseconds since 1970 */
export function time(value, place) {
  const milliseconds = Date.parse(text(value, place));
  if (Number.isNaN(milliseconds)) throw damaged(place);
  return milliseconds;
}
