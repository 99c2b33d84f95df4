/**
 * More cores for WebAssembly, which has one thread: helpers, workers of the detector's worker, that each run the network
 * on one tile of the picture while it runs the first itself.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./helper-worker.js').HelperRequest} HelperRequest
 * @typedef {import('./helper-worker.js').HelperReply} HelperReply
 * @typedef {{ run: (rgba: Uint8ClampedArray<ArrayBuffer>, height: number, width: number) => Promise<Float32Array>,
 *   close: () => void }} Helper
 */
import { within } from '../toolkit/time-limit.js';
import { cutTile } from './tiles.js';

/** More would mostly compute overlaps, and each keeps a network of its own in memory. */
const MOST_HELPERS = 3;

/**
 * Helpers may take so many times as long as the worker's own tiles, and at least this long; or `alone_ms`, where the worker
 * has none. Those that take longer were most likely ended by the system for lack of memory, which tells nobody.
 */
const PATIENCE = { factor: 10, least_ms: 5000, alone_ms: 20_000 };

/** @returns {number} Of helpers. Half of the cores are left to the page, the camera and the system. */
export function helpersToStart() {
  if (typeof Worker === 'undefined' || typeof document !== 'undefined') return 0; // on the page itself there are none
  // In private windows of Firefox ESR 153, one in eight calls of `new Worker` in a worker never returned, and the detector hung.
  if (navigator.userAgent.includes('Firefox/')) return 0;
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

/** Those who run the network on tiles: the detector's worker, where its network is on WebAssembly, and its helpers. */
export class Crew {
  #network;
  /** @type {Helper[]} */
  #helpers = [];

  /** @param {Network | null} network The worker's own; null: it is on a GPU. */
  constructor(network) {
    this.#network = network;
  }

  /** @returns {number} Of those who can work side by side. */
  get size() {
    return this.#helpers.length + (this.#network ? 1 : 0);
  }

  /** @param {Helper[]} helpers */
  join(helpers) {
    this.#helpers.push(...helpers);
  }

  /**
   * Runs the network on each tile; whoever there is takes turns. Without its helpers, when one fails, the worker goes on
   * alone.
   *
   * @param {import('./tiles.js').Tile[]} tiles
   * @param {Uint8ClampedArray} rgba (height * width * 4) pixels of the whole input.
   * @param {number} width Of the whole input.
   * @returns {Promise<{ parts: Float32Array[], upload_ms: number }>} The raw predictions of each tile, and how long the
   *   worker itself took to hand its pixels over.
   * @throws {Error} Nobody can do it.
   */
  async run(tiles, rgba, width) {
    try {
      return await this.#runTogether(tiles, rgba, width);
    } catch (error) {
      if (this.#helpers.length === 0) throw error;
      this.close(); // for lack of memory most likely
      return this.#runTogether(tiles, rgba, width);
    }
  }

  /** Ends the helpers. The worker's own network goes on. */
  close() {
    for (const helper of this.#helpers) helper.close();
    this.#helpers = [];
  }

  /** @type {Crew['run']} */
  async #runTogether(tiles, rgba, width) {
    const start = performance.now();
    const own = this.#network;
    /** @type {Float32Array[]} */
    const parts = [];
    const share = (/** @type {number} */ member) => tiles.filter((_, i) => i % this.size === member);
    const work = async (/** @type {Helper['run']} */ run, /** @type {number} */ member) => {
      for (const tile of share(member)) {
        parts[tiles.indexOf(tile)] = await run(cutTile(rgba, width, tile), tile.height, tile.width);
      }
    };
    if (this.size === 0) throw new Error('there is nobody to run the network');
    // The helpers' tiles are sent first: this worker is then busy with its own until that is done.
    const away = Promise.all(this.#helpers.map(({ run }, i) => work(run, own ? i + 1 : i)));
    away.catch(() => {}); // it may fail before it is awaited
    let upload_ms = 0;
    if (own) {
      await work((...tile) => own.run(...tile), 0);
      ({ upload_ms } = own.timing);
    }
    const { factor, least_ms, alone_ms } = PATIENCE;
    const took_ms = performance.now() - start;
    await within(own ? Math.max(least_ms, factor * took_ms) : alone_ms, away, 'a helper does not answer');
    return { parts, upload_ms };
  }
}
