/**
 * The network, run by a crew on tiles of the picture. To a pipeline both are a `Network` like any other.
 *
 * @typedef {import('./helpers.js').Crew} Crew
 * @typedef {import('./network.js').Network} Network
 * @typedef {import('./network.js').RunTiming} RunTiming
 */
import { Trial } from '../trial.js';
import { joinPredictions, planTiles } from './tiles.js';

/** Helpers that save less of the time are not worth their memory and the phone's heat. */
const LEAST_GAIN = 0.1;

/**
 * Photos are always cut into so many tiles, by whomever they are computed: at the seams the predictions differ a little
 * from those of the whole picture, and one photo has one number. Alone, a worker computes an eighth more than without.
 */
export const PHOTO_TILES = 2;
/** An input is that of a panorama from this ratio of its sides on: longer than any other photo's with its padding. */
const PANORAMA = 2.2;

/**
 * A panorama is cut into more tiles, each about as large as those of other photos, so that it needs no more memory.
 *
 * @param {number} height Of the input, pixels.
 * @param {number} width
 * @returns {number} Of tiles wanted.
 */
export function photoTiles(height, width) {
  const ratio = Math.max(height, width) / Math.min(height, width);
  return ratio < PANORAMA ? PHOTO_TILES : PHOTO_TILES * Math.round(ratio);
}

/** Always in the same number of tiles: the same predictions to the last digit, with helpers or alone. */
export class TiledNetwork {
  #crew;
  #countFor;
  /** @type {RunTiming} Of the last run. */
  timing = { upload_ms: 0, network_ms: 0, readback_ms: 0, tiles: 1 };

  /**
   * @param {Network['card']} card
   * @param {Crew} crew
   * @param {(height: number, width: number) => number} countFor Of tiles, for an input.
   */
  constructor(card, crew, countFor) {
    this.card = card;
    this.#crew = crew;
    this.#countFor = countFor;
  }

  /** See `Network.run`. @type {Network['run']} */
  async run(rgba, height, width) {
    const count = this.#countFor(height, width);
    const { raw, timing } = await runOn(this.#crew, this.card, count, rgba, height, width);
    this.timing = timing;
    return raw;
  }
}

/** For live frames: whole, or in as many tiles as there are cores, whichever is faster on this device. */
export class SharedNetwork {
  #network;
  #crew;
  /** Helpers gain nothing where the system gives a page one core, or where the other cores are much slower. */
  #trial = new Trial('shared', 'whole', { leastGain: LEAST_GAIN });

  /**
   * @param {Network} network The worker's own.
   * @param {Crew} crew With this network.
   */
  constructor(network, crew) {
    this.card = network.card;
    this.#network = network;
    this.#crew = crew;
    /** @type {RunTiming} Of the last run. */
    this.timing = network.timing;
  }

  /** See `Network.run`. @type {Network['run']} */
  async run(rgba, height, width) {
    const crew = this.#crew;
    if (planTiles(height, width, this.card.input.stride, crew.size).length === 1) {
      return this.#runWhole(rgba, height, width);
    }
    const start = performance.now();
    const way = this.#trial.next;
    const raw = await (way === 'shared'
      ? this.#runShared(rgba, height, width)
      : this.#runWhole(rgba, height, width));
    this.#trial.add(way, (performance.now() - start) / (height * width));
    if (this.#trial.isDecided && this.#trial.next === 'whole') crew.close();
    return raw;
  }

  /** @type {Network['run']} */
  async #runWhole(rgba, height, width) {
    const raw = await this.#network.run(rgba, height, width);
    this.timing = this.#network.timing;
    return raw;
  }

  /** @type {Network['run']} */
  async #runShared(rgba, height, width) {
    const { raw, timing } = await runOn(this.#crew, this.card, this.#crew.size, rgba, height, width);
    this.timing = timing;
    return raw;
  }
}

/**
 * @param {Crew} crew
 * @param {Network['card']} card
 * @param {number} count Of tiles wanted.
 * @param {Uint8ClampedArray} rgba
 * @param {number} height
 * @param {number} width
 * @returns {Promise<{ raw: Float32Array, timing: RunTiming }>}
 */
async function runOn(crew, { anchors, input, output }, count, rgba, height, width) {
  const tiles = planTiles(height, width, input.stride, count);
  const start = performance.now();
  const { parts, upload_ms } = await crew.run(tiles, rgba, width);
  const computed = performance.now();
  const raw = joinPredictions(tiles, parts, anchors, output.layout.length, height, width);
  const readback_ms = performance.now() - computed;
  const network_ms = computed - start - upload_ms;
  return { raw, timing: { upload_ms, network_ms, readback_ms, tiles: tiles.length } };
}
