/** Reads zip archives one file at a time: whatever is in them, memory holds no more than one file. */
import { ZipReader } from '../../vendor/zip.js';
import { ArchivePaths } from './archive-paths.js';
import { BlobReader } from './blob-reader.js';
import { ArchiveError } from './errors.js';

/** @typedef {import('@zip.js/zip.js').FileEntry} FileEntry */

/** The largest unpacked file that is read: far above any photo, far below what stops a phone. */
const MAX_UNPACKED_BYTES = 256e6;
/** A file above a megabyte that is packed this much denser than any photo or table is made to fill the device. */
const BOMB = { bytes: 1e6, ratio: 100 };
/** The part of a file's own header that has a fixed length, and where in it the lengths of the others are. */
const HEADER = { bytes: 30, nameLength: 26, extraLength: 28 };

export class ArchiveReader {
  #blob;

  /** @param {Blob} blob @param {FileEntry[]} entries its files */
  constructor(blob, entries) {
    this.#blob = blob;
    this.entries = entries;
  }

  /**
   * Reads the archive's directory.
   *
   * @param {Blob} blob
   * @returns {Promise<ArchiveReader>}
   * @throws {ArchiveError} 'import-unreadable': no zip, or one that is cut short.
   */
  static async open(blob) {
    try {
      const zip = new ZipReader(new BlobReader(blob), { useWebWorkers: false });
      const entries = (await zip.getEntries()).filter((entry) => !entry.directory);
      return new ArchiveReader(blob, /** @type {FileEntry[]} */ (entries));
    } catch (error) {
      throw new ArchiveError('import-unreadable', { cause: error });
    }
  }

  /**
   * The folders of the archive that have a file of this name, in the order of the archive: whoever unpacks and packs files
   * again may put a folder around all of them.
   *
   * @param {string} name
   * @returns {ArchivePaths<FileEntry>[]} the files of each of these folders
   */
  foldersWith(name) {
    return ArchivePaths.foldersWith(this.entries, name);
  }

  /**
   * A file that is stored as it is comes as a part of the archive: its bytes are in memory only while somebody reads them.
   *
   * @param {FileEntry} entry
   * @returns {Promise<Blob>}
   * @throws {ArchiveError} 'import-unreadable': the file is damaged, larger than it says or than we read, or packed in a
   *   way that this browser cannot read.
   */
  async read(entry) {
    try {
      const { uncompressedSize: size, compressedSize } = entry;
      const isBomb = size > BOMB.bytes && size > compressedSize * BOMB.ratio;
      if (size > MAX_UNPACKED_BYTES || isBomb) throw new RangeError('too large');
      return entry.compressionMethod === 0 ? await this.#stored(entry) : await unpacked(entry);
    } catch (error) {
      throw new ArchiveError('import-unreadable', { detail: entry.filename, cause: error });
    }
  }

  /** @param {FileEntry} entry */
  async #stored(entry) {
    await entry.getData(new WritableStream(), { checkSignature: true });
    const header = this.#blob.slice(entry.offset, entry.offset + HEADER.bytes);
    const view = new DataView(await header.arrayBuffer());
    const [name, extra] = [HEADER.nameLength, HEADER.extraLength].map((at) => view.getUint16(at, true));
    const start = entry.offset + HEADER.bytes + name + extra;
    return this.#blob.slice(start, start + entry.compressedSize);
  }
}

/** @param {FileEntry} entry @returns {Promise<Blob>} */
async function unpacked(entry) {
  const content = new Uint8Array(entry.uncompressedSize);
  let written = 0;
  const sink = new WritableStream({
    write(/** @type {Uint8Array} */ chunk) {
      content.set(chunk, written); // throws where the file is larger than it says
      written += chunk.length;
    },
  });
  await entry.getData(sink, { checkSignature: true });
  return new Blob([content]);
}
