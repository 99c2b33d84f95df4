/**
 * Zip archives, written and read one file at a time, so that memory holds no more than one photo. The library does its
 * work in the page's own thread: the policy of the page forbids the workers that it would start.
 */
import { ZipReader, ZipWriter } from '../../vendor/zip.js';
import { ArchiveError } from './errors.js';

/** The largest unpacked file that is read: far above any photo, far below what stops a phone. */
const MAX_UNPACKED_BYTES = 256e6;

/** The format knows years from 1980 to 2099. */
const [MIN_TIME, MAX_TIME] = [Date.UTC(1981, 0), Date.UTC(2098, 0)];

/** The only level at which the browser's own compression is used. */
const TEXT_LEVEL = 6;

export class ArchiveWriter {
  #bytes = 0;
  #zip;
  #blob;

  constructor() {
    const { readable, writable } = new TransformStream({
      transform: (/** @type {Uint8Array} */ chunk, controller) => {
        this.#bytes += chunk.length;
        controller.enqueue(chunk);
      },
    });
    // The browser collects what is written, on disk where it keeps large blobs there.
    this.#blob = new Response(readable).blob();
    // Without data descriptors, which readers of a stream refuse for files that are not compressed.
    this.#zip = new ZipWriter(writable, {
      bufferedWrite: true,
      dataDescriptor: false,
      extendedTimestamp: false,
      useWebWorkers: false,
    });
  }

  /**
   * @param {string} path with forward slashes
   * @param {string | Blob} content Text is compressed; photos are compressed already, and are stored as they are.
   * @param {number} time milliseconds since 1970
   * @returns {Promise<{ start: number, end: number }>} Where the file's bytes lie in the archive; those of a photo are its
   *   own.
   * @throws {ArchiveError} 'export-failed'.
   */
  async add(path, content, time) {
    const isText = typeof content === 'string';
    const lastModDate = new Date(Math.min(Math.max(time, MIN_TIME), MAX_TIME));
    const level = isText && canDeflate() ? TEXT_LEVEL : 0;
    try {
      const reader = new BlobReader(isText ? new Blob([content]) : content);
      const { compressedSize } = await this.#zip.add(path, reader, { level, lastModDate });
      return { start: this.#bytes - compressedSize, end: this.#bytes };
    } catch (error) {
      throw new ArchiveError('export-failed', { detail: path, cause: error });
    }
  }

  /**
   * @returns {Promise<Blob>} The archive; nothing can be added after.
   * @throws {ArchiveError} 'export-failed'.
   */
  async finish() {
    try {
      await this.#zip.close();
      return new Blob([await this.#blob], { type: 'application/zip' });
    } catch (error) {
      throw new ArchiveError('export-failed', { cause: error });
    }
  }
}

/** The files of an archive, each read only when it is asked for. */
export class ArchiveReader {
  /** @type {Map<string, import('@zip.js/zip.js').FileEntry>} */
  #entries = new Map();

  /** @param {import('@zip.js/zip.js').Entry[]} entries */
  constructor(entries) {
    for (const entry of entries) if (!entry.directory) this.#entries.set(entry.filename, entry);
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
      return new ArchiveReader(await zip.getEntries());
    } catch (error) {
      throw new ArchiveError('import-unreadable', { cause: error });
    }
  }

  /** @returns {string[]} Paths as they are in the archive. */
  get paths() {
    return [...this.#entries.keys()];
  }

  /**
   * @param {string} path
   * @returns {Promise<Blob | null>} null when there is no such file.
   * @throws {ArchiveError} 'import-unreadable': the file is damaged, larger than it says or than we read, or packed in a
   *   way that this browser cannot read.
   */
  async read(path) {
    const entry = this.#entries.get(path);
    if (!entry) return null;
    const { readable, writable } = new TransformStream();
    try {
      if (entry.uncompressedSize > MAX_UNPACKED_BYTES) throw new RangeError('too large');
      const [content] = await Promise.all([
        new Response(readable).blob(),
        entry.getData(writable, { checkSignature: true }).catch((error) => {
          writable.abort(error).catch(() => {}); // closed already: then nobody waits for it
          throw error;
        }),
      ]);
      return content;
    } catch (error) {
      throw new ArchiveError('import-unreadable', { detail: path, cause: error });
    }
  }
}

/** Bytes of a blob, in the form in which the library asks for them. */
class BlobReader {
  #blob;

  /** @param {Blob} blob */
  constructor(blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  /** @param {number} offset @param {number} length bytes */
  async readUint8Array(offset, length) {
    return new Uint8Array(await this.#blob.slice(offset, offset + length).arrayBuffer());
  }

  /** The whole blob, or the part that the library asks for by setting `offset` and `size` on the stream. */
  get readable() {
    const blob = this.#blob;
    /** @type {ReadableStream<Uint8Array> & { offset?: number, size?: number }} */
    const stream = new ReadableStream({
      async pull(controller) {
        const { offset = 0, size = blob.size } = stream;
        const bytes = await blob.slice(offset, offset + size).arrayBuffer();
        if (bytes.byteLength > 0) controller.enqueue(new Uint8Array(bytes));
        controller.close();
      },
    });
    return stream;
  }
}

/** Safari has no streams for zip's kind of compression before version 16.4. */
const canDeflate = () => typeof CompressionStream !== 'undefined';
