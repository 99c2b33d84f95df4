/**
 * The embedder at work, beside the detector and on its backend: cuts facings out of a picture and makes a vector of each. Where it
 * computes wrong or fails on a GPU, it goes on on WebAssembly, and the detector stays where it is.
 *
 * @typedef {import('./library.js').Tf} Tf
 * @typedef {import('./protocol.js').Backend} Backend
 * @typedef {import('./protocol.js').Embedder} Embedder
 * @typedef {{ backend: Backend, network: EmbedderNetwork, unlessLost: import('./device-watch.js').UnlessLost }} Running
 */
import { codeOf } from '../toolkit/coded-error.js';
import { cutCrops } from './crops.js';
import { watchDevice } from './device-watch.js';
import { EmbedderNetwork } from './embedder-network.js';
import { DetectorError } from './errors.js';
import { loadLibrary, loadResampler, startBackend } from './library.js';
import { PixelReader } from './pixels.js';
import { probePicture } from './probe.js';

/** So many facings are done without a break: a frame or photo that comes meanwhile waits no longer than for these. */
export const SLICE = 16;

/** What runs networks, so that tests can stand in for it. */
const TENSORFLOW = { loadLibrary, startBackend, watchDevice, load: EmbedderNetwork.load };

export class EmbedderRunner {
  #engine;
  /** @type {Embedder | null} */
  #embedder = null;
  /** @type {Running | null} */
  #running = null;
  /** @type {Promise<{ reader: PixelReader, resampler: import('./resample.js').Resampler }> | null} */
  #tools = null;

  /** @param {typeof TENSORFLOW} [engine] */
  constructor(engine = TENSORFLOW) {
    this.#engine = engine;
  }

  /**
   * Puts an embedder to work in place of the one before, which goes on when this one fails.
   *
   * @param {Embedder} embedder
   * @param {Backend} backend That of the detector.
   * @throws {DetectorError} 'model-unusable': it does not work here.
   */
  async load(embedder, backend) {
    const running = await this.#start(embedder, backend).catch((error) => {
      if (backend === 'wasm') throw error;
      return this.#start(embedder, 'wasm');
    });
    this.#running?.network.dispose();
    this.#embedder = embedder;
    this.#running = running;
  }

  /**
   * @param {ImageBitmap} picture
   * @param {(number[] | Float64Array)[]} boxes xyxy, pixels of the picture; no more than `SLICE`.
   * @returns {Promise<{ values: Float32Array, crop_ms: number, network_ms: number }>} (boxes * dimensions)
   * @throws {DetectorError} 'embedding-failed'.
   */
  async embed(picture, boxes) {
    if (!this.#embedder || !this.#running) {
      throw new DetectorError('embedding-failed', { detail: 'no embedder is loaded' });
    }
    const start = performance.now();
    this.#tools ??= readingTools();
    this.#tools.catch(() => {
      this.#tools = null; // the next picture tries again
    });
    const crops = cutCrops(picture, boxes, await this.#tools, this.#embedder.card);
    const cut = performance.now();
    const values = await this.#run(this.#embedder, this.#running, crops);
    return { values, crop_ms: cut - start, network_ms: performance.now() - cut };
  }

  /**
   * @param {Embedder} embedder
   * @param {Running} running
   * @param {Uint8ClampedArray} crops
   */
  async #run(embedder, running, crops) {
    try {
      return await this.#on(running.backend, () => running.unlessLost(running.network.run(crops)));
    } catch (error) {
      if (running.backend === 'wasm') throw error;
    }
    await this.load(embedder, 'wasm'); // the GPU was lost, most likely
    const { network } = /** @type {Running} */ (this.#running);
    return this.#on('wasm', () => network.run(crops));
  }

  /**
   * @param {Embedder} embedder
   * @param {Backend} backend
   * @returns {Promise<Running>}
   * @throws {DetectorError} 'model-unusable'.
   */
  async #start(embedder, backend) {
    const { loadLibrary, load, watchDevice } = this.#engine;
    const tf = await loadLibrary();
    try {
      return await this.#on(backend, async () => {
        const unlessLost = watchDevice(tf);
        const onGpu = { batch: SLICE, isFull: true };
        const network = await load(tf, embedder, backend === 'wasm' ? {} : onGpu);
        await unlessLost(probe(network, embedder.card)).catch((error) => {
          network.dispose();
          throw error;
        });
        return { backend, network, unlessLost };
      });
    } catch (error) {
      if (codeOf(error) === 'model-unusable') throw error;
      throw new DetectorError('model-unusable', { detail: `the embedder on ${backend}`, cause: error });
    }
  }

  /**
   * Works on a backend. The detector finds its own again afterwards.
   *
   * @template T
   * @param {Backend} backend
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #on(backend, work) {
    const { loadLibrary, startBackend } = this.#engine;
    const tf = await loadLibrary();
    const before = tf.getBackend();
    if (before === backend) return work();
    try {
      await startBackend(tf, backend);
      return await work();
    } finally {
      if (before) await tf.setBackend(before);
    }
  }
}

async function readingTools() {
  return { resampler: await loadResampler(), reader: new PixelReader() };
}

/**
 * Runs the embedder on a picture whose vector the card knows: a backend that makes another one of it computes wrong.
 *
 * @param {Pick<EmbedderNetwork, 'run'>} network
 * @param {import('./protocol.js').EmbedderCard} card
 */
async function probe(network, { input, output, probe: known }) {
  const vector = await network.run(probePicture(input));
  if (vector.length !== output.dimensions || !vector.every(Number.isFinite)) {
    throw new Error(`${vector.length} numbers came out of the embedder, or what is no number`);
  }
  const off = known ? Math.max(...known.numbers.map((value, i) => Math.abs(value - vector[i]))) : 0;
  if (known && off > known.tolerance) throw new Error(`a known answer is off by ${off.toFixed(3)}`);
}
