/**
 * Dot products of many vectors with a few, by WebAssembly (kernels/dots.ts), or slowly, and with the same result, without.
 *
 * @typedef {object} Program kernels/dots.ts
 * @property {(queries: number, rows: number, count: number, dimensions: number, output: number, stride: number) => void} dotsOfFour
 * @property {(query: number, rows: number, count: number, dimensions: number, output: number) => void} dots
 */

const PAGE_BYTES = 65_536;
const CODE = new URL('../../vendor/dots.wasm', import.meta.url);
/** Vectors are multiplied in pieces of so many numbers, and queries in fours. */
const [LANES, FOUR] = [16, 4];

/** @type {Promise<WebAssembly.Module | null> | null} */
let loading = null;

/**
 * Loads the program once.
 *
 * @returns {Promise<WebAssembly.Module | null>} null: it could not be had, and without it the search is slow
 */
export function loadDots() {
  loading ??= compile().catch(() => {
    loading = null; // the next search tries again
    return null;
  });
  return loading;
}

async function compile() {
  const response = await fetch(CODE);
  if (!response.ok) throw new Error(`dots.wasm: HTTP ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Holds rows of vectors, and multiplies others with them. */
export class Dots {
  #program;
  #memory = new WebAssembly.Memory({ initial: 1 });
  #end = 0;

  /**
   * @param {Int8Array} rows vectors, one after the other
   * @param {number} dimensions
   * @param {WebAssembly.Module | null} module
   */
  constructor(rows, dimensions, module) {
    this.dimensions = dimensions;
    this.padded = Math.ceil(dimensions / LANES) * LANES;
    const memory = this.#memory;
    this.#program = module
      ? /** @type {Program} */ (
          /** @type {unknown} */ (new WebAssembly.Instance(module, { env: { memory } }).exports)
        )
      : slowProgram(memory);
    const count = dimensions > 0 ? rows.length / dimensions : 0;
    this.#end = count * this.padded;
    this.#reach(this.#end);
    const bytes = new Int8Array(this.#memory.buffer);
    if (this.padded === dimensions) bytes.set(rows);
    else
      for (let row = 0; row < count; row += 1)
        bytes.set(rows.subarray(row * dimensions, (row + 1) * dimensions), row * this.padded);
  }

  /**
   * Makes vectors ready to be multiplied with the rows.
   *
   * @param {Int8Array} queries
   * @param {number} most so many sums a query are asked for at most
   * @returns {Questions} in place of those before
   */
  ask(queries, most) {
    const count = queries.length / this.dimensions;
    const fours = Math.ceil(count / FOUR) * FOUR;
    const at = Math.ceil(this.#end / LANES) * LANES;
    const output = at + fours * this.padded * 2;
    this.#reach(output + FOUR * most * 4);
    const numbers = new Int16Array(this.#memory.buffer, at, fours * this.padded).fill(0);
    for (let query = 0; query < count; query += 1)
      for (let i = 0; i < this.dimensions; i += 1)
        numbers[query * this.padded + i] = queries[query * this.dimensions + i];
    return { count, at, output, most };
  }

  /**
   * @param {Questions} questions
   * @param {number} query one of them
   * @param {number} from the first row
   * @param {number} count of rows
   * @returns {Int32Array} the sum for each row, until the next call
   */
  one({ at, output }, query, from, count) {
    const { padded } = this;
    this.#program.dots(at + query * padded * 2, from * padded, count, padded, output);
    return new Int32Array(this.#memory.buffer, output, count);
  }

  /**
   * @param {Questions} questions
   * @param {number} query the first of four of them
   * @param {number} from the first row
   * @param {number} count of rows
   * @returns {Int32Array[]} for each of the four, the sum for each row, until the next call
   */
  four({ at, output, most }, query, from, count) {
    const { padded } = this;
    this.#program.dotsOfFour(at + query * padded * 2, from * padded, count, padded, output, most * 4);
    return [0, 1, 2, 3].map((i) => new Int32Array(this.#memory.buffer, output + i * most * 4, count));
  }

  /** @param {number} bytes that the memory must have */
  #reach(bytes) {
    const lacking = bytes - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / PAGE_BYTES));
  }
}

/** @typedef {{ count: number, at: number, output: number, most: number }} Questions where they lie in the memory */

/** @param {WebAssembly.Memory} memory @returns {Program} */
function slowProgram(memory) {
  /** @type {Program['dots']} */
  const dots = (query, rows, count, dimensions, output) => {
    const numbers = new Int16Array(memory.buffer, query, dimensions);
    const bytes = new Int8Array(memory.buffer, rows, count * dimensions);
    const sums = new Int32Array(memory.buffer, output, count);
    for (let row = 0; row < count; row += 1) {
      let sum = 0;
      for (let i = 0, at = row * dimensions; i < dimensions; i += 1, at += 1) sum += numbers[i] * bytes[at];
      sums[row] = sum;
    }
  };
  return {
    dots,
    dotsOfFour: (queries, rows, count, dimensions, output, stride) => {
      for (let i = 0; i < FOUR; i += 1)
        dots(queries + i * dimensions * 2, rows, count, dimensions, output + i * stride);
    },
  };
}
