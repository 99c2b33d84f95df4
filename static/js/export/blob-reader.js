/** So much of a blob is in memory at a time. */
const PIECE_BYTES = 1 << 20;
/** The largest part that is read in one: the directory of an archive of some hundred thousand files. */
const MAX_PART_BYTES = 64e6;

/** Bytes of a blob, in the form in which the zip library asks for them: piece by piece, however large the blob is. */
export class BlobReader {
  #blob;

  /** @param {Blob} blob */
  constructor(blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  /** @param {number} offset @param {number} length bytes */
  async readUint8Array(offset, length) {
    if (length > MAX_PART_BYTES) throw new RangeError('An archive with too large a directory');
    return new Uint8Array(await this.#blob.slice(offset, offset + length).arrayBuffer());
  }

  /** The whole blob, or the part that the library asks for by setting `offset` and `size` on the stream. */
  get readable() {
    const blob = this.#blob;
    let done = 0;
    /** @type {ReadableStream<Uint8Array> & { offset?: number, size?: number }} */
    const stream = new ReadableStream(
      {
        async pull(controller) {
          const { offset = 0, size = blob.size } = stream;
          const start = offset + done;
          const end = Math.min(start + PIECE_BYTES, offset + size);
          const bytes = end > start ? await blob.slice(start, end).arrayBuffer() : new ArrayBuffer(0);
          done += bytes.byteLength;
          if (bytes.byteLength > 0) controller.enqueue(new Uint8Array(bytes));
          if (bytes.byteLength === 0 || done >= size) controller.close();
        },
      },
      // Nothing is read before the library has said which part it wants.
      { highWaterMark: 0 },
    );
    return stream;
  }
}
