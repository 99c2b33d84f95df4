/** Small pictures of facings: how examples are kept, and how an embedder gets many of them at once. Needs a browser. */
import { makeContext, toJpeg } from '../toolkit/canvas.js';

/** @typedef {import('./list.js').Crop} Crop */
/** @typedef {import('../geometry/boxes.js').Box} Box */

/** The longer side of a crop, pixels: what embedders see is no larger. */
const CROP_PX = 112;
/** That of crops which people see in lists as well. */
const SHOWN_PX = 160;
const QUALITY = 0.85;

/**
 * @param {ImageBitmap} picture is closed
 * @param {Box[]} boxes of it
 * @param {number} margin part of a box's width and height that is added on each side
 * @returns {Promise<Crop[]>}
 * @throws {Error} The browser gave no canvas, or no JPEG of it.
 */
export async function cropsOf(picture, boxes, margin) {
  try {
    const crops = [];
    for (const box of boxes) crops.push(await makeCrop(picture, widened(box, margin, picture), SHOWN_PX));
    return crops;
  } finally {
    picture.close();
  }
}

/**
 * @param {CanvasImageSource} picture
 * @param {Box} box xyxy in pixels of the picture, within it
 * @param {number} [longSide] of the crop at most, pixels
 * @returns {Promise<Crop>}
 * @throws {Error} The browser gave no canvas, or no JPEG of it.
 */
export async function makeCrop(picture, [left, top, right, bottom], longSide = CROP_PX) {
  const [width, height] = [right - left, bottom - top];
  const scale = Math.min(1, longSide / Math.max(width, height));
  const context = makeContext(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  context.imageSmoothingQuality = 'high';
  const { canvas } = context;
  context.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
  const jpeg = await toJpeg(canvas, QUALITY);
  return { bytes: await jpeg.arrayBuffer(), type: jpeg.type };
}

/**
 * @param {Box} box
 * @param {number} margin
 * @param {{ width: number, height: number }} picture
 * @returns {Box} inside the picture
 */
function widened([left, top, right, bottom], margin, { width, height }) {
  const [x, y] = [margin * (right - left), margin * (bottom - top)];
  return [
    Math.max(0, left - x),
    Math.max(0, top - y),
    Math.min(width, right + x),
    Math.min(height, bottom + y),
  ];
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
