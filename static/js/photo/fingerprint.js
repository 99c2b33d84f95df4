/**
 * By what a photo is known again when it comes a second time: its bytes, and how it looks in small. It is plain JSON, kept
 * with the photo's record; the boxes that are compared besides are in the record already.
 *
 * @typedef {object} Fingerprint
 * @property {1} version of how it is made
 * @property {string | null} sha256 of the photo's bytes, hexadecimal; null: not known
 * @property {number} width of the grey picture, pixels
 * @property {number} height
 * @property {string} grey its pixels, row by row, base64
 *
 * @typedef {import('./grey-picture.js').GreyPicture} GreyPicture
 */
import { fromBase64, isBase64, toBase64 } from '../toolkit/base64.js';
import { pixelsOf } from '../toolkit/canvas.js';
import { GREY_PX, greySize, shrinkToGrey } from './grey-picture.js';
import { decodePicture } from './picture.js';

export const FINGERPRINT_VERSION = 1;
/** The canvas shrinks a photo to this many times the grey picture; the rest is averaged, alike in every browser. */
const CANVAS_FACTOR = 8;

/**
 * @param {Blob} photo
 * @returns {Promise<Fingerprint>}
 * @throws {import('./picture.js').PictureError}
 */
export async function makeFingerprint(photo) {
  return fingerprintOf(await readGrey(photo), await sha256Of(photo));
}

/**
 * The fingerprint of a photo of which only a small copy is at hand.
 *
 * @param {Blob} thumbnail
 * @returns {Promise<Fingerprint>} without a hash
 * @throws {import('./picture.js').PictureError}
 */
export async function fingerprintOfThumbnail(thumbnail) {
  return fingerprintOf(await readGrey(thumbnail), null);
}

/**
 * @param {GreyPicture} picture
 * @param {string | null} sha256
 * @returns {Fingerprint}
 */
export function fingerprintOf({ width, height, grey }, sha256) {
  return { version: FINGERPRINT_VERSION, sha256, width, height, grey: toBase64(grey) };
}

/** @param {Fingerprint} fingerprint @returns {GreyPicture} */
export function greyOf({ width, height, grey }) {
  return { width, height, grey: fromBase64(grey) };
}

/**
 * @param {unknown} value that may come from anyone
 * @returns {Fingerprint | null} null: it is none, or one of another version. It can be made anew from the photo.
 */
export function asFingerprint(value) {
  const { version, sha256, width, height, grey } = /** @type {Record<string, unknown>} */ (value ?? {});
  if (version !== FINGERPRINT_VERSION) return null;
  if (sha256 !== null && (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))) return null;
  if (!isSide(width) || !isSide(height) || Math.max(width, height) !== GREY_PX) return null;
  if (!isBase64(grey, width * height)) return null;
  return { version, sha256, width, height, grey };
}

/** @param {unknown} value @returns {value is number} whether it is a length of a grey picture */
const isSide = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= GREY_PX;

/** @param {Blob} photo @returns {Promise<GreyPicture>} upright */
async function readGrey(photo) {
  const picture = await decodePicture(photo);
  try {
    const size = greySize(picture);
    const drawn = { width: size.width * CANVAS_FACTOR, height: size.height * CANVAS_FACTOR };
    return shrinkToGrey(pixelsOf(picture, drawn), size, CANVAS_FACTOR);
  } finally {
    picture.close();
  }
}

/** @param {Blob} photo @returns {Promise<string | null>} null: this page is not served securely, so it may not compute one */
async function sha256Of(photo) {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await photo.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
