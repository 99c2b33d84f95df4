/**
 * The input size for live pictures: the one that a person has fixed, else the one at which this device keeps up, which
 * is remembered for each detector on each backend.
 *
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {{ recall: (key: string) => string | null, remember: (key: string, value: string) => void }} Memory
 */
import * as device from '../../device/memory.js';
import { folderOf } from '../../models/card.js';
import { AdaptiveSize } from './adaptive-size.js';

/** An older name of the adaptive size; devices out there remember under it. */
const KEY = 'shelfscan.pace';
/** A device uses few detectors; records of old ones must not pile up. */
const MOST_RECORDS = 12;

export class LiveSize {
  #memory;
  /** @type {AdaptiveSize | null} */
  #adaptive = null;
  /** The detector and backend for which `#adaptive` measures. */
  #subject = '';

  /** @param {Memory} [memory] */
  constructor(memory = device) {
    this.#memory = memory;
  }

  /**
   * @param {ModelCard} card of the detector in use
   * @param {string | null} backend that it runs on
   * @param {number | null} fixedSide what a person has chosen, pixels; null to adapt the size to the device
   * @returns {number} longer side of the network's input, pixels
   */
  longSide(card, backend, fixedSide) {
    const subject = `${folderOf(card)} ${backend}`;
    if (!this.#adaptive || subject !== this.#subject) {
      this.#adaptive = new AdaptiveSize(card.input.sizes.live, this.#records()[subject] ?? null);
      this.#subject = subject;
    }
    return fixedSide ?? this.#adaptive.longSide;
  }

  /** Call it after each frame. @param {import('./adaptive-size.js').CountedFrame} frame */
  counted(frame) {
    if (this.#adaptive?.add(frame)) this.#remember(this.#adaptive.longSide);
  }

  /** @param {number} longSide */
  #remember(longSide) {
    const { [this.#subject]: _, ...others } = this.#records();
    const records = [...Object.entries(others), [this.#subject, longSide]].slice(-MOST_RECORDS);
    this.#memory.remember(KEY, JSON.stringify(Object.fromEntries(records)));
  }

  /** @returns {Record<string, number>} */
  #records() {
    try {
      const found = JSON.parse(this.#memory.recall(KEY) ?? '{}');
      return typeof found === 'object' && found !== null ? found : {};
    } catch {
      return {}; // not JSON: the sizes are measured again
    }
  }
}
