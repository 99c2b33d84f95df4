/**
 * More cores for WebAssembly, which has one thread: helpers, workers of the detector's worker, that each run the network
 * on one tile of the picture while it runs the first itself.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./network.js').RunTiming} RunTiming
 * @typedef {import('./helper-worker.js').HelperRequest} HelperRequest
 * @typedef {import('./helper-worker.js').HelperReply} HelperReply
 * @typedef {{ run: (rgba: Uint8ClampedArray<ArrayBuffer>, height: number, width: number) => Promise<Float32Array>,
 *   close: () => void }} Helper
 */
import { Trial } from '../trial.js';
import { cutTile, joinPredictions, planTiles } from './tiles.js';

/** More would mostly compute overlaps, and each keeps a network of its own in memory. */
const MOST_HELPERS = 3;

/** Less is not worth the memory and the warmth. */
const LEAST_GAIN = 0.1;

/** Of what it had to take, how much longer a helper may take: the system ends a worker without a word when memory is short. */
const PATIENCE = { factor: 10, least_ms: 5000 };

/** @returns {number} How many this device can bear: half its cores are left to the page, the camera and the system. */
export function helpersToStart() {
  if (typeof Worker === 'undefined' || typeof document !== 'undefined') return 0; // or the page itself is at work
  return Math.min(MOST_HELPERS, Math.floor((navigator.hardwareConcurrency ?? 1) / 2));
}

/**
 * @param {ModelCard} card
 * @param {Map<string, ArrayBuffer>} files Content of every file of the bundle.
 * @returns {Promise<Helper>} Ready to run the network.
 * @throws {Error} It could not be started, or the network does not work in it.
 */
export async function startHelper(card, files) {
  const worker = new Worker(new URL('./helper-worker.js', import.meta.url), {
    type: 'module',
    name: 'helper',
  });
  /**
   * @param {HelperRequest} request
   * @param {Transferable[]} transfer
   * @returns {Promise<HelperReply>}
   */
  const ask = (request, transfer) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) =>
        data.type === 'failed' ? reject(new Error(data.reason)) : resolve(data);
      worker.onerror = (event) => {
        event.preventDefault(); // whoever asked is told
        reject(new Error(event.message || 'the helper could not be started'));
      };
      worker.postMessage(request, transfer);
    });
  try {
    await ask({ type: 'load', card, files }, []);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return {
    run: async (rgba, height, width) => {
      const reply = await ask({ type: 'run', rgba, height, width }, [rgba.buffer]);
      return /** @type {Extract<HelperReply, { type: 'raw' }>} */ (reply).raw;
    },
    close: () => worker.terminate(),
  };
}

/** The network, run by a worker and its helpers. To a pipeline it is a `Network` like any other. */
export class SharedNetwork {
  /**
   * @param {Network} network The worker's own.
   * @param {Helper[]} helpers
   */
  constructor(network, helpers) {
    this.card = network.card;
    this._network = network;
    this._helpers = helpers;
    /** They help nothing where the system gives a page one core, or where the other cores are much slower. */
    this._trial = new Trial('shared', 'whole', { leastGain: LEAST_GAIN });
    /** @type {RunTiming} Of the last run. */
    this.timing = network.timing;
  }

  /** See `Network.run`. @type {Network['run']} */
  async run(rgba, height, width) {
    const tiles = planTiles(height, width, this.card.input.stride, this._helpers.length + 1);
    if (tiles.length === 1) return this._runWhole(rgba, height, width);
    const start = performance.now();
    const way = this._trial.next;
    const raw = await (way === 'shared'
      ? this._runShared(tiles, rgba, height, width).catch(() => {
          this.close(); // A helper has failed, for lack of memory most likely: from here on it goes without.
          return this._runWhole(rgba, height, width);
        })
      : this._runWhole(rgba, height, width));
    this._trial.add(way, (performance.now() - start) / (height * width));
    if (this._trial.isDecided && this._trial.next === 'whole') this.close();
    return raw;
  }

  /** Ends the helpers; the network of the worker's own goes on. */
  close() {
    for (const helper of this._helpers) helper.close();
    this._helpers = [];
  }

  /** @type {Network['run']} */
  async _runWhole(rgba, height, width) {
    const raw = await this._network.run(rgba, height, width);
    this.timing = this._network.timing;
    return raw;
  }

  /**
   * @param {import('./tiles.js').Tile[]} tiles
   * @param {Uint8ClampedArray} rgba
   * @param {number} height
   * @param {number} width
   */
  async _runShared([first, ...others], rgba, height, width) {
    const start = performance.now();
    // All that the helpers do first: on WebAssembly this worker is then busy until its own tile is done.
    const away = Promise.all(
      others.map((tile, i) => this._helpers[i].run(cutTile(rgba, width, tile), tile.height, tile.width)),
    );
    away.catch(() => {}); // it may fail before it is awaited
    const own = await this._network.run(cutTile(rgba, width, first), first.height, first.width);
    const { upload_ms } = this._network.timing;
    const patience_ms = Math.max(PATIENCE.least_ms, PATIENCE.factor * (performance.now() - start));
    const parts = [own, ...(await within(patience_ms, away))];
    const computed = performance.now();
    const { anchors, output } = this.card;
    const raw = joinPredictions([first, ...others], parts, anchors, output.layout.length, height, width);
    this.timing = {
      upload_ms,
      network_ms: computed - start - upload_ms,
      readback_ms: performance.now() - computed,
      tiles: parts.length,
    };
    return raw;
  }
}

/**
 * @template T
 * @param {number} time_ms
 * @param {Promise<T>} work
 * @returns {Promise<T>} The work, rejected when it takes longer.
 */
async function within(time_ms, work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('a helper does not answer')), time_ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
