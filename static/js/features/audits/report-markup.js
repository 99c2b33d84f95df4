/**
 * Markup in pieces. Whatever is put into a template is escaped, unless it is markup itself, so nothing that a person typed can
 * become more than text. Pictures stay what they are, blobs, until the markup is written.
 *
 * @typedef {string | number | Blob | Markup | null | false | (string | number | Blob | Markup | null | false)[]} Insert
 */
import { toBase64 } from '../../toolkit/base64.js';

export class Markup {
  /** @param {(string | Blob)[]} parts strings are HTML */
  constructor(parts) {
    this.parts = parts;
  }
}

/**
 * @param {TemplateStringsArray} strings HTML; a blob goes only into `src="..."`
 * @param {Insert[]} inserts
 * @returns {Markup}
 */
export function markup(strings, ...inserts) {
  const parts = strings.flatMap((text, index) =>
    index === 0 ? [text] : [...partsOf(inserts[index - 1]), text],
  );
  return new Markup(parts);
}

/** @param {Insert} insert @returns {(string | Blob)[]} */
function partsOf(insert) {
  if (insert === null || insert === false) return [];
  if (Array.isArray(insert)) return insert.flatMap(partsOf);
  if (insert instanceof Markup) return insert.parts;
  if (insert instanceof Blob) return [insert];
  return [escaped(String(insert))];
}

/** @type {Readonly<Record<string, string>>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text @returns {string} for content and quoted attributes; without what no HTML may hold */
export const escaped = (text) =>
  text
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that go
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');

/**
 * Writes markup with its pictures in it, as data. Each is turned into text alone, and kept as a blob again, which the browser
 * has outside of the page's memory.
 *
 * @param {Markup} page
 * @param {AbortSignal} signal
 * @returns {Promise<Blob[]>}
 * @throws {DOMException} AbortError
 */
export async function selfContained({ parts }, signal) {
  const written = [];
  for (const part of parts) {
    signal.throwIfAborted();
    if (typeof part === 'string') written.push(new Blob([part]));
    else {
      const bytes = new Uint8Array(await part.arrayBuffer());
      written.push(new Blob([`data:image/jpeg;base64,${toBase64(bytes)}`]));
    }
  }
  return written;
}

/**
 * @param {Markup} page
 * @param {(picture: Blob) => string} urlOf
 * @returns {string} with addresses of its pictures
 */
export const withUrls = ({ parts }, urlOf) =>
  parts.map((part) => (typeof part === 'string' ? part : escaped(urlOf(part)))).join('');
