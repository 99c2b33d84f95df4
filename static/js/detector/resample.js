/**
 * Pictures in another size: by the mean of the area that a pixel covers, and by bilinear interpolation if they grow.
 *
 * Browsers' own ways of shrinking a picture differ: of white noise, one leaves twice as much as another. Here every device
 * has the same arithmetic, which is also that of training/resample.py; both are held to tests/vectors/resample.json. Values
 * are 32-bit floats. First each row gets its new width, then the rows are added up; every product and every sum is rounded,
 * in this order.
 *
 * @typedef {object} Taps What the pixels of a line are made of.
 * @property {Int32Array} spans For each of them the first pixel of the old line, and how many there are.
 * @property {Float32Array} weights Of these, `most` places for each pixel.
 * @property {number} most
 *
 * @typedef {object} Program kernels/resample.ts.
 * @property {(source: number, rows: number, width: number, columns: number, weights: number, most: number,
 *   outWidth: number, line: number, lines: number, lineWeights: number, mostLines: number, sums: number) => void} addRows
 * @property {(sums: number, pixels: number, output: number) => void} finish
 */

const PAGE_BYTES = 65_536;

/**
 * @param {number} size Pixels of a line.
 * @param {number} target How many it is to have.
 * @returns {Taps}
 */
export function tapsOf(size, target) {
  /** @type {[first: number, weights: number[]][]} */
  const all = [];
  for (let i = 0; i < target; i += 1)
    all.push(target > size ? between(i, size, target) : covered(i, size, target));
  return packed(all);
}

/** @param {number} i @param {number} size @param {number} target @returns {[number, number[]]} */
function between(i, size, target) {
  const at = ((i + 0.5) * size) / target - 0.5;
  const low = Math.floor(at);
  if (low < 0) return [0, [1]];
  return low >= size - 1 ? [size - 1, [1]] : [low, [1 - (at - low), at - low]];
}

/** In parts of a pixel, of which each has `target`. @param {number} i @param {number} size @param {number} target @returns {[number, number[]]} */
function covered(i, size, target) {
  const [begin, end] = [i * size, (i + 1) * size];
  const first = Math.floor(begin / target);
  const weights = [];
  for (let pixel = first; pixel * target < end; pixel += 1) {
    weights.push((Math.min(end, (pixel + 1) * target) - Math.max(begin, pixel * target)) / size);
  }
  return [first, weights];
}

/**
 * The same, seen from the old line: what each of its pixels is part of.
 *
 * @param {Taps} taps
 * @param {number} size Pixels of the old line.
 * @returns {Taps}
 */
function turned({ spans, weights, most }, size) {
  /** @type {[first: number, weights: number[]][]} */
  const all = Array.from({ length: size }, () => [0, []]);
  for (let i = 0; i < spans.length / 2; i += 1) {
    for (let tap = 0; tap < spans[2 * i + 1]; tap += 1) {
      const [, shares] = all[spans[2 * i] + tap];
      if (shares.length === 0) all[spans[2 * i] + tap][0] = i;
      shares.push(weights[i * most + tap]);
    }
  }
  return packed(all);
}

/** @param {[first: number, weights: number[]][]} all @returns {Taps} */
function packed(all) {
  const most = Math.max(...all.map(([, weights]) => weights.length));
  const taps = { spans: new Int32Array(2 * all.length), weights: new Float32Array(most * all.length), most };
  for (const [i, [first, weights]] of all.entries()) {
    taps.spans.set([first, weights.length], 2 * i);
    taps.weights.set(weights, i * most);
  }
  return taps;
}

export class Resampler {
  #memory;
  #program;

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
   * @param {Iterable<{ rgba: Uint8ClampedArray, rows: number }>} strips Of the picture, from above; each is read before the
   *   next is asked for.
   * @param {{ width: number, height: number }} size Of the picture, pixels.
   * @param {{ width: number, height: number }} target
   * @returns {Uint8ClampedArray<ArrayBuffer>} RGBA pixels.
   */
  resample(strips, { width, height }, target) {
    const columns = tapsOf(width, target.width);
    const lines = turned(tapsOf(height, target.height), height);
    const pixels = target.width * target.height;
    // What is known before the first strip, then the sums, then strips of any length.
    const room = new Room(this.#memory);
    const at = {
      columns: room.put(columns.spans),
      weights: room.put(columns.weights),
      lines: room.put(lines.spans),
      lineWeights: room.put(lines.weights),
      line: room.take(16 * target.width),
      sums: room.take(16 * pixels),
    };
    new Uint8Array(this.#memory.buffer, at.sums, 16 * pixels).fill(0);
    const end = room.used;
    let row = 0;
    for (const { rgba, rows } of strips) {
      room.used = end;
      const source = room.put(rgba);
      this.#program.addRows(
        source,
        rows,
        width,
        at.columns,
        at.weights,
        columns.most,
        target.width,
        at.line,
        at.lines + 8 * row,
        at.lineWeights + 4 * lines.most * row,
        lines.most,
        at.sums,
      );
      row += rows;
    }
    room.used = end;
    const output = room.take(4 * pixels);
    this.#program.finish(at.sums, pixels, output);
    return new Uint8ClampedArray(this.#memory.buffer.slice(output, output + 4 * pixels));
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

  /** @param {Int32Array | Float32Array | Uint8ClampedArray} values @returns {number} where they are */
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
      columns,
      weights,
      most,
      outWidth,
      line,
      lines,
      lineWeights,
      mostLines,
      sums,
    ) {
      const bytes = new Uint8Array(memory.buffer);
      const floats = new Float32Array(memory.buffer);
      const integers = new Int32Array(memory.buffer);
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < outWidth; column += 1) {
          const [first, count] = integers.subarray(columns / 4 + 2 * column);
          for (let channel = 0; channel < 4; channel += 1) {
            let sum = 0;
            for (let tap = 0; tap < count; tap += 1) {
              const value = bytes[source + 4 * (row * width + first + tap) + channel];
              sum = fround(sum + fround(floats[weights / 4 + column * most + tap] * value));
            }
            floats[line / 4 + 4 * column + channel] = sum;
          }
        }
        const [first, count] = integers.subarray(lines / 4 + 2 * row);
        for (let each = 0; each < count; each += 1) {
          const share = floats[lineWeights / 4 + row * mostLines + each];
          const to = sums / 4 + 4 * outWidth * (first + each);
          for (let i = 0; i < 4 * outWidth; i += 1) {
            floats[to + i] = fround(floats[to + i] + fround(share * floats[line / 4 + i]));
          }
        }
      }
    },
    finish(sums, pixels, output) {
      const values = new Float32Array(memory.buffer, sums, 4 * pixels);
      const bytes = new Uint8ClampedArray(memory.buffer, output, 4 * pixels);
      for (let i = 0; i < values.length; i += 1) bytes[i] = Math.floor(fround(values[i] + 0.5));
    },
  };
}
