/**
 * Reads the pixels of a live frame by copying all of them, which takes a third of the time of drawing the frame on a canvas
 * and reading that.
 *
 * @typedef {import('./resample.js').Strip} Strip
 */
import { sizeOf } from './pixels.js';

export class FrameReader {
  /** Of the last frame. */
  #pixels = new Uint8Array(0);
  #canvas;

  /** @param {import('./pixels.js').PixelReader} canvas Reads the frames that cannot be copied. */
  constructor(canvas) {
    this.#canvas = canvas;
  }

  /**
   * @param {ImageBitmap | VideoFrame} frame One that lies as it is shown (see camera/capture.js), nowhere transparent.
   * @param {number} pad See `PixelReader`.
   * @returns {Promise<Iterable<Strip>>} The frame in strips, from above. The next frame takes their place.
   */
  async strips(frame, pad) {
    try {
      return [await this.#copied(frame)];
    } catch {
      // Not every browser has VideoFrame, hands out the pixels of all frames, or converts them to RGB.
      return this.#canvas.strips(frame, pad);
    }
  }

  /**
   * @param {ImageBitmap | VideoFrame} picture
   * @returns {Promise<Strip>}
   * @throws {Error} This browser cannot copy it.
   */
  async #copied(picture) {
    const { width, height } = sizeOf(picture);
    const frame = 'copyTo' in picture ? picture : new VideoFrame(picture, { timestamp: 0, alpha: 'discard' });
    try {
      // Bitmaps are often BGR inside. To have them as RGB would take longer than the copy.
      const isBgr = frame.format === 'BGRX' || frame.format === 'BGRA';
      const format = isBgr ? frame.format : 'RGBA';
      if (this.#pixels.length !== 4 * width * height) this.#pixels = new Uint8Array(4 * width * height);
      const planes = await frame.copyTo(this.#pixels, { format });
      // Browsers that do not know the option copy the frame in its own format.
      if (planes.length !== 1 || planes[0].stride !== 4 * width) throw new Error('The frame is not in RGB.');
      return { rgba: this.#pixels, rows: height, isBgr };
    } finally {
      if (frame !== picture) frame.close();
    }
  }
}
