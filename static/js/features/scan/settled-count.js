/**
 * The large number on the screen, and whether it has come to rest.
 * @typedef {{ count: number, isSettled: boolean }} Shown
 */
import { median } from '../../geometry/median.js';

const WINDOW_MS = 1200;
/** Frames that span less time than this cannot show that a count has come to rest. */
const REST_MS = 1000;
const LEAST_FRAMES = 5;
/** A count has come to rest when it stays this near to its median: one, or two in a hundred. */
const REST = { least: 1, part: 0.02 };

/** Shows the median count of the last second, and holds it once it has come to rest while the camera stands still. */
export class SettledCount {
  /** Newest last. @type {{ count: number, isStill: boolean, ms: number }[]} */
  #recent = [];
  /** The count that is held. @type {number | null} */
  #settled = null;

  /**
   * @param {number} count of the newest frame
   * @param {{ isStill: boolean, now_ms: number }} frame whether the camera stood still, and when the frame was taken
   * @returns {Shown} `count` is one of those that were given
   */
  add(count, { isStill, now_ms }) {
    this.#recent.push({ count, isStill, ms: now_ms });
    while (this.#recent.length > LEAST_FRAMES && now_ms - this.#recent[0].ms > WINDOW_MS)
      this.#recent.shift();
    const counts = this.#recent.map((frame) => frame.count);
    const middle = median(counts);
    const rest = Math.max(REST.least, REST.part * middle);
    if (this.#settled !== null && Math.abs(middle - this.#settled) > rest) this.#settled = null;
    if (this.#settled !== null && this.#recent.slice(-2).every((frame) => !frame.isStill))
      this.#settled = null;
    const isAtRest =
      counts.length >= LEAST_FRAMES &&
      now_ms - this.#recent[0].ms >= REST_MS &&
      this.#recent.every((frame) => frame.isStill) &&
      counts.every((each) => Math.abs(each - middle) <= rest);
    if (this.#settled === null && isAtRest) this.#settled = middle;
    return { count: this.#settled ?? middle, isSettled: this.#settled !== null };
  }
}
