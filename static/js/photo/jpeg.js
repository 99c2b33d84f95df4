/** Makes JPEGs from a photo: thumbnails, upright copies for other programs, and copies with drawings on them. */
import { holdsItsPixels, makeContext, toJpeg } from '../toolkit/canvas.js';
import { decodePicture } from './picture.js';
import { plainJpeg, statedIn } from './plain-jpeg.js';

const THUMBNAIL_PX = 480;
const THUMBNAIL_QUALITY = 0.75;
const UPRIGHT_QUALITY = 0.95;

/**
 * @param {Blob} photo
 * @returns {Promise<Blob>} a small JPEG, upright
 * @throws {import('./picture.js').PictureError}
 */
export function makeThumbnail(photo) {
  return redraw(photo, { longSide: THUMBNAIL_PX, quality: THUMBNAIL_QUALITY });
}

/**
 * The photo for other people and programs: its pixels are stored upright, so that every program shows it the same way, and it
 * says no more of itself than when it was taken (see plain-jpeg.js). Upright pixels are not touched, nor are those of a photo
 * that is too large to be turned on this device: that one says how it lies.
 *
 * @param {Blob} photo
 * @returns {Promise<Blob | null>} null: this browser cannot read it
 */
export async function jpegForOthers(photo) {
  const stated = await statedIn(photo);
  const plain = await plainJpeg(photo, stated);
  if (plain && stated.orientation === 1) return plain;
  const drawn = await redraw(photo, { quality: UPRIGHT_QUALITY }).catch(() => null);
  return drawn ? plainJpeg(drawn, { ...stated, orientation: 1 }) : plain;
}

/**
 * @param {Blob} photo
 * @param {object} options
 * @param {number} options.quality 0..1
 * @param {number} [options.longSide] pixels at most
 * @param {(context: import('../toolkit/canvas.js').Context) => void} [options.draw] over the photo
 * @returns {Promise<Blob>} a JPEG, upright
 * @throws {import('./picture.js').PictureError} The photo cannot be decoded.
 * @throws {Error} The browser gave no canvas of this size, or one that stays empty, or no JPEG of it.
 */
export async function redraw(photo, { quality, longSide = Infinity, draw = () => {} }) {
  const context = await drawOnCanvas(photo, longSide);
  draw(context);
  return toJpeg(context.canvas, quality);
}

/** @param {Blob} photo @param {number} longSide pixels at most */
async function drawOnCanvas(photo, longSide) {
  const picture = await decodePicture(photo);
  try {
    const scale = Math.min(1, longSide / Math.max(picture.width, picture.height));
    const context = makeContext(Math.round(picture.width * scale), Math.round(picture.height * scale));
    if (!holdsItsPixels(context))
      throw new Error(`A canvas of ${picture.width} x ${picture.height} pixels stays empty.`);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, context.canvas.width, context.canvas.height);
    return context;
  } finally {
    picture.close();
  }
}
