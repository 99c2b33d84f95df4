/**
 * A picture at the sizes at which it goes through the network, each made once.
 *
 * It is first shrunk to the largest of these sizes, and from there to the others: reading the 12 megapixels of a photo takes
 * longer than anything else here. training/graph.py does the same.
 *
 * @typedef {import('./letterbox.js').Letterbox} Letterbox
 * @typedef {import('./pipeline.js').Sheet} Sheet
 * @typedef {import('./resample.js').Resampler} Resampler
 * @typedef {import('./resample.js').Strip} Strip
 * @typedef {{ width: number, height: number }} Size
 *
 * @typedef {object} Reader Of pixels.
 * @property {(picture: ImageBitmap | VideoFrame, pad: number) => Iterable<Strip> | Promise<Iterable<Strip>>} strips
 */
import { letterbox } from './letterbox.js';
import { sizeOf } from './pixels.js';

export class Sheets {
  /** By the long side. @type {Map<number, Sheet>} */
  #sheets = new Map();
  /** The picture at the largest size. @type {{ rgba: Uint8ClampedArray<ArrayBuffer>, size: Size } | null} */
  #base = null;

  /** What making them took, milliseconds. */
  took_ms = 0;

  /**
   * @param {ImageBitmap | VideoFrame} picture
   * @param {{ reader: Reader, resampler: Resampler }} tools
   * @param {import('../models/card.js').ModelCard['input']} input of the network
   * @param {number} most Long side of the largest sheet, pixels.
   */
  constructor(picture, tools, input, most) {
    this.picture = picture;
    this.tools = tools;
    this.input = input;
    this.most = most;
  }

  /** @param {number} longSide pixels @returns {Promise<Sheet>} */
  async at(longSide) {
    const known = this.#sheets.get(longSide);
    if (known) return known;
    const before = performance.now();
    const { width, height } = sizeOf(this.picture);
    const box = letterbox(width, height, longSide, this.input.stride);
    const sheet = { rgba: laidOut(await this.#resampled(box), box, this.input.pad), box };
    this.#sheets.set(longSide, sheet);
    this.took_ms += performance.now() - before;
    return sheet;
  }

  /** @param {Size} target @returns {Promise<Uint8ClampedArray<ArrayBuffer>>} */
  async #resampled(target) {
    const { picture, most } = this;
    const { width, height } = sizeOf(picture);
    if (Math.max(width, height) <= most) return this.#read(target);
    if (!this.#base) {
      const size = letterbox(width, height, most, this.input.stride);
      this.#base = { rgba: await this.#read(size), size };
    }
    const { rgba, size } = this.#base;
    if (target.width === size.width && target.height === size.height) return rgba;
    return this.tools.resampler.resample([{ rgba, rows: size.height }], size, target);
  }

  /** @param {Size} target @returns {Promise<Uint8ClampedArray<ArrayBuffer>>} */
  async #read(target) {
    const { reader, resampler } = this.tools;
    const strips = await reader.strips(this.picture, this.input.pad);
    return resampler.resample(strips, sizeOf(this.picture), target);
  }
}

/**
 * @param {Uint8ClampedArray<ArrayBuffer>} rgba of the scaled picture
 * @param {Letterbox} box
 * @param {number} pad Channel value for what the picture does not cover.
 * @returns {Uint8ClampedArray<ArrayBuffer>} (inputHeight * inputWidth * 4), the picture in the upper left corner.
 */
function laidOut(rgba, { width, height, inputWidth, inputHeight }, pad) {
  if (width === inputWidth && height === inputHeight) return rgba;
  const sheet = new Uint8ClampedArray(4 * inputWidth * inputHeight).fill(pad);
  for (let row = 0; row < height; row += 1) {
    sheet.set(rgba.subarray(4 * width * row, 4 * width * (row + 1)), 4 * inputWidth * row);
  }
  return sheet;
}
