import { measureLuminance } from './hints.js';

const EVERY_MS = 900;
const PATCH_PX = 160;

/** Looks now and then at the middle of the camera's picture, at the size in which the network sees it. */
export class PictureCheck {
  /** @type {CanvasRenderingContext2D | null} */
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
    this.#context ??= makeContext();
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

function makeContext() {
  const canvas = document.createElement('canvas');
  canvas.width = PATCH_PX;
  canvas.height = PATCH_PX;
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('No 2D canvas to look at the picture');
  context.imageSmoothingQuality = 'medium';
  return context;
}
