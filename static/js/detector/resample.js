/**
 * Pictures in another size: by the mean of the area that a pixel covers, and by bilinear interpolation if they grow.
 *
 * Browsers' own ways of shrinking a picture differ: of white noise, one leaves twice as much as another. Here every device
 * has the same arithmetic, which is also that of training/resample.py; both are held to tests/vectors/resample.json. Values
 * are 32-bit floats. First the rows are added up, then each gets its new width; every product and every sum is rounded, in
 * this order.
 *
 * @typedef {import('./taps.js').Taps} Taps
 * @typedef {{ width: number, height: number }} Size
 *
 * @typedef {object} Program kernels/resample.ts.
 * @property {(source: number, rows: number, width: number, isBgr: boolean, lines: number, lineWeights: number,
 *   mostLines: number, sums: number, columns: number, weights: number, most: number, outWidth: number, output: number
 *   ) => void} addRows
 *
 * @typedef {object} Strip Some rows of a picture.
 * @property {Uint8Array | Uint8ClampedArray} rgba
 * @property {number} rows
 * @property {boolean} [isBgr] Whether blue and red have changed places.
 */
import { tapsOf, turned } from './taps.js';

const PAGE_BYTES = 65_536;
/** So much of a picture is copied and added up at once: it stays in the cache of a processor. */
const CHUNK_BYTES = 2 ** 17;
/** Pixels are added up in fours. What is behind the last one counts for nothing. */
const READ_BEHIND_BYTES = 12;

export class Resampler {
  #memory;
  #program;
  /** Taps of the last picture: live frames are all of one size. @type {{ sizes: string, columns: Taps, lines: Taps } | null} */
  #last = null;

  /** @param {Program} program @param {WebAssembly.Memory} memory */
  constructor(program, memory) {
    this.#program = program;
    this.#memory = memory;
  }

  /**
   * @param {BufferSource} code resample.wasm
   * @returns {Resampler} One that is slow, and gives the same, where the browser cannot run that.
   */
  static of(code) {
    const memory = new WebAssembly.Memory({ initial: 1 });
    if (!WebAssembly.validate(code)) return new Resampler(slowProgram(memory), memory);
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
    return new Resampler(/** @type {any} */ (exports), memory);
  }

  /**
   * @param {Iterable<Strip>} strips Of the picture, from above; each is read before the next is asked for.
   * @param {Size} size Of the picture, pixels.
   * @param {Size} target
   * @returns {Uint8ClampedArray<ArrayBuffer>} RGBA pixels.
   */
  resample(strips, { width, height }, target) {
    const { columns, lines } = this.#tapsFor({ width, height }, target);
    const bytes = 4 * target.width * target.height;
    const room = new Room(this.#memory);
    const at = {
      lines: room.put(lines.spans),
      lineWeights: room.put(lines.weights),
      sums: room.put(new Float32Array(4 * 4 * Math.ceil(width / 4) * lines.most)),
      columns: room.put(columns.spans),
      weights: room.put(columns.weights),
      output: room.take(bytes),
    };
    const end = room.used;
    let row = 0;
    for (const { rgba, rows, isBgr = false } of inChunks(strips, width)) {
      room.used = end;
      const source = room.put(rgba);
      room.take(READ_BEHIND_BYTES);
      this.#program.addRows(
        source,
        rows,
        width,
        isBgr,
        at.lines + 8 * row,
        at.lineWeights + 4 * lines.most * row,
        lines.most,
        at.sums,
        at.columns,
        at.weights,
        columns.most,
        target.width,
        at.output,
      );
      row += rows;
    }
    return new Uint8ClampedArray(this.#memory.buffer.slice(at.output, at.output + bytes));
  }

  /** @param {Size} size @param {Size} target @returns {{ columns: Taps, lines: Taps }} */
  #tapsFor({ width, height }, target) {
    const sizes = [width, height, target.width, target.height].join();
    if (this.#last?.sizes !== sizes) {
      const lines = turned(tapsOf(height, target.height), height);
      this.#last = { sizes, columns: tapsOf(width, target.width), lines };
    }
    return this.#last;
  }
}

/** @param {Iterable<Strip>} strips @param {number} width @returns {Generator<Strip>} The same picture in strips of few rows. */
function* inChunks(strips, width) {
  const most = Math.max(1, Math.floor(CHUNK_BYTES / (4 * width)));
  for (const { rgba, rows, isBgr } of strips) {
    for (let row = 0; row < rows; row += most) {
      const end = Math.min(rows, row + most);
      yield { rgba: rgba.subarray(4 * width * row, 4 * width * end), rows: end - row, isBgr };
    }
  }
}

/** The memory of a program that keeps nothing from one call to the next. */
class Room {
  used = 0;

  /** @param {WebAssembly.Memory} memory */
  constructor(memory) {
    this.memory = memory;
  }

  /** @param {number} bytes @returns {number} where they are */
  take(bytes) {
    const at = this.used;
    this.used = Math.ceil((at + bytes) / 16) * 16;
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    return at;
  }

  /** @param {Int32Array | Float32Array | Strip['rgba']} values @returns {number} where they are */
  put(values) {
    const at = this.take(values.byteLength);
    new Uint8Array(this.memory.buffer, at).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return at;
  }
}

/**
 * For processors without the SIMD instructions that WebAssembly needs.
 *
 * @param {WebAssembly.Memory} memory
 * @returns {Program}
 */
export function slowProgram(memory) {
  const { fround } = Math;
  return {
    addRows(
      source,
      rows,
      width,
      isBgr,
      lines,
      lineWeights,
      mostLines,
      sums,
      columns,
      weights,
      most,
      outWidth,
      output,
    ) {
      const bytes = new Uint8ClampedArray(memory.buffer);
      const floats = new Float32Array(memory.buffer);
      const integers = new Int32Array(memory.buffer);
      const sumOf = (/** @type {number} */ row) =>
        sums / 4 + (row % mostLines) * 4 * 4 * Math.ceil(width / 4);
      for (let row = 0; row < rows; row += 1) {
        const [first, count, complete] = integers.subarray(lines / 4 + 2 * row);
        const from = source + 4 * width * row;
        for (let each = 0; each < count; each += 1) {
          const share = floats[lineWeights / 4 + row * mostLines + each];
          const to = sumOf(first + each);
          for (let i = 0; i < 4 * width; i += 1) {
            floats[to + i] = fround(floats[to + i] + fround(share * bytes[from + i]));
          }
        }
        for (let out = first; out < complete; out += 1) {
          for (let i = 0; i < 4 * outWidth; i += 1) {
            const [column, channel] = [i >> 2, i % 4];
            const [start, taps] = integers.subarray(columns / 4 + 2 * column);
            let sum = 0;
            for (let tap = 0; tap < taps; tap += 1) {
              const value = floats[sumOf(out) + 4 * (start + tap) + channel];
              sum = fround(sum + fround(floats[weights / 4 + column * most + tap] * value));
            }
            const place = isBgr && channel < 3 ? i + 2 - 2 * channel : i;
            bytes[output + 4 * outWidth * out + place] = Math.floor(fround(sum + 0.5));
          }
          floats.fill(0, sumOf(out), sumOf(out) + 4 * width);
        }
      }
    },
  };
}
