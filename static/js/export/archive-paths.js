/**
 * Finds the files of an archive by the names under which they were exported. Other programs pack them again with names in
 * the encoding of their own system, with back slashes, in the other Unicode form, or in other letters (a, A).
 */

/** Encodings in which systems write names, besides the one that an archive ought to have. The first that fits counts. */
const ENCODINGS = [
  'utf-8',
  'gb18030',
  'shift_jis',
  'big5',
  'euc-kr',
  'windows-1252',
  'windows-1251',
  'ibm866',
];

/** Where macOS puts what is not the files themselves. */
const RESOURCES = '__macosx';

/**
 * @typedef {object} Named
 * @property {string} filename as the archive says
 * @property {Uint8Array} rawFilename the bytes of it
 */

/** @template {Named} Entry */
export class ArchivePaths {
  /** By the name as it ought to be. @type {Map<string, Entry>} */
  #exact = new Map();
  /** By what it may mean besides; null: several files may. @type {Map<string, Entry | null>} */
  #guesses = new Map();

  /**
   * @param {Entry[]} entries
   * @param {number} depth number of folders that are around all of them
   */
  constructor(entries, depth) {
    const below = (/** @type {string} */ name) => tidy(name).split('/').slice(depth).join('/');
    for (const entry of entries) this.#exact.set(below(entry.filename), entry);
    for (const entry of entries) {
      const names = [entry.filename, ...decoded(entry.rawFilename)].map(below);
      for (const guess of new Set(names.flatMap((name) => [lower(name), skeleton(name)]))) {
        this.#guesses.set(guess, this.#guesses.has(guess) ? null : entry);
      }
    }
  }

  /**
   * @template {Named} Entry
   * @param {Entry[]} entries of a whole archive
   * @param {string} name
   * @returns {ArchivePaths<Entry>[]}
   */
  static foldersWith(entries, name) {
    const folders = entries
      .map(({ filename }) => tidy(filename).split('/'))
      .filter((parts) => parts.at(-1)?.toLowerCase() === name && parts[0]?.toLowerCase() !== RESOURCES)
      .map((parts) => parts.slice(0, -1));
    return folders.map((folder) => {
      const start = folder.map((part) => `${part}/`).join('');
      const inside = entries.filter(({ filename }) => tidy(filename).startsWith(start));
      return new ArchivePaths(inside, folder.length);
    });
  }

  /** @param {string} path in an export @returns {Entry | null} null: there is no such file */
  find(path) {
    const name = tidy(path);
    return (
      this.#exact.get(name) ?? this.#guesses.get(lower(name)) ?? this.#guesses.get(skeleton(name)) ?? null
    );
  }
}

/** @param {string} name */
const tidy = (name) =>
  name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');

/** @param {string} name */
const lower = (name) => name.toLowerCase().normalize('NFC');

/**
 * What is left of a name in any encoding: what is no ASCII is told by its place alone.
 *
 * @param {string} name
 */
const skeleton = (name) => lower(name).replace(/[^ -~]+/g, '?');

/** @param {Uint8Array} bytes @returns {string[]} */
function decoded(bytes) {
  if (bytes.every((byte) => byte < 0x80)) return [];
  return ENCODINGS.flatMap((encoding) => {
    try {
      return [new TextDecoder(encoding, { fatal: true }).decode(bytes)];
    } catch {
      return []; // it is not in this encoding
    }
  });
}
