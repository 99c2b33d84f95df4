import { hintFor } from '../../camera/hints.js';
import { PictureCheck } from '../../camera/picture-check.js';

/** @typedef {import('../../camera/hints.js').Hint} Hint */

/** Finds what spoils the count. A hint counts when two checks in a row find it: a single frame may be blurred. */
export class Advisor {
  #check;
  /** @type {Hint | null} of the last check */
  #last = null;

  /** @param {Pick<PictureCheck, 'look'>} [check] */
  constructor(check = new PictureCheck()) {
    this.#check = check;
  }

  /**
   * @param {HTMLVideoElement} video with a current frame
   * @param {import('./tracking.js').Facing[]} counted
   * @param {Pick<import('./frame-pipeline.js').TrackedFrame, 'crop' | 'longSide'>} frame
   * @returns {Hint | null | undefined} null: nothing is wrong; undefined: what was said before still holds
   */
  look(video, counted, { crop, longSide }) {
    const luminance = this.#check.look(video, crop, longSide, performance.now());
    if (!luminance) return undefined;
    const scale = longSide / Math.max(crop.width, crop.height);
    const sides_px = counted.map(({ box: [x1, y1, x2, y2] }) => scale * Math.min(x2 - x1, y2 - y1));
    const hint = hintFor(luminance, sides_px);
    const isConfirmed = hint === this.#last;
    this.#last = hint;
    return isConfirmed ? hint : undefined;
  }
}
