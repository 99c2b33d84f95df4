/**
 * Zip archives, written one file at a time, so that memory holds no more than one photo (unzip.js reads them). The library does its
 * work in the page's own thread: the policy of the page forbids the workers that it would start.
 */
import { ZipWriter } from '../../vendor/zip.js';
import { BlobReader } from './blob-reader.js';
import { ArchiveError } from './errors.js';

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

/** Safari has no streams for zip's kind of compression before version 16.4. */
const canDeflate = () => typeof CompressionStream !== 'undefined';
