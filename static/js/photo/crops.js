/** Small pictures of facings, by which the catalogue knows them and shows them. */
import { makeContext, toJpeg } from '../toolkit/canvas.js';

/** Enough for any embedder, and for a list. */
const LONG_SIDE_PX = 160;
const QUALITY = 0.85;

/**
 * @param {ImageBitmap} picture is closed
 * @param {import('./corrections.js').Box[]} boxes of it
 * @param {number} margin part of a box's width and height that is added on each side
 * @returns {Promise<{ bytes: ArrayBuffer, type: string }[]>}
 * @throws {Error} The browser gave no canvas, or no JPEG of it.
 */
export async function cropsOf(picture, boxes, margin) {
  try {
    const crops = [];
    for (const box of boxes) {
      const [left, top, right, bottom] = widened(box, margin, picture);
      const [width, height] = [right - left, bottom - top];
      const scale = Math.min(1, LONG_SIDE_PX / Math.max(width, height));
      const context = makeContext(
        Math.max(1, Math.round(width * scale)),
        Math.max(1, Math.round(height * scale)),
      );
      context.imageSmoothingQuality = 'high';
      const { canvas } = context;
      context.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height);
      const jpeg = await toJpeg(canvas, QUALITY);
      crops.push({ bytes: await jpeg.arrayBuffer(), type: jpeg.type });
    }
    return crops;
  } finally {
    picture.close();
  }
}

/**
 * @param {import('./corrections.js').Box} box
 * @param {number} margin
 * @param {{ width: number, height: number }} picture
 * @returns {import('./corrections.js').Box} inside the picture
 */
export function widened([left, top, right, bottom], margin, { width, height }) {
  const [x, y] = [margin * (right - left), margin * (bottom - top)];
  return [
    Math.max(0, left - x),
    Math.max(0, top - y),
    Math.min(width, right + x),
    Math.min(height, bottom + y),
  ];
}
