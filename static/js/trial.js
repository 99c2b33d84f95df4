/**
 * Finds the faster of two ways to do the same work on this device, by measuring work that has to be done anyway. The two
 * ways alternate, so that other load on the device slows down both. After a fixed number of runs the faster way is used.
 */
import { median } from './geometry/median.js';

/** Runs of each way. The first one is ignored, because caches are still cold and programs are not compiled yet. */
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
   * @param {Way} first The way to begin with.
   * @param {Way} second
   * @param {{ leastGain?: number }} [options] The fraction of the second way's time that the first way has to save to be chosen.
   */
  constructor(first, second, { leastGain = 0 } = {}) {
    this.#first = first;
    this.#second = second;
    this.#leastGain = leastGain;
  }

  /** @returns {Way} The way to use next. */
  get next() {
    return this.#faster ?? (this.#firstTimes.length <= this.#secondTimes.length ? this.#first : this.#second);
  }

  get isDecided() {
    return this.#faster !== null;
  }

  /**
   * @param {Way} way The way that was used.
   * @param {number} time The time that it took, in any unit that makes runs comparable.
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
