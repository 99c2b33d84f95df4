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
    const [first, second] = [this.#firstTimes, this.#secondTimes];
    if (!this.isDecided) return first.length <= second.length ? this.#first : this.#second;
    const isFaster = median(first.slice(1)) <= (1 - this.#leastGain) * median(second.slice(1));
    return isFaster ? this.#first : this.#second;
  }

  get isDecided() {
    return this.#firstTimes.length >= RUNS && this.#secondTimes.length >= RUNS;
  }

  /**
   * @param {Way} way That was gone.
   * @param {number} time That it took, in whatever unit makes the times comparable.
   */
  add(way, time) {
    const times = way === this.#first ? this.#firstTimes : this.#secondTimes;
    if (times.length < RUNS) times.push(time);
  }
}
