import { eachNewestFrame } from '../../camera/frames.js';
import { Glance } from '../../camera/motion/glance.js';
import { Ride } from './ride.js';

/** What looking and drawing may take of each frame's time. Where it takes more, frames are left out. */
const BUDGET_MS = 3;
/** Fewer looks would be too far apart to be compared. */
const MOST_LEFT_OUT = 3;
/** How much the newest look weighs in what a look takes. */
const WEIGHT = 0.1;

/** @typedef {Pick<import('../../camera/live-camera.js').LiveCamera, 'video' | 'crop' | 'hasPicture'>} Camera */

/** Follows the motion of the camera's picture at the rate of its frames, as far as the device has time for it. */
export class Rider {
  #camera;
  #onMove;
  #glance;
  #ride = new Ride();
  #took_ms = 0;
  #leftOut = 0;
  #shown_s = -1;
  #isHeld = false;

  /**
   * @param {Camera} camera
   * @param {() => void} onMove the picture has moved on: boxes are to be drawn where they are now
   * @param {Pick<Glance, 'take'>} [glance]
   */
  constructor(camera, onMove, glance = new Glance()) {
    this.#camera = camera;
    this.#onMove = onMove;
    this.#glance = glance;
  }

  /** Whether the picture moves faster than can be counted. */
  get isTooFast() {
    return this.#ride.isTooFast;
  }

  /** @param {AbortSignal} signal ends it @returns {Promise<void>} then; hidden pages get no frames, so nothing is done */
  run(signal) {
    return eachNewestFrame(this.#camera.video, async () => this.#follow(), signal);
  }

  /** Looks at what the video shows now. @returns {number} the position to `carry` from what is found there */
  look() {
    const { video, crop, hasPicture } = this.#camera;
    if (hasPicture && !this.#isHeld) {
      this.#ride.add({ pyramid: this.#glance.take(video, crop), crop, now_ms: performance.now() });
      this.#shown_s = video.currentTime;
    }
    return this.#ride.position;
  }

  /**
   * @template {{ box: import('./motion.js').Box }} T
   * @param {T[]} found
   * @param {number} from position of the picture in which they were found
   * @returns {{ found: T[] | null, position: number }} where they lie at the position of now; null when that is unknown
   */
  carry(found, from) {
    return { found: this.#ride.carry(found, from), position: this.#ride.position };
  }

  /** @param {number} from a position @returns {ReturnType<Ride['motionSince']>} from there to the last look */
  motionSince(from) {
    return this.#ride.motionSince(from);
  }

  /** The person holds the picture still, or goes on. @param {boolean} isHeld */
  hold(isHeld) {
    this.#isHeld = isHeld;
    this.#ride.rest();
  }

  #follow() {
    if (this.#isHeld || this.#camera.video.currentTime === this.#shown_s) return;
    const every = Math.min(MOST_LEFT_OUT + 1, Math.ceil(this.#took_ms / BUDGET_MS));
    this.#leftOut += 1;
    if (this.#leftOut < every) return;
    this.#leftOut = 0;
    const start_ms = performance.now();
    this.look();
    this.#onMove();
    this.#took_ms += WEIGHT * (performance.now() - start_ms - this.#took_ms);
  }
}
