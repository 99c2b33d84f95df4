/**
 * What is not in the catalogue: facings that nobody has named, of photos on which a person has named others. A facing that looks
 * more like one of these than like a product is rather that. On shelves with known products, with six of them named on one photo,
 * that gave a fifth more right names on the next photo at the same share of wrong ones. Pure.
 *
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {{ photo: string, embedder: string, values: ArrayBuffer, added: number }} OtherLooks the facings of a photo that were left
 *   without a name; `photo`: id of its shot; `added`: when, milliseconds since 1970
 */
import { subset } from '../looks/vectors.js';
import { Dots } from './dots.js';
import { mostDifferent } from './examples.js';
import { lengthsOf } from './search.js';

/** So many photos are kept, and so many facings of each. */
export const OTHERS_LIMITS = { photos: 12, facings: 80 };
/** What looks so much like an example of a product, a cosine, may be that product: nobody has named it yet. */
const MAYBE_KNOWN = 0.85;

/**
 * @param {string} photo id of its shot
 * @param {Vectors} vectors of the facings that have no name
 * @param {number} now
 * @returns {OtherLooks} few of them, as different as can be
 */
export function othersOf(photo, vectors, now) {
  const { embedder, dimensions, values } = vectors;
  const looks = Array.from({ length: values.length / (dimensions || 1) }, (_, row) => ({
    row,
    embedder,
    vector: values.slice(row * dimensions, (row + 1) * dimensions).buffer,
  }));
  const kept = mostDifferent(looks, OTHERS_LIMITS.facings);
  const few = subset(
    vectors,
    kept.map(({ row }) => row),
  );
  return { photo, embedder, values: /** @type {ArrayBuffer} */ (few.values.buffer), added: now };
}

export class Others {
  #dots;
  #lengths;
  /** When each was left without a name, the oldest first. */
  #times;

  /**
   * @param {OtherLooks[]} looks
   * @param {object} catalogue
   * @param {string} catalogue.embedder
   * @param {number} catalogue.dimensions
   * @param {import('./search.js').Search} catalogue.search
   * @param {WebAssembly.Module | null} catalogue.module
   */
  constructor(looks, { embedder, dimensions, search, module }) {
    const sorted = looks
      .filter((each) => each.embedder === embedder && dimensions > 0)
      .sort((a, b) => a.added - b.added);
    const kept = sorted.flatMap(({ values, added }) => {
      const bytes = new Int8Array(values);
      return search.best(bytes, 1).flatMap(([match], row) => {
        const vector = bytes.subarray(row * dimensions, (row + 1) * dimensions);
        return match && match.cosine >= MAYBE_KNOWN ? [] : [{ vector, added }];
      });
    });
    const rows = new Int8Array(kept.length * dimensions);
    kept.forEach(({ vector }, row) => {
      rows.set(vector, row * dimensions);
    });
    this.#dots = new Dots(rows, dimensions, module);
    this.#lengths = lengthsOf(rows, dimensions);
    this.#times = kept.map(({ added }) => added);
  }

  /** @param {number} time @returns {number} how many were left without a name since: what came later into the catalogue may be on older photos */
  since(time) {
    return this.#times.length - this.#firstSince(time);
  }

  /**
   * @param {Int8Array} values vectors of facings
   * @returns {(facing: number, time: number) => number} how much a facing looks like the most alike of those since that time, a
   *   cosine; -1 where there is none
   */
  likeness(values) {
    const count = this.#times.length;
    if (count === 0) return () => -1;
    const lengths = lengthsOf(values, this.#dots.dimensions);
    const questions = this.#dots.ask(values, count);
    /** For each facing and each of these, the best from there on. @type {Float32Array[]} */
    const best = [];
    for (let facing = 0; facing < questions.count; facing += 4)
      for (const [i, sums] of this.#dots.four(questions, facing, 0, count).entries()) {
        if (facing + i >= questions.count) break;
        const since = new Float32Array(count + 1).fill(-1);
        for (let row = count - 1; row >= 0; row -= 1)
          since[row] = Math.max(since[row + 1], sums[row] / (lengths[facing + i] * this.#lengths[row]));
        best.push(since);
      }
    return (facing, time) => best[facing][this.#firstSince(time)];
  }

  /** @param {number} time @returns {number} which is the first since then */
  #firstSince(time) {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle] < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
