/**
 * The graph model of an embedder, on whichever backend TensorFlow.js stands: crops in, unit vectors out.
 *
 * @typedef {import('./protocol.js').EmbedderCard} EmbedderCard
 * @typedef {import('./network.js').Tf} Tf
 */
import { asInput, loadGraph } from './graph.js';
import { forgetWeights } from './kernels/install.js';

/** Of crops that go through the network together: the maps of more would not stay in a processor's cache. */
const BATCH = 4;

export class EmbedderNetwork {
  #tf;
  #card;
  #model;
  #options;
  #values = new Float32Array(0);

  /**
   * @param {Tf} tf
   * @param {EmbedderCard} card
   * @param {import('./graph.js').GraphModel} model
   * @param {{ batch?: number, isFull?: boolean }} [options] `batch`: crops that go through the network together. `isFull`: always
   *   so many, with empty ones if need be, since a GPU compiles its programs for each number anew.
   */
  constructor(tf, card, model, { batch = BATCH, isFull = false } = {}) {
    this.#tf = tf;
    this.#card = card;
    this.#model = model;
    this.#options = { batch, isFull };
  }

  /**
   * @param {Tf} tf TensorFlow.js with its backend set.
   * @param {import('./protocol.js').Embedder} embedder
   * @param {ConstructorParameters<typeof EmbedderNetwork>[3]} [options]
   * @returns {Promise<EmbedderNetwork>}
   * @throws {Error} See `loadGraph`.
   */
  static async load(tf, { card, files }, options) {
    return new EmbedderNetwork(tf, card, await loadGraph(tf, files), options);
  }

  /**
   * @param {Uint8ClampedArray} rgba (count * height * width * 4) pixels of crops.
   * @returns {Promise<Float32Array>} (count * dimensions), each of unit length.
   */
  async run(rgba) {
    const { input, output } = this.#card;
    const crop = input.height * input.width * 4;
    const vectors = new Float32Array((rgba.length / crop) * output.dimensions);
    const { batch } = this.#options;
    for (let done = 0; done * crop < rgba.length; done += batch) {
      const part = rgba.subarray(done * crop, (done + batch) * crop);
      vectors.set(await this.#runTogether(part, part.length / crop), done * output.dimensions);
    }
    return unitVectors(vectors, output.dimensions);
  }

  /** @param {Uint8ClampedArray} rgba @param {number} count At most a batch. */
  async #runTogether(rgba, count) {
    const { input, output } = this.#card;
    const { height, width } = input;
    const { batch, isFull } = this.#options;
    const rows = isFull ? batch : count;
    const size = height * width * 3;
    if (this.#values.length !== rows * size) this.#values = new Float32Array(rows * size);
    asInput(rgba, input.range, this.#values.subarray(0, count * size));
    const crops = this.#tf.tensor(this.#values, [rows, height, width, 3]);
    try {
      const outputs = this.#model.predict({ [input.name]: crops });
      const vectors = /** @type {Record<string, typeof crops>} */ (outputs)[output.name];
      try {
        const values = /** @type {Float32Array} */ (await vectors.data());
        return values.subarray(0, count * output.dimensions);
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
