/**
 * How finely the detector looks at live pictures, so that boxes keep up with the hand on this device: the longer side of
 * its input, out of those that its card offers.
 *
 * The rule: a frame, from its picture to its boxes, is to take a quarter of a second at most, four counts a second.
 * - First use: the frames of the first seconds are timed at the maker's size, after one that does not count since a GPU
 *   compiles its programs with it. The fastest tells what the device can do: the others share it with all that starts
 *   at the same time. The largest size is taken that is expected to reach the goal; time grows with the area. A device
 *   that is far too slow is told by three frames, for nobody is to wait for more of them.
 * - From then on the median of the last seconds decides, which a single stall does not move. Slower than three counts a
 *   second, a smaller size is taken. One step larger is taken where that is expected to be faster than the goal by some
 *   margin. What lies between the two limits, which is most of what a phone does as it grows warm, changes nothing.
 * - Never two changes within eight seconds. A step up that had to be taken back within a minute is tried again after
 *   twice the time only, so that it never goes to and fro.
 * - A number that has come to rest is not disturbed: the phone stands still, and nobody waits for a faster one.
 * - Never smaller than the smallest size on offer; larger than the maker's only where the device is twice as fast.
 *
 * @typedef {object} CountedFrame
 * @property {number} longSide of the network's input with which it was counted, pixels
 * @property {number} took_ms from its picture to its boxes
 * @property {number} now_ms when its boxes were there
 * @property {boolean} [isSettled] the number on the screen has come to rest
 */
import { median } from '../../geometry/median.js';

/** What a frame is to take. */
const GOAL_MS = 250;
/** From this on it is too slow, and up to this a larger size is easy enough. */
const SLOW_MS = 320;
const EASY_MS = 220;
/** Of these times, what a frame may take at a size above the maker's. */
const LARGER_PART = 0.5;

const FIRST_FRAMES = 8;
const FIRST_SPAN_MS = 5000;
/** Of frames that take so long, fewer tell enough. */
const FAR_TOO_SLOW_MS = 2 * GOAL_MS;
const FEWEST_FRAMES = 3;
const WARM_UP_FRAMES = 1;
/** How much of the past decides: at least so many frames, over at least the second of these times. */
const LEAST_FRAMES = 5;
const WINDOW_MS = 4000;
const LEAST_SPAN_MS = 3000;

const REST_MS = 8000;
/** A step up that lasted so long was right. */
const PROVED_MS = 60_000;
const LONGEST_REST_MS = 600_000;

export class Pace {
  /** @type {number[]} from small to large */
  #sizes;
  #makers;
  #longSide;
  /** Whether a size was ever chosen by measurement, now or on an earlier day. */
  #isMeasured;
  /** @type {{ took_ms: number, now_ms: number }[]} at the present size, oldest first */
  #recent = [];
  #warmUp = WARM_UP_FRAMES;
  #changed_ms = -Infinity;
  /** Whether the last change was a step up. */
  #hasRisen = false;
  #riseRest_ms = REST_MS;

  /**
   * @param {number[]} sizes that the card offers, the maker's choice first
   * @param {number | null} [known] the one that was right when last measured here
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
   * @returns {boolean} whether a size was chosen by what was measured, and is worth remembering
   */
  add({ longSide, took_ms, now_ms, isSettled = false }) {
    if (longSide !== this.#longSide) return false; // it was under way when the size changed
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

  /** Of the last frames, the one in the middle. */
  get #usual_ms() {
    return median(this.#recent.map(({ took_ms }) => took_ms));
  }

  /**
   * @param {number} limit_ms
   * @param {number[]} sizes from small to large
   * @param {number} took_ms of a frame at the present size
   * @returns {number} the smallest if none is
   */
  #largestWithin(limit_ms, sizes, took_ms) {
    return sizes.findLast((size) => this.#isWithin(limit_ms, size, took_ms)) ?? sizes[0];
  }

  /**
   * @param {number} limit_ms
   * @param {number} size
   * @param {number} took_ms of a frame at the present size
   * @returns {boolean} whether a frame is expected to be as fast there
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
   * What lies too far back, and all of it after a rest: the page was hidden, or the picture held still.
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
