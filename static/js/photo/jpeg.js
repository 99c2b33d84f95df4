/** Makes JPEGs from a photo: thumbnails, upright copies for other programs, and copies with drawings on them. */
import { makeContext, pixelsOf, toJpeg } from '../toolkit/canvas.js';
import { jpegOrientation } from './orientation.js';
import { decodePicture } from './picture.js';

const THUMBNAIL_PX = 480;
const THUMBNAIL_QUALITY = 0.75;
const UPRIGHT_QUALITY = 0.95;
/** The header of any JPEG fits into this. */
const HEADER_BYTES = 128 * 1024;

/**
 * @param {Blob} photo
 * @returns {Promise<Blob>} a small JPEG, upright
 * @throws {import('./picture.js').PictureError}
 */
export function makeThumbnail(photo) {
  return redraw(photo, { longSide: THUMBNAIL_PX, quality: THUMBNAIL_QUALITY });
}

/**
 * A JPEG whose pixels are stored upright, so that every program shows it the same way. A photo that is stored upright
 * already is returned unchanged.
 *
 * @param {Blob} photo
 * @returns {Promise<Blob>}
 * @throws {import('./picture.js').PictureError}
 */
export async function uprightJpeg(photo) {
  const header = new DataView(await photo.slice(0, HEADER_BYTES).arrayBuffer());
  return jpegOrientation(header) === 1 ? photo : redraw(photo, { quality: UPRIGHT_QUALITY });
}

/**
 * @param {Blob} photo
 * @param {object} options
 * @param {number} options.quality 0..1
 * @param {number} [options.longSide] pixels at most
 * @param {(context: import('../toolkit/canvas.js').Context) => void} [options.draw] over the photo
 * @returns {Promise<Blob>} a JPEG, upright
 * @throws {import('./picture.js').PictureError} The photo cannot be decoded.
 * @throws {Error} The browser gave no canvas of this size, or no JPEG of it.
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
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, context.canvas.width, context.canvas.height);
    if (isLost(context.canvas, picture)) throw new Error('The browser has lost what was drawn.');
    return context;
  } finally {
    picture.close();
  }
}

/** Smaller canvases work everywhere. */
const SURE_PIXELS = 2 ** 22;
const GLANCE = { width: 8, height: 8 };

/**
 * Whether a canvas stayed black, as those over 16,777,216 pixels do on iOS, without an error.
 *
 * @param {HTMLCanvasElement | OffscreenCanvas} canvas
 * @param {ImageBitmap} picture that was drawn on it
 */
function isLost(canvas, picture) {
  if (canvas.width * canvas.height <= SURE_PIXELS) return false;
  const isBlack = (/** @type {CanvasImageSource} */ image) =>
    pixelsOf(image, GLANCE).every((value, i) => i % 4 === 3 || value === 0);
  return isBlack(canvas) && !isBlack(picture);
}
