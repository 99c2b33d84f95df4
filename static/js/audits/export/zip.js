/**
 * Zip files, written and read a file at a time, so that a phone's memory holds no more than one photo. Written in the
 * page's own thread: the workers that fflate could make are forbidden by the page's policy.
 */
import { inflateSync, Zip, ZipDeflate } from '../../../vendor/fflate.js';
import { AuditError } from '../errors.js';

/** More would need Zip64, which the library does not write. */
const MOST_BYTES = 2 ** 32 - 1;
const MOST_FILES = 0xffff;
/** An import's largest file when unpacked: far above any photo, far below what stops a phone. */
const MOST_UNPACKED_BYTES = 256e6;

const TEXT_LEVEL = 6;
/** Photos are compressed already. Their bytes are still framed as "deflated": some readers refuse others in a stream. */
const PHOTO_LEVEL = 0;

export class ZipWriter {
  /** @type {Blob[]} */
  #parts = [];
  #bytes = 0;
  #files = 0;
  /** @type {unknown} */
  #failure = null;
  #zip = new Zip((error, chunk) => {
    if (error) this.#failure = error;
    // As a blob each piece may go to disk, where the browser keeps large ones.
    else this.#parts.push(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (chunk)]));
    this.#bytes += chunk?.length ?? 0;
  });

  /** @param {number} [mostBytes] */
  constructor(mostBytes = MOST_BYTES) {
    this.mostBytes = mostBytes;
  }

  /**
   * @param {string} path with forward slashes
   * @param {string | Blob} content
   * @param {number} time milliseconds since 1970
   * @throws {AuditError} 'export-too-large', 'export-failed'.
   */
  async add(path, content, time) {
    const isText = typeof content === 'string';
    const bytes = isText ? new TextEncoder().encode(content) : new Uint8Array(await content.arrayBuffer());
    this.#files += 1;
    if (this.#bytes + bytes.length > this.mostBytes || this.#files > MOST_FILES)
      throw new AuditError('export-too-large');
    const file = new ZipDeflate(path, { level: isText ? TEXT_LEVEL : PHOTO_LEVEL });
    // The format knows years from 1980 to 2099.
    file.mtime = new Date(Math.min(Math.max(time, Date.UTC(1981, 0)), Date.UTC(2098, 0)));
    this.#zip.add(file);
    file.push(bytes, true);
    if (this.#failure) throw new AuditError('export-failed', { cause: this.#failure });
  }

  /** @returns {Blob} The zip; nothing can be added after. */
  finish() {
    this.#zip.end();
    return new Blob(this.#parts, { type: 'application/zip' });
  }
}

const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const LONGEST_COMMENT = 0xffff;

/** The files of a zip, read only when asked for. */
export class ZipReader {
  /** @type {Map<string, { offset: number, packed: number, unpacked: number, method: number, crc: number }>} */
  #entries = new Map();

  /** @param {Blob} blob */
  constructor(blob) {
    this.blob = blob;
  }

  /**
   * @param {Blob} blob
   * @returns {Promise<ZipReader>}
   * @throws {AuditError} 'import-unreadable': no zip, or one that is cut short.
   */
  static async open(blob) {
    const reader = new ZipReader(blob);
    try {
      await reader.#readDirectory();
    } catch (error) {
      throw error instanceof AuditError ? error : new AuditError('import-unreadable', { cause: error });
    }
    return reader;
  }

  /** @returns {string[]} Paths as they are in the zip. */
  get paths() {
    return [...this.#entries.keys()];
  }

  /**
   * @param {string} path
   * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null when there is no such file.
   * @throws {AuditError} 'import-unreadable': the file is damaged, or packed in a way that we do not read.
   */
  async read(path) {
    const entry = this.#entries.get(path);
    if (!entry) return null;
    if (entry.unpacked > MOST_UNPACKED_BYTES) throw new AuditError('import-unreadable', { detail: path });
    const header = await this.#view(entry.offset, LOCAL_HEADER_BYTES);
    if (header.getUint32(0, true) !== LOCAL_HEADER)
      throw new AuditError('import-unreadable', { detail: path });
    const start = entry.offset + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
    const packed = new Uint8Array(await this.blob.slice(start, start + entry.packed).arrayBuffer());
    const content = entry.method === 0 ? packed : inflate(packed, entry.unpacked, path);
    if (crc32(content) !== entry.crc) throw new AuditError('import-unreadable', { detail: path });
    return content;
  }

  async #readDirectory() {
    const tailBytes = Math.min(this.blob.size, END_RECORD_BYTES + LONGEST_COMMENT);
    const tail = await this.#view(this.blob.size - tailBytes, tailBytes);
    let end = tail.byteLength - END_RECORD_BYTES;
    while (end >= 0 && tail.getUint32(end, true) !== END_RECORD) end -= 1;
    if (end < 0) throw new AuditError('import-unreadable', { detail: 'no zip' });
    const count = tail.getUint16(end + 10, true);
    const directory = await this.#view(tail.getUint32(end + 16, true), tail.getUint32(end + 12, true));
    const decoder = new TextDecoder();
    for (let at = 0, i = 0; i < count; i += 1) {
      if (directory.getUint32(at, true) !== DIRECTORY_ENTRY) throw new AuditError('import-unreadable');
      const nameBytes = directory.getUint16(at + 28, true);
      const name = new Uint8Array(
        directory.buffer,
        directory.byteOffset + at + DIRECTORY_ENTRY_BYTES,
        nameBytes,
      );
      this.#entries.set(decoder.decode(name), {
        method: directory.getUint16(at + 10, true),
        crc: directory.getUint32(at + 16, true),
        packed: directory.getUint32(at + 20, true),
        unpacked: directory.getUint32(at + 24, true),
        offset: directory.getUint32(at + 42, true),
      });
      at +=
        DIRECTORY_ENTRY_BYTES +
        nameBytes +
        directory.getUint16(at + 30, true) +
        directory.getUint16(at + 32, true);
    }
  }

  /** @param {number} start @param {number} length bytes */
  async #view(start, length) {
    return new DataView(await this.blob.slice(start, start + length).arrayBuffer());
  }
}

/**
 * @param {Uint8Array} packed
 * @param {number} bytes Unpacked; no more is written, so that a bomb does not fill the memory.
 * @param {string} path
 * @returns {Uint8Array<ArrayBuffer>}
 */
function inflate(packed, bytes, path) {
  try {
    return /** @type {Uint8Array<ArrayBuffer>} */ (inflateSync(packed, { out: new Uint8Array(bytes) }));
  } catch (error) {
    throw new AuditError('import-unreadable', { detail: path, cause: error });
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff];
  return (crc ^ 0xffffffff) >>> 0;
}
