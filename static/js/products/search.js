/**
 * The search for the products that a facing looks like, among all examples of the catalogue. A large catalogue is searched from
 * coarse to fine: the mean of a product's examples tells which products are worth a look at each example.
 *
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 *
 * @typedef {object} Shelf examples of products, those of one product after another
 * @property {Int8Array} values
 * @property {Int32Array} rows for each product, and one after the last, which example is its first
 *
 * @typedef {object} Gallery all examples of the catalogue by one embedder
 * @property {string} embedder
 * @property {number} dimensions
 * @property {string[]} products ids
 * @property {Shelf} right how they look
 * @property {Shelf} wrong how they do not look, as a person said
 * @property {string[]} kinds of each product: those of one kind differ in their size alone
 * @property {number[]} sizes of each product, such as litres or kilograms; NaN: not known
 * @property {number[]} learnt of each product: when its first example was added, milliseconds since 1970
 * @property {Search} search
 * @property {import('./crowds.js').Crowds} crowds
 * @property {import('./others.js').Others} others what is not in the catalogue
 *
 * @typedef {object} Match
 * @property {number} product index in the gallery
 * @property {number} cosine with its best example
 * @property {number} score that, or as crowds.js corrects it
 */
import { Dots } from './dots.js';

/** So many examples are all looked at: that takes as long as the search from coarse to fine. */
const ALL_EXAMPLES = 4000;
/** So many products are looked at closely, in a large catalogue. */
const CLOSE = 64;

export class Search {
  #rows;
  #products;
  #dots;
  #lengths;
  #means;

  /**
   * @param {Shelf} right
   * @param {number} dimensions
   * @param {WebAssembly.Module | null} module see dots.js
   * @param {{ close?: number, allExamples?: number }} [options] how it is searched
   */
  constructor({ values, rows }, dimensions, module, { close = CLOSE, allExamples = ALL_EXAMPLES } = {}) {
    this.dimensions = dimensions;
    this.close = close;
    this.#rows = rows;
    this.#products = rows.length - 1;
    this.#dots = new Dots(values, dimensions, module);
    this.#lengths = lengthsOf(values, dimensions);
    const isLarge = this.#lengths.length > allExamples && this.#products > close;
    this.#means = isLarge
      ? new Dots(
          meansOf(
            { values, rows },
            Array.from({ length: this.#products }, (_, i) => i),
            dimensions,
          ),
          dimensions,
          module,
        )
      : null;
  }

  /**
   * @param {Int8Array} values vectors
   * @param {number} count of the best products
   * @returns {Match[][]} for each of the vectors, the best product first, each by its best example
   */
  best(values, count) {
    const lengths = lengthsOf(values, this.dimensions);
    const found = this.#means ? this.#coarseToFine(this.#means, values) : this.#exhaustive(values);
    return found.map((matches, query) => {
      const length = lengths[query] || 1;
      return topOf(matches, count).map(({ product, cosine, score }) => {
        return { product, cosine: cosine / length, score: score / length };
      });
    });
  }

  /** @param {Int8Array} values @returns {Match[][]} */
  #exhaustive(values) {
    const total = this.#lengths.length;
    const questions = this.#dots.ask(values, total);
    /** @type {Match[][]} */
    const found = [];
    for (let query = 0; query < questions.count; query += 4) {
      const sums = this.#dots.four(questions, query, 0, total);
      for (let i = 0; i < 4 && query + i < questions.count; i += 1) {
        const matches = [];
        for (let product = 0; product < this.#products; product += 1)
          matches.push(this.#match(product, sums[i], this.#rows[product]));
        found.push(matches);
      }
    }
    return found;
  }

  /** @param {Dots} means @param {Int8Array} values @returns {Match[][]} */
  #coarseToFine(means, values) {
    const coarse = means.ask(values, this.#products);
    const fine = this.#dots.ask(values, this.#lengths.length);
    /** @type {Match[][]} */
    const found = [];
    for (let query = 0; query < coarse.count; query += 4) {
      const sums = means.four(coarse, query, 0, this.#products);
      for (let i = 0; i < 4 && query + i < coarse.count; i += 1) {
        const near = largest(sums[i], this.close);
        found.push(
          near.map((product) => {
            const from = this.#rows[product];
            const own = this.#dots.one(fine, query + i, from, this.#rows[product + 1] - from);
            return this.#match(product, own, 0);
          }),
        );
      }
    }
    return found;
  }

  /** @param {number} product @param {Int32Array} sums @param {number} from where its sums begin @returns {Match} */
  #match(product, sums, from) {
    let cosine = -Infinity;
    const first = this.#rows[product];
    for (let i = 0; first + i < this.#rows[product + 1]; i += 1)
      cosine = Math.max(cosine, sums[from + i] / this.#lengths[first + i]);
    return { product, cosine, score: cosine };
  }
}

/** @param {Int8Array} values @param {number} dimensions @returns {Float32Array} the length of each vector; never 0 */
export function lengthsOf(values, dimensions) {
  const lengths = new Float32Array(dimensions > 0 ? values.length / dimensions : 0);
  for (let row = 0; row < lengths.length; row += 1) {
    let sum = 0;
    for (let at = row * dimensions; at < (row + 1) * dimensions; at += 1) sum += values[at] * values[at];
    lengths[row] = Math.sqrt(sum) || 1;
  }
  return lengths;
}

/** @param {Shelf} shelf @param {number[]} products @param {number} dimensions @returns {Int8Array} the mean of each, all as long */
export function meansOf({ values, rows }, products, dimensions) {
  const means = new Int8Array(products.length * dimensions);
  const sum = new Float32Array(dimensions);
  products.forEach((product, at) => {
    sum.fill(0);
    for (let row = rows[product]; row < rows[product + 1]; row += 1)
      for (let i = 0; i < dimensions; i += 1) sum[i] += values[row * dimensions + i];
    let square = 0;
    for (let i = 0; i < dimensions; i += 1) square += sum[i] * sum[i];
    const scale = 127 / (Math.sqrt(square) || 1);
    for (let i = 0; i < dimensions; i += 1) means[at * dimensions + i] = Math.round(sum[i] * scale);
  });
  return means;
}

/** @param {Int32Array} values @param {number} count @returns {number[]} indices of the largest, in no order */
function largest(values, count) {
  /** A heap, the smallest of them on top. */
  const kept = Array.from({ length: count }, (_, i) => i);
  const sink = (/** @type {number} */ from) => {
    for (let at = from; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < count && values[kept[child]] < values[kept[least]]) least = child;
      if (least === at) return;
      [kept[at], kept[least]] = [kept[least], kept[at]];
      at = least;
    }
  };
  for (let at = count >> 1; at >= 0; at -= 1) sink(at);
  for (let i = count; i < values.length; i += 1) {
    if (values[i] <= values[kept[0]]) continue;
    kept[0] = i;
    sink(0);
  }
  return kept;
}

/** @param {Match[]} matches @param {number} count @returns {Match[]} the best first */
function topOf(matches, count) {
  /** @type {Match[]} */
  const top = [];
  for (const match of matches) {
    if (top.length === count && match.cosine <= top[count - 1].cosine) continue;
    const at = top.findIndex(({ cosine }) => cosine < match.cosine);
    top.splice(at < 0 ? top.length : at, 0, match);
    if (top.length > count) top.pop();
  }
  return top;
}
