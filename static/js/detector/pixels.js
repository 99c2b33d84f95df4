/**
 * Reads the pixels of a picture by drawing it on a canvas, which every browser can.
 *
 * @typedef {import('./resample.js').Strip} Strip
 */
import { makeContext } from '../toolkit/canvas.js';

/**
 * A photo of 12 megapixels would take 48 MB at once, and Safari's canvases have no more than 16.7 million pixels. A live frame
 * fits in: to draw it twice would convert it twice.
 */
const STRIP_PIXELS = 2 ** 22;

export class PixelReader {
  #context = makeContext(1, 1, { alpha: false, willReadFrequently: true });
  #stripPixels;

  /** @param {number} [stripPixels] that a strip may have */
  constructor(stripPixels = STRIP_PIXELS) {
    this.#stripPixels = stripPixels;
  }

  /** @param {number} width @param {number} height pixels */
  #resize(width, height) {
    const { canvas } = this.#context;
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
  }

  /**
   * @param {ImageBitmap | VideoFrame} picture
   * @param {number} pad Channel value of what lies behind transparent pixels.
   * @param {{ left: number, top: number, width: number, height: number }} [region] Of the picture, whole pixels: it alone is read.
   * @returns {Generator<Strip>} The picture in strips, from above.
   */
  *strips(picture, pad, region = { left: 0, top: 0, ...sizeOf(picture) }) {
    const { left, width, height } = region;
    const most = Math.min(height, Math.max(1, Math.floor(this.#stripPixels / width)));
    const context = this.#context;
    this.#resize(width, most);
    context.imageSmoothingEnabled = false;
    context.fillStyle = `rgb(${pad}, ${pad}, ${pad})`;
    for (let row = 0; row < height; row += most) {
      const rows = Math.min(most, height - row);
      context.fillRect(0, 0, width, rows);
      context.drawImage(picture, left, region.top + row, width, rows, 0, 0, width, rows);
      yield { rgba: context.getImageData(0, 0, width, rows).data, rows };
    }
  }
}

/**
 * @param {ImageBitmap | VideoFrame} picture
 * @returns {{ width: number, height: number }} In pixels, as it is shown.
 */
export function sizeOf(picture) {
  return 'displayWidth' in picture
    ? { width: picture.displayWidth, height: picture.displayHeight }
    : { width: picture.width, height: picture.height };
}
