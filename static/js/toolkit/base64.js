/** Bytes as text, for records that are plain JSON. */

/** @param {Uint8Array} bytes @returns {string} */
export function toBase64(bytes) {
  let text = '';
  for (const each of bytes) text += String.fromCharCode(each);
  return btoa(text);
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * @param {unknown} value that may come from anyone
 * @param {number} count
 * @returns {value is string} whether it is so many bytes
 */
export const isBase64 = (value, count) =>
  typeof value === 'string' &&
  value.length === 4 * Math.ceil(count / 3) &&
  /^[A-Za-z0-9+/]*={0,2}$/.test(value);
