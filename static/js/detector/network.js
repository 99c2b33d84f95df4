/**
 * The graph model of a bundle, on whichever backend TensorFlow.js stands: pixels in, raw predictions out.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {Pick<typeof import('../../vendor/tfjs.js'), 'loadGraphModel' | 'memory' | 'tensor'>} Tf
 * @typedef {import('./graph.js').GraphModel} GraphModel
 */
import { asInput, loadGraph } from './graph.js';
import { forgetWeights } from './kernels/install.js';

/**
 * @typedef {object} RunTiming Milliseconds. A GPU works on after it was told what to do, so there the network's own time
 *   is in `readback_ms`, which waits for it.
 * @property {number} upload_ms From pixels to the input tensor.
 * @property {number} network_ms
 * @property {number} readback_ms
 * @property {number} tiles In how many parts, beside each other, the picture went through the network.
 */

export class Network {
  #tf;
  #model;
  #values = new Float32Array(0);
  /** @type {RunTiming} Of the last run. */
  timing = { upload_ms: 0, network_ms: 0, readback_ms: 0, tiles: 1 };

  /**
   * @param {Tf} tf
   * @param {ModelCard} card
   * @param {GraphModel} model
   */
  constructor(tf, card, model) {
    this.card = card;
    this.#tf = tf;
    this.#model = model;
  }

  /**
   * @param {Tf} tf TensorFlow.js with its backend set.
   * @param {ModelCard} card
   * @param {Map<string, ArrayBuffer>} files Content of every file of the bundle, by its path in the card.
   * @returns {Promise<Network>}
   * @throws {Error} The graph needs a kernel that the backend lacks, or the files are no graph model.
   */
  static async load(tf, card, files) {
    return new Network(tf, card, await loadGraph(tf, files));
  }

  /**
   * Runs the network once. The graph has no control flow, so that it executes without a round trip for each op; the
   * one wait is for the result to be read back.
   *
   * @param {Uint8ClampedArray} rgba (height * width * 4) pixels of the letterboxed picture.
   * @param {number} height A multiple of the card's stride.
   * @param {number} width
   * @returns {Promise<Float32Array>} Raw predictions, (anchors * (labels + 4)).
   */
  async run(rgba, height, width) {
    const start = performance.now();
    const pixels = height * width;
    // Written to again with the next frame, which begins only when this one has been read back.
    if (this.#values.length !== pixels * 3) this.#values = new Float32Array(pixels * 3);
    const values = this.#values;
    asInput(rgba, this.card.input.range, values);
    const input = this.#tf.tensor(values, [1, height, width, 3]);
    const uploaded = performance.now();
    try {
      const outputs = this.#model.predict({ [this.card.input.name]: input });
      const output = /** @type {Record<string, typeof input>} */ (outputs)[this.card.output.name];
      const executed = performance.now();
      try {
        const raw = /** @type {Float32Array} */ (await output.data());
        this.timing = {
          upload_ms: uploaded - start,
          network_ms: executed - uploaded,
          readback_ms: performance.now() - executed,
          tiles: 1,
        };
        return raw;
      } finally {
        output.dispose();
      }
    } finally {
      input.dispose();
    }
  }

  /** @returns {number} Tensors that TensorFlow.js holds: the same after every frame, or there is a leak. */
  get tensorCount() {
    return this.#tf.memory().numTensors;
  }

  dispose() {
    forgetWeights(Object.values(this.#model.weights).flat());
    this.#model.dispose();
  }
}
