/**
 * The adaptive input size: chooses the largest input size, out of those that a card offers, at which boxes keep up with
 * a moving phone on this device. A larger input finds smaller products and takes longer.
 *
 * The goal is at most a quarter of a second for a frame, from its picture to its boxes: four counts a second.
 * - On first use, the frames of the first seconds are timed at the maker's size. The very first is left out, since a GPU
 *   compiles its programs during it. The fastest frame shows what the device can do: the others share it with whatever
 *   else starts at the same time. The largest size is chosen that is expected to reach the goal; time grows with the
 *   area. Three frames are enough to tell that a device is far too slow.
 * - Afterwards the median of the last seconds decides, which a single stall does not move. Below three counts a second a
 *   smaller size is chosen. One step larger is chosen when that is expected to beat the goal by some margin. Between
 *   these two limits, where a phone that grows warm usually stays, nothing changes.
 * - Two changes are at least eight seconds apart. After a step up that had to be taken back within a minute, the time
 *   until the next try doubles, so the size never oscillates.
 * - While the number on the screen has come to rest, nothing changes: the phone stands still, and nobody waits for it.
 * - A size above the maker's is chosen only where the device is twice as fast as it needs to be.
 *
 * @typedef {object} CountedFrame
 * @property {number} longSide of the network's input with which it was counted, pixels
 * @property {number} took_ms from its picture to its boxes
 * @property {number} now_ms when its boxes were there
 * @property {boolean} [isSettled] the number on the screen has come to rest
 */
import { median } from '../../geometry/median.js';

/** A frame should take at most this long. */
const GOAL_MS = 250;
/** Slower than this, a smaller size is chosen; a larger one if it is expected to take at most `EASY_MS`. */
const SLOW_MS = 320;
const EASY_MS = 220;
/** The part of these times that a frame may take at a size above the maker's. */
const LARGER_PART = 0.5;

/** The first decision needs at least so many frames over so long a time... */
const FIRST_FRAMES = 8;
const FIRST_SPAN_MS = 5000;
/** ...or only so few where even the fastest of them took this long. */
const FAR_TOO_SLOW_MS = 2 * GOAL_MS;
const FEWEST_FRAMES = 3;
const WARM_UP_FRAMES = 1;
/** Later decisions look at the frames of this window: at least so many, that span at least so long. */
const WINDOW_MS = 4000;
const LEAST_FRAMES = 5;
const LEAST_SPAN_MS = 3000;

/** Least time between two changes. */
const REST_MS = 8000;
/** A step up that lasted this long was right. */
const PROVED_MS = 60_000;
/** Longest time before a step up that failed again and again is tried once more. */
const LONGEST_REST_MS = 600_000;

/** Chooses the input size for the next frame from the times of those before. */
export class AdaptiveSize {
  /** @type {number[]} from small to large */
  #sizes;
  /** The size that the detector's maker chose. */
  #makers;
  #longSide;
  /** Whether the first decision was made, now or on an earlier day. */
  #isMeasured;
  /** Frames at the present size, oldest first. @type {{ took_ms: number, now_ms: number }[]} */
  #recent = [];
  /** How many of the next frames are left out. */
  #warmUp = WARM_UP_FRAMES;
  #changed_ms = -Infinity;
  /** Whether the last change was a step up. */
  #hasRisen = false;
  #riseRest_ms = REST_MS;

  /**
   * @param {number[]} sizes that the card offers, the maker's choice first
   * @param {number | null} [known] the one chosen on this device before
   */
  constructor(sizes, known = null) {
    this.#sizes = sizes.toSorted((a, b) => a - b);
    this.#makers = sizes[0];
    this.#isMeasured = known !== null && sizes.includes(known);
    this.#longSide = this.#isMeasured ? Number(known) : this.#makers;
  }

  /** Longer side of the network's input for the next frame, pixels. */
  get longSide() {
    return this.#longSide;
  }

  /**
   * @param {CountedFrame} frame
   * @returns {boolean} whether a size was decided on, which is worth remembering
   */
  add({ longSide, took_ms, now_ms, isSettled = false }) {
    if (longSide !== this.#longSide) return false; // captured before the size changed
    this.#forgetBefore(now_ms - took_ms);
    if (this.#warmUp > 0) {
      this.#warmUp -= 1;
      return false;
    }
    this.#recent.push({ took_ms, now_ms });
    if (!this.#isMeasured) return this.#measureFirst(now_ms);
    return !isSettled && this.#followDrift(now_ms);
  }

  /** @param {number} now_ms */
  #measureFirst(now_ms) {
    const { length } = this.#recent;
    const fastest_ms = Math.min(...this.#recent.map(({ took_ms }) => took_ms));
    const isFarTooSlow = length >= FEWEST_FRAMES && fastest_ms > FAR_TOO_SLOW_MS;
    const isLongEnough = length >= FIRST_FRAMES && now_ms - this.#recent[0].now_ms >= FIRST_SPAN_MS;
    if (!isFarTooSlow && !isLongEnough) return false;
    this.#isMeasured = true;
    this.#change(this.#largestWithin(GOAL_MS, this.#sizes, fastest_ms), now_ms);
    return true;
  }

  /** @param {number} now_ms @returns {boolean} */
  #followDrift(now_ms) {
    const isLongEnough = now_ms - this.#recent[0].now_ms >= LEAST_SPAN_MS;
    if (this.#recent.length < LEAST_FRAMES || !isLongEnough) return false;
    const rested_ms = now_ms - this.#changed_ms;
    if (rested_ms < REST_MS) return false;
    const smaller = this.#sizes.filter((size) => size < this.#longSide);
    if (smaller.length > 0 && !this.#isWithin(SLOW_MS, this.#longSide, this.#usual_ms)) {
      if (this.#hasRisen) {
        const hasProved = rested_ms >= PROVED_MS;
        this.#riseRest_ms = hasProved ? REST_MS : Math.min(2 * this.#riseRest_ms, LONGEST_REST_MS);
      }
      return this.#change(this.#largestWithin(GOAL_MS, smaller, this.#usual_ms), now_ms);
    }
    const next = this.#sizes.find((size) => size > this.#longSide);
    if (next === undefined || rested_ms < this.#riseRest_ms || !this.#isWithin(EASY_MS, next, this.#usual_ms))
      return false;
    return this.#change(next, now_ms);
  }

  /** Median time of the last frames. */
  get #usual_ms() {
    return median(this.#recent.map(({ took_ms }) => took_ms));
  }

  /**
   * @param {number} limit_ms
   * @param {number[]} sizes from small to large
   * @param {number} took_ms of a frame at the present size
   * @returns {number} the largest of them that is expected to take at most `limit_ms`; without one, the smallest
   */
  #largestWithin(limit_ms, sizes, took_ms) {
    return sizes.findLast((size) => this.#isWithin(limit_ms, size, took_ms)) ?? sizes[0];
  }

  /**
   * @param {number} limit_ms
   * @param {number} size
   * @param {number} took_ms of a frame at the present size
   * @returns {boolean} whether a frame of that size is expected to take at most `limit_ms`
   */
  #isWithin(limit_ms, size, took_ms) {
    const expected_ms = took_ms * (size / this.#longSide) ** 2;
    return expected_ms <= limit_ms * (size > this.#makers ? LARGER_PART : 1);
  }

  /** @param {number} size @param {number} now_ms @returns {true} */
  #change(size, now_ms) {
    if (size !== this.#longSide) {
      this.#hasRisen = size > this.#longSide;
      this.#longSide = size;
      this.#recent = [];
      this.#warmUp = WARM_UP_FRAMES;
    }
    this.#changed_ms = now_ms;
    return true;
  }

  /**
   * Forgets frames that lie too far back. Forgets all of them after a break, in which the page was hidden or the picture
   * paused.
   * @param {number} start_ms when the newest frame was taken
   */
  #forgetBefore(start_ms) {
    const last = this.#recent.at(-1);
    if (last && start_ms - last.now_ms > WINDOW_MS) this.#recent = [];
    if (!this.#isMeasured) return;
    while (this.#recent.length >= LEAST_FRAMES && start_ms - this.#recent[0].now_ms > WINDOW_MS)
      this.#recent.shift();
  }
}
