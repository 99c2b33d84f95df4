/**
 * The size at which live pictures are counted: the one that a person has fixed, else the one at which this device keeps
 * pace, which is remembered for each detector and each way of counting.
 *
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('../../settings/settings.js').Settings} Settings
 * @typedef {{ recall: (key: string) => string | null, remember: (key: string, value: string) => void }} Memory
 */
import { folderOf } from '../../models/card.js';
import { fixedLiveSide } from '../../settings/counting.js';
import * as device from '../../device/memory.js';
import { Pace } from './adaptive-size.js';

const KEY = 'shelfscan.pace';
/** More detectors than this nobody has in use. */
const MOST_RECORDS = 12;

export class LiveSize {
  /** @type {Pace | null} */
  #pace = null;
  /** What the pace was measured of. */
  #subject = '';

  /** @param {Memory} [memory] */
  constructor(memory = device) {
    this.memory = memory;
  }

  /**
   * @param {ModelCard} card of the detector in use
   * @param {string | null} backend that it runs on
   * @param {Settings} settings
   * @returns {number} longer side of the network's input, pixels
   */
  longSide(card, backend, settings) {
    const subject = `${folderOf(card)} ${backend}`;
    if (!this.#pace || subject !== this.#subject) {
      this.#pace = new Pace(card.input.sizes.live, this.#records()[subject] ?? null);
      this.#subject = subject;
    }
    return fixedLiveSide(card, settings) ?? this.#pace.longSide;
  }

  /** @param {import('./adaptive-size.js').CountedFrame} frame */
  counted(frame) {
    if (this.#pace?.add(frame)) this.#remember(this.#pace.longSide);
  }

  /** @param {number} longSide */
  #remember(longSide) {
    const { [this.#subject]: _, ...others } = this.#records();
    const records = [...Object.entries(others), [this.#subject, longSide]].slice(-MOST_RECORDS);
    this.memory.remember(KEY, JSON.stringify(Object.fromEntries(records)));
  }

  /** @returns {Record<string, number>} */
  #records() {
    try {
      const found = JSON.parse(this.memory.recall(KEY) ?? '{}');
      return typeof found === 'object' && found !== null ? found : {};
    } catch {
      return {}; // no JSON: it is measured anew
    }
  }
}
