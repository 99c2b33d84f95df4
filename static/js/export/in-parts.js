/** What one share sheet takes: Chrome refuses more than ten files, or 50 MB, without saying why. */
export const MOST = { files: 10, bytes: 50e6 };

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => number} bytesOf
 * @param {{ files?: number, bytes?: number }} [most] in a part
 * @returns {T[][]} The same items in the same order, divided where a part is full. One that is too large is alone in its part.
 */
export function inParts(items, bytesOf, { files = MOST.files, bytes = MOST.bytes } = {}) {
  /** @type {T[][]} */
  const parts = [];
  let room = 0;
  for (const item of items) {
    const size = bytesOf(item);
    const part = parts.at(-1);
    if (part && part.length < files && size <= room) part.push(item);
    else {
      parts.push([item]);
      room = bytes;
    }
    room -= size;
  }
  return parts;
}
