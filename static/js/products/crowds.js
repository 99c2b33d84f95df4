/**
 * Products that look like many others: a plain white box, a common bottle. What looks like one of these looks a little like all
 * of them, so that a cosine with it says less. Its crowd, the mean of its highest cosines with other products, tells how much less
 * (hubness; Conneau et al. 2018, "Word translation without parallel data"). On shelves with known products, two facings more of a
 * hundred had the right product first. Pure.
 *
 * @typedef {import('./search.js').Match} Match
 * @typedef {import('./search.js').Shelf} Shelf
 */
import { Dots } from './dots.js';
import { lengthsOf, meansOf } from './search.js';

/** So many others make the crowd, */
const OTHERS = 3;
/** of at most so many that a product is compared with: of thousands some are always like it, which says nothing of it. */
const COMPARED = 256;
/** This part of what a crowd is above the typical one is taken from a score, */
const PART = 0.4;
/** in a catalogue of many products; of few none is likely to have a crowd. */
const [FEW, MANY] = [6, 60];

/** @param {number} products @returns {number} how far they are from few to many, 0..1 */
export const manyOf = (products) =>
  products > FEW ? Math.min(1, Math.log(products / FEW) / Math.log(MANY / FEW)) : 0;

export class Crowds {
  #right;
  #dimensions;
  /** Products that others are compared with. */
  #compared;
  #dots;
  #lengths;
  /** Of the products asked for so far. @type {Map<number, number>} */
  #crowds = new Map();

  /**
   * @param {Shelf} right
   * @param {number} dimensions
   * @param {WebAssembly.Module | null} module see dots.js
   */
  constructor(right, dimensions, module) {
    this.#right = right;
    this.#dimensions = dimensions;
    const products = right.rows.length - 1;
    const count = Math.min(products, COMPARED);
    this.#compared = Array.from({ length: count }, (_, i) => Math.floor((i * products) / count));
    const means = meansOf(right, this.#compared, dimensions);
    this.#dots = new Dots(means, dimensions, module);
    this.#lengths = lengthsOf(means, dimensions);
  }

  /**
   * @param {Match[][]} found
   * @param {number | null | undefined} typical crowd, of the embedder's card; without it nothing changes
   * @returns {Match[][]} with corrected scores, the best first
   */
  corrected(found, typical) {
    const part = PART * manyOf(this.#right.rows.length - 1);
    if (part === 0 || typical === null || typical === undefined) return found;
    this.#look([...new Set(found.flatMap((matches) => matches.map(({ product }) => product)))]);
    const excess = (/** @type {number} */ product) => (this.#crowds.get(product) ?? typical) - typical;
    return found.map((matches) =>
      matches
        .map((match) => ({ ...match, score: match.score - part * excess(match.product) }))
        .sort((a, b) => b.score - a.score),
    );
  }

  /** @param {number[]} products @returns {number[]} the crowd of each, with at least one other in the catalogue */
  of(products) {
    this.#look(products);
    return products.map((product) => this.#crowds.get(product) ?? 0);
  }

  /** @param {number[]} products */
  #look(products) {
    const asked = products.filter((product) => !this.#crowds.has(product));
    const means = meansOf(this.#right, asked, this.#dimensions);
    const lengths = lengthsOf(means, this.#dimensions);
    const count = this.#compared.length;
    const questions = this.#dots.ask(means, count);
    for (let at = 0; at < asked.length; at += 4)
      for (const [i, sums] of this.#dots.four(questions, at, 0, count).entries()) {
        if (at + i >= asked.length) break;
        this.#crowds.set(asked[at + i], this.#crowdOf(sums, asked[at + i], lengths[at + i]));
      }
  }

  /** @param {Int32Array} sums with those compared @param {number} product @param {number} length of its mean */
  #crowdOf(sums, product, length) {
    /** The lowest first. @type {number[]} */
    const highest = [];
    sums.forEach((sum, i) => {
      if (this.#compared[i] === product) return;
      const cosine = sum / (length * this.#lengths[i]);
      if (highest.length === OTHERS && cosine <= highest[0]) return;
      highest.push(cosine);
      highest.sort((a, b) => a - b);
      if (highest.length > OTHERS) highest.shift();
    });
    return highest.reduce((sum, cosine) => sum + cosine, 0) / (highest.length || 1);
  }
}
