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

/** Helpers that save less of the time are not worth their memory and the phone's heat. */
const LEAST_GAIN = 0.1;

/**
 * A helper may take so many times as long as the worker's own tile, and at least this long. One that takes longer was most
 * likely ended by the system for lack of memory, which tells nobody.
 */
const PATIENCE = { factor: 10, least_ms: 5000 };

/** @returns {number} Of helpers. Half of the cores are left to the page, the camera and the system. */
export function helpersToStart() {
  if (typeof Worker === 'undefined' || typeof document !== 'undefined') return 0; // on the page itself there are none
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
  #network;
  #helpers;
  /** Helpers gain nothing where the system gives a page one core, or where the other cores are much slower. */
  #trial = new Trial('shared', 'whole', { leastGain: LEAST_GAIN });

  /**
   * @param {Network} network The worker's own.
   * @param {Helper[]} helpers
   */
  constructor(network, helpers) {
    this.card = network.card;
    this.#network = network;
    this.#helpers = helpers;
    /** @type {RunTiming} Of the last run. */
    this.timing = network.timing;
  }

  /** See `Network.run`. @type {Network['run']} */
  async run(rgba, height, width) {
    const tiles = planTiles(height, width, this.card.input.stride, this.#helpers.length + 1);
    if (tiles.length === 1) return this.#runWhole(rgba, height, width);
    const start = performance.now();
    const way = this.#trial.next;
    const raw = await (way === 'shared'
      ? this.#runShared(tiles, rgba, height, width).catch(() => {
          this.close(); // a helper has failed, for lack of memory most likely
          return this.#runWhole(rgba, height, width);
        })
      : this.#runWhole(rgba, height, width));
    this.#trial.add(way, (performance.now() - start) / (height * width));
    if (this.#trial.isDecided && this.#trial.next === 'whole') this.close();
    return raw;
  }

  /** Ends the helpers. The worker's own network goes on. */
  close() {
    for (const helper of this.#helpers) helper.close();
    this.#helpers = [];
  }

  /** @type {Network['run']} */
  async #runWhole(rgba, height, width) {
    const raw = await this.#network.run(rgba, height, width);
    this.timing = this.#network.timing;
    return raw;
  }

  /**
   * @param {import('./tiles.js').Tile[]} tiles
   * @param {Uint8ClampedArray} rgba
   * @param {number} height
   * @param {number} width
   */
  async #runShared([first, ...others], rgba, height, width) {
    const start = performance.now();
    // The helpers' tiles are sent first: this worker is then busy with its own until that is done.
    const away = Promise.all(
      others.map((tile, i) => this.#helpers[i].run(cutTile(rgba, width, tile), tile.height, tile.width)),
    );
    away.catch(() => {}); // it may fail before it is awaited
    const own = await this.#network.run(cutTile(rgba, width, first), first.height, first.width);
    const { upload_ms } = this.#network.timing;
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
