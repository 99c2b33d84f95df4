import { makeContext } from '../../toolkit/canvas.js';
import { pyramidOf } from './grey-pyramid.js';

/**
 * Longer side of the small grey picture, pixels: with 128, boxes are hardly nearer to their products, for 1.8 times the
 * work. See bench/README.md.
 */
export const GLANCE_PX = 96;

/**
 * @param {{ width: number, height: number }} picture pixels
 * @returns {{ width: number, height: number }} of the small grey picture, even numbers
 */
export function glanceSize({ width, height }) {
  const scale = GLANCE_PX / Math.max(width, height);
  const side = (/** @type {number} */ pixels) => Math.max(16, 2 * Math.round((pixels * scale) / 2));
  return { width: side(width), height: side(height) };
}

/** Makes small grey pictures of what a video shows. */
export class Glance {
  /** @type {import('../../toolkit/canvas.js').Context | null} */
  #context = null;

  /**
   * @param {HTMLVideoElement} video with a current frame
   * @param {import('../zoom.js').Crop} crop the part of it that is looked at
   * @returns {import('./grey-pyramid.js').Pyramid}
   */
  take(video, crop) {
    const { width, height } = glanceSize(crop);
    const [wide, high] = [2 * width, 2 * height];
    if (this.#context?.canvas.width !== wide || this.#context.canvas.height !== high) {
      this.#context = makeContext(wide, high, { alpha: false, willReadFrequently: true });
    }
    this.#context.drawImage(video, crop.x, crop.y, crop.width, crop.height, 0, 0, wide, high);
    return pyramidOf(this.#context.getImageData(0, 0, wide, high).data, width, height);
  }
}
