/** Pictures made from a photo: small for lists, upright for other programs, with boxes for people. */
import { decodePicture } from '../photo/picture.js';
import { makeContext, toJpeg } from '../toolkit/canvas.js';
import { drawMarks } from './export/marks.js';
import { jpegOrientation } from './orientation.js';

/** @typedef {import('./record.js').ReviewedShot} ReviewedShot */

const THUMBNAIL_PX = 480;
const THUMBNAIL_QUALITY = 0.75;
/** Enough to read a label; a canvas of a whole 50-megapixel photo is more than some phones allow. */
const MARKED_PX = 2400;
const MARKED_QUALITY = 0.85;
const UPRIGHT_QUALITY = 0.95;
const HEADER_BYTES = 128 * 1024;

/**
 * @param {Blob} photo
 * @returns {Promise<Blob>} a small JPEG, upright
 * @throws {import('../photo/picture.js').PictureError}
 */
export async function makeThumbnail(photo) {
  return redraw(photo, THUMBNAIL_PX, THUMBNAIL_QUALITY);
}

/**
 * The photo as every program sees it the same way: a JPEG whose pixels lie upright. Most are that already, and stay as
 * they are, byte by byte.
 *
 * @param {Blob} photo
 * @returns {Promise<Blob>}
 * @throws {import('../photo/picture.js').PictureError}
 */
export async function uprightJpeg(photo) {
  const header = new DataView(await photo.slice(0, HEADER_BYTES).arrayBuffer());
  return jpegOrientation(header) === 1 ? photo : redraw(photo, Infinity, UPRIGHT_QUALITY);
}

/**
 * @param {Blob} photo
 * @param {ReviewedShot} review
 * @param {string} caption
 * @returns {Promise<Blob>} a JPEG with the boxes on it
 * @throws {import('../photo/picture.js').PictureError}
 */
export async function markedJpeg(photo, review, caption) {
  const tokens = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => tokens.getPropertyValue(name).trim();
  const colours = {
    counted: colour('--counted'),
    corrected: colour('--by-hand'),
    missing: colour('--missing'),
    hairline: colour('--hairline'),
    ink: colour('--on-chrome'),
    plate: colour('--chrome-glass'),
  };
  return redraw(photo, MARKED_PX, MARKED_QUALITY, (context) =>
    drawMarks(context, review, { colours, caption }),
  );
}

/**
 * @param {Blob} photo
 * @param {number} longSide pixels at most
 * @param {number} quality 0..1
 * @param {(context: import('../toolkit/canvas.js').Context) => void} [draw]
 */
async function redraw(photo, longSide, quality, draw = () => {}) {
  const picture = await decodePicture(photo);
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
  const context = makeContext(Math.round(picture.width * scale), Math.round(picture.height * scale));
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, context.canvas.width, context.canvas.height);
  picture.close();
  draw(context);
  return toJpeg(context.canvas, quality);
}
