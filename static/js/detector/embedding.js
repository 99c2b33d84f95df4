/**
 * A picture whose facings are embedded slice by slice, so that what is asked meanwhile comes between.
 *
 * @typedef {import('./embedder.js').EmbedderRunner} EmbedderRunner
 * @typedef {import('./protocol.js').Vectors} Vectors
 */
import { SLICE } from './embedder.js';

export class Embedding {
  #runner;
  #picture;
  #boxes;
  /** Those of the slices that are done. @type {Float32Array[]} */
  #slices = [];
  #began = performance.now();
  #timing = { crop_ms: 0, network_ms: 0 };

  /**
   * @param {Pick<EmbedderRunner, 'embed'>} runner
   * @param {ImageBitmap} picture Closed as soon as all is done, or has failed.
   * @param {Float64Array} boxes xyxy
   */
  constructor(runner, picture, boxes) {
    this.#runner = runner;
    this.#picture = picture;
    this.#boxes = Array.from({ length: boxes.length / 4 }, (_, i) => boxes.subarray(4 * i, 4 * i + 4));
  }

  /**
   * Does the next slice.
   *
   * @returns {Promise<Vectors | null>} Null: there are more to do.
   * @throws {import('./errors.js').DetectorError}
   */
  async next() {
    const from = this.#slices.length * SLICE;
    const boxes = this.#boxes.slice(from, from + SLICE);
    let isDone = true;
    try {
      if (boxes.length > 0) {
        const { values, crop_ms, network_ms } = await this.#runner.embed(this.#picture, boxes);
        this.#slices.push(values);
        this.#timing.crop_ms += crop_ms;
        this.#timing.network_ms += network_ms;
      }
      isDone = from + boxes.length === this.#boxes.length;
    } finally {
      if (isDone) this.#picture.close();
    }
    if (!isDone) return null;
    const values = joined(this.#slices);
    const total_ms = performance.now() - this.#began;
    return { values, timing: { ...this.#timing, total_ms, slices: this.#slices.length } };
  }
}

/** @param {Float32Array[]} slices */
function joined(slices) {
  const values = new Float32Array(slices.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const slice of slices) {
    values.set(slice, at);
    at += slice.length;
  }
  return values;
}
