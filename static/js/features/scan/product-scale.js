/**
 * The size of live frames that suits the products in view. Shown larger products than it knows, the network counts their
 * parts; a smaller input is right for them, and takes a fraction of the time.
 *
 * - A scan begins with a look at a small input. It is not shown: far products are missed in it.
 * - From then on each frame tells how large the products are. The size follows when two frames in a row want clearly
 *   another one.
 * - At a large size near products fall into parts that look like products of the right size. So a look is taken again
 *   every two seconds, and one look is enough to change the size.
 * - A look may see only what is larger than the rest. Where the frames after it can tell nothing, the largest size comes
 *   back, and the next look is late.
 * - While the number on the screen has come to rest, nothing changes, and no look is taken.
 *
 * @typedef {import('../../models/card.js').ScaleSelection} ScaleSelection
 *
 * @typedef {object} SeenFrame
 * @property {number} longSide of the network's input, pixels
 * @property {boolean} isLook
 * @property {number | null} typical side of the products in the frame, in pixels of the input: see `typicalSide`
 */
import { isLegible, nearestSide } from '../../detector/multi-scale.js';

/** Time between two looks; and after one that led to a size at which nothing could be told. */
const LOOK_REST_MS = 2000;
const MISLED_REST_MS = 15_000;
/** A size is changed for one that differs by more than this factor. */
const CLEARLY = 1.2;
/** Frames up to this multiple of a look's size show what it would show. */
const LIKE_A_LOOK = 1.25;
/** So many frames in a row have to want another size. */
const FRAMES_TO_CHANGE = 2;

export class ProductScale {
  #selection;
  /** Long side that suits the products, however fast the device is; null before the first look. @type {number | null} */
  #suitable = null;
  #looked_ms = -Infinity;
  #rest_ms = LOOK_REST_MS;
  /** Frames in a row that wanted another size. */
  #dissent = 0;

  /** @param {ScaleSelection} selection of the detector's card */
  constructor(selection) {
    this.#selection = selection;
  }

  /**
   * @param {number} most long side at which this device keeps up, pixels
   * @param {number} now_ms
   * @param {boolean} isResting the number on the screen has come to rest, or the picture is paused
   * @returns {{ longSide: number, isLook: boolean }} for the next frame; a look is not to be shown
   */
  next(most, now_ms, isResting) {
    const { firstLook } = this.#selection;
    const longSide = this.#present(most);
    const isDue = now_ms - this.#looked_ms >= this.#rest_ms && longSide > LIKE_A_LOOK * firstLook;
    if (!isDue || isResting) return { longSide, isLook: false };
    this.#looked_ms = now_ms;
    return { longSide: firstLook, isLook: true };
  }

  /**
   * @param {SeenFrame} frame
   * @param {number} most as for `next`
   * @param {boolean} isResting
   */
  add(frame, most, isResting) {
    if (isResting) return;
    const present = this.#present(most);
    const wanted = this.#wanted(frame, most) ?? present;
    const side = nearestSide(this.#selection, most, wanted);
    const isOther = side !== present && Math.max(wanted / present, present / wanted) > CLEARLY;
    if (!frame.isLook) this.#dissent = isOther ? this.#dissent + 1 : 0;
    if (!isOther || (!frame.isLook && this.#dissent < FRAMES_TO_CHANGE)) return;
    this.#dissent = 0;
    this.#suitable = side;
    // Otherwise the size would change to and fro with every look.
    this.#rest_ms = isLegible(this.#selection, frame.typical) ? LOOK_REST_MS : MISLED_REST_MS;
  }

  /** @param {number} most @returns {number} the long side of frames now */
  #present(most) {
    return Math.min(this.#suitable ?? most, most);
  }

  /**
   * @param {SeenFrame} frame
   * @param {number} most
   * @returns {number | null} the long side that the frame speaks for; null where it says nothing
   */
  #wanted({ longSide, isLook, typical }, most) {
    if (isLegible(this.#selection, typical)) return (longSide * this.#selection.productSide.live) / typical;
    // Nothing to go by: products may be far away. In a look beside larger frames that is no news.
    return isLook ? null : most;
  }
}
