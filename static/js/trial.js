/**
 * Which of two ways is the faster one on this device, found out by doing what has to be done anyway: some times each way, in
 * turns, so that whatever else the device does slows both down; then the faster way for good.
 */
import { median } from './geometry/median.js';

/** Of each way. The first is not counted: programs and caches are still cold. */
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
   * @param {Way} first It begins.
   * @param {Way} second
   * @param {{ leastGain?: number }} [options] By what part of the time the first has to be faster to be taken.
   */
  constructor(first, second, { leastGain = 0 } = {}) {
    this.#first = first;
    this.#second = second;
    this.#leastGain = leastGain;
  }

  /** @returns {Way} The way to go now. */
  get next() {
    return this.#faster ?? (this.#firstTimes.length <= this.#secondTimes.length ? this.#first : this.#second);
  }

  get isDecided() {
    return this.#faster !== null;
  }

  /**
   * @param {Way} way That was gone.
   * @param {number} time That it took, in whatever unit makes the times comparable.
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
