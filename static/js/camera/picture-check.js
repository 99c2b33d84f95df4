import { makeContext } from '../toolkit/canvas.js';
import { measureLuminance } from './hints.js';

const EVERY_MS = 900;
const PATCH_PX = 160;

/** Looks now and then at the middle of the camera's picture, at the size in which the network sees it. */
export class PictureCheck {
  /** @type {import('../toolkit/canvas.js').Context | null} */
  #context = null;
  #last_ms = -Infinity;

  /**
   * @param {HTMLVideoElement} video with a current frame
   * @param {import('./zoom.js').Crop} crop the part of it that is looked at
   * @param {number} longSide of the network's input for that part, pixels
   * @param {number} now_ms
   * @returns {import('./hints.js').Luminance | null} null while the last look is recent enough
   */
  look(video, crop, longSide, now_ms) {
    if (now_ms - this.#last_ms < EVERY_MS) return null;
    this.#last_ms = now_ms;
    this.#context ??= makeContext(PATCH_PX, PATCH_PX, { alpha: false, willReadFrequently: true });
    this.#context.imageSmoothingQuality = 'medium';
    // Never enlarged: a small picture is not blurred, it is small.
    const side = PATCH_PX * Math.max(1, Math.max(crop.width, crop.height) / longSide);
    const width = Math.min(side, crop.width);
    const height = Math.min(side, crop.height);
    const x = crop.x + (crop.width - width) / 2;
    const y = crop.y + (crop.height - height) / 2;
    this.#context.drawImage(video, x, y, width, height, 0, 0, PATCH_PX, PATCH_PX);
    return measureLuminance(this.#context.getImageData(0, 0, PATCH_PX, PATCH_PX).data, PATCH_PX);
  }
}
