/**
 * Draws a picture into the input of the network and reads its pixels.
 *
 * @typedef {import('./letterbox.js').Letterbox} Letterbox
 */
import { makeContext } from '../toolkit/canvas.js';

export class LetterboxCanvas {
  #context = makeContext(1, 1, { alpha: false, willReadFrequently: true });

  /**
   * @param {ImageBitmap | VideoFrame} picture
   * @param {Letterbox} box
   * @param {number} pad Channel value for what the picture does not cover.
   * @returns {Uint8ClampedArray} RGBA pixels, (inputHeight * inputWidth * 4).
   */
  draw(picture, box, pad) {
    const context = this.#context;
    const { canvas } = context;
    if (canvas.width !== box.inputWidth || canvas.height !== box.inputHeight) {
      canvas.width = box.inputWidth;
      canvas.height = box.inputHeight;
    }
    context.fillStyle = `rgb(${pad}, ${pad}, ${pad})`;
    context.fillRect(0, 0, box.inputWidth, box.inputHeight);
    // Smooth shrinking, as the training pictures were shrunk: a 12-megapixel photo loses 14 of 15 pixels here. Down to half
    // the size, the cheaper way loses no pixel either.
    context.imageSmoothingQuality = 2 * box.width >= sizeOf(picture).width ? 'low' : 'medium';
    context.drawImage(picture, 0, 0, box.width, box.height);
    return context.getImageData(0, 0, box.inputWidth, box.inputHeight).data;
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
