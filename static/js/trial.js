/**
 * Finds out which of two ways is faster on this device, by timing work that has to be done anyway. The ways alternate, so that
 * whatever else the device does slows both down. Then the faster one is used for good.
 */
import { median } from './geometry/median.js';

/** Runs of each way. The first is not counted: programs and caches are still cold. */
const RUNS = 6;

/** @template {string} Way */
export class Trial {
  #first;
  #second;
  #leastGain;
  /** @type {number[]} */
  #firstTimes = [];
  /** @type {number[]} */
  #secondTimes = [];
  /** @type {Way | null} */
  #faster = null;

  /**
   * @param {Way} first The one that begins.
   * @param {Way} second
   * @param {{ leastGain?: number }} [options] The first is taken only if it saves at least this part of the second's time.
   */
  constructor(first, second, { leastGain = 0 } = {}) {
    this.#first = first;
    this.#second = second;
    this.#leastGain = leastGain;
  }

  /** @returns {Way} The way to use now. */
  get next() {
    return this.#faster ?? (this.#firstTimes.length <= this.#secondTimes.length ? this.#first : this.#second);
  }

  get isDecided() {
    return this.#faster !== null;
  }

  /**
   * @param {Way} way That was used.
   * @param {number} time That it took, in any unit that makes the times comparable.
   */
  add(way, time) {
    if (this.isDecided) return;
    const [first, second] = [this.#firstTimes, this.#secondTimes];
    const times = way === this.#first ? first : second;
    if (times.length < RUNS) times.push(time);
    if (first.length < RUNS || second.length < RUNS) return;
    const isFirst = median(first.slice(1)) <= (1 - this.#leastGain) * median(second.slice(1));
    this.#faster = isFirst ? this.#first : this.#second;
  }
}
