/** Small pictures of facings: how examples are kept, and how an embedder gets many of them at once. Needs a browser. */
import { makeContext, toJpeg } from '../toolkit/canvas.js';

/** @typedef {import('./list.js').Crop} Crop */
/** @typedef {import('../geometry/boxes.js').Box} Box */

/** The longer side of a crop, pixels: what embedders see is no larger. */
const CROP_PX = 112;
const QUALITY = 0.85;

/**
 * @param {CanvasImageSource} picture
 * @param {Box} box xyxy in pixels of the picture, within it
 * @returns {Promise<Crop>}
 * @throws {Error} the browser has no memory for it
 */
export async function makeCrop(picture, [left, top, right, bottom]) {
  const [width, height] = [right - left, bottom - top];
  const scale = Math.min(1, CROP_PX / Math.max(width, height));
  const context = makeContext(Math.round(width * scale), Math.round(height * scale));
  context.imageSmoothingQuality = 'high';
  const { canvas } = context;
  context.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
  const blob = await toJpeg(canvas, QUALITY);
  return { bytes: await blob.arrayBuffer(), type: blob.type };
}

/**
 * Puts crops on one picture.
 *
 * @param {Crop[]} crops
 * @returns {Promise<{ picture: ImageBitmap, boxes: (Box | null)[] }>} where each of them lies; null: it cannot be decoded
 */
export async function sheetOf(crops) {
  const columns = Math.ceil(Math.sqrt(crops.length));
  const context = makeContext(columns * CROP_PX, Math.ceil(crops.length / columns) * CROP_PX);
  /** @type {(Box | null)[]} */
  const boxes = [];
  for (const [i, { bytes, type }] of crops.entries()) {
    const bitmap = await createImageBitmap(new Blob([bytes], { type })).catch(() => null);
    const [left, top] = [(i % columns) * CROP_PX, Math.floor(i / columns) * CROP_PX];
    if (bitmap) {
      const scale = Math.min(1, CROP_PX / Math.max(bitmap.width, bitmap.height));
      const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
      context.drawImage(bitmap, left, top, width, height);
      boxes.push([left, top, left + width, top + height]);
      bitmap.close();
    } else boxes.push(null);
  }
  return { picture: await createImageBitmap(context.canvas), boxes };
}
