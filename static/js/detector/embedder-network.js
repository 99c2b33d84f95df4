/**
 * The graph model of an embedder, on whichever backend TensorFlow.js stands: crops in, unit vectors out.
 *
 * @typedef {import('./protocol.js').EmbedderCard} EmbedderCard
 * @typedef {import('./network.js').Tf} Tf
 */
import { asInput, loadGraph } from './graph.js';
import { forgetWeights } from './kernels/install.js';

export class EmbedderNetwork {
  #tf;
  #card;
  #model;
  #batch;
  #values = new Float32Array(0);

  /**
   * @param {Tf} tf
   * @param {EmbedderCard} card
   * @param {import('./graph.js').GraphModel} model
   * @param {number | null} batch
   */
  constructor(tf, card, model, batch) {
    this.#tf = tf;
    this.#card = card;
    this.#model = model;
    this.#batch = batch;
  }

  /**
   * @param {Tf} tf TensorFlow.js with its backend set.
   * @param {import('./protocol.js').Embedder} embedder
   * @param {{ batch?: number | null }} [options] `batch`: crops that every run has, with empty ones if need be: a GPU compiles
   *   its programs for each number anew. Null: as many as are given.
   * @returns {Promise<EmbedderNetwork>}
   * @throws {Error} See `loadGraph`.
   */
  static async load(tf, { card, files }, { batch = null } = {}) {
    return new EmbedderNetwork(tf, card, await loadGraph(tf, files), batch);
  }

  /**
   * @param {Uint8ClampedArray} rgba (count * height * width * 4) pixels of crops.
   * @returns {Promise<Float32Array>} (count * dimensions), each of unit length.
   */
  async run(rgba) {
    const { input, output } = this.#card;
    const { height, width } = input;
    const count = rgba.length / (4 * height * width);
    const rows = this.#batch ?? count;
    if (this.#values.length !== rows * height * width * 3) {
      this.#values = new Float32Array(rows * height * width * 3);
    }
    asInput(rgba, input.range, this.#values.subarray(0, count * height * width * 3));
    const crops = this.#tf.tensor(this.#values, [rows, height, width, 3]);
    try {
      const outputs = this.#model.predict({ [input.name]: crops });
      const vectors = /** @type {Record<string, typeof crops>} */ (outputs)[output.name];
      try {
        const values = /** @type {Float32Array} */ (await vectors.data());
        return unitVectors(values.slice(0, count * output.dimensions), output.dimensions);
      } finally {
        vectors.dispose();
      }
    } finally {
      crops.dispose();
    }
  }

  dispose() {
    forgetWeights(Object.values(this.#model.weights).flat());
    this.#model.dispose();
  }
}

/**
 * @param {Float32Array} values (count * dimensions)
 * @param {number} dimensions
 * @returns {Float32Array} The same array, each vector of unit length.
 */
function unitVectors(values, dimensions) {
  for (let start = 0; start < values.length; start += dimensions) {
    const vector = values.subarray(start, start + dimensions);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < dimensions; i += 1) vector[i] /= length || 1;
  }
  return values;
}
