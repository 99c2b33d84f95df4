/**
 * How fast counting is, in numbers that a person can read.
 * @typedef {{ fps: number, latency_ms: number }} Rate
 */
import { median } from '../../geometry/median.js';

const WINDOW_MS = 2000;
/** The shown numbers change at most this often. */
const READABLE_MS = 500;

/** Measures frames a second and the time from frame to boxes over the last two seconds. */
export class RateMeter {
  /** @type {{ start_ms: number, end_ms: number }[]} oldest first */
  #frames = [];
  /** @type {Rate | null} */
  #shown = null;
  #shownAt_ms = -Infinity;

  /**
   * @param {number} start_ms when the frame was taken
   * @param {number} end_ms when its boxes were there
   * @returns {Rate | null} a new object at most twice a second, so that the text stays readable; null before the second
   *   frame
   */
  add(start_ms, end_ms) {
    this.#frames.push({ start_ms, end_ms });
    while (this.#frames.length > 2 && end_ms - this.#frames[0].end_ms > WINDOW_MS) this.#frames.shift();
    if (this.#frames.length > 1 && end_ms - this.#shownAt_ms >= READABLE_MS) {
      this.#shown = this.#measure();
      this.#shownAt_ms = end_ms;
    }
    return this.#shown;
  }

  /** @returns {Rate} */
  #measure() {
    const frames = this.#frames;
    const first = /** @type {{ end_ms: number }} */ (frames.at(0));
    const last = /** @type {{ end_ms: number }} */ (frames.at(-1));
    return {
      fps: ((frames.length - 1) * 1000) / (last.end_ms - first.end_ms),
      latency_ms: median(frames.map(({ start_ms, end_ms }) => end_ms - start_ms)),
    };
  }
}
