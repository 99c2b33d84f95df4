/**
 * A stored photo as it is shown. A photo's file is never written again: its record says by how many quarters it was
 * turned, so file and boxes cannot come apart, whenever the page ends.
 */
import { headerOf, isJpeg } from './exif.js';
import { redraw } from './jpeg.js';
import { turnJpeg } from './orientation.js';

const QUALITY = 0.95;

/**
 * @param {Blob} photo
 * @param {number} [quarters] turns of 90 degrees, clockwise
 * @returns {Promise<Blob>} the photo itself if it is not turned; else a JPEG, of the same pixels if it was one
 * @throws {import('./picture.js').PictureError} The photo is no JPEG and cannot be decoded.
 * @throws {Error} The browser has no memory to make a JPEG of it.
 */
export async function turnedPhoto(photo, quarters = 0) {
  if (quarters % 4 === 0) return photo;
  const isTurnable = isJpeg(await headerOf(photo));
  return turnJpeg(isTurnable ? photo : await redraw(photo, { quality: QUALITY }), quarters);
}
