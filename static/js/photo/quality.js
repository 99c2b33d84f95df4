/**
 * Whether a photo can be counted well: sharp and light enough. Judged by the same measure as the camera's picture, on the
 * whole photo, at about the size in which the network sees it.
 *
 * @typedef {'ok' | 'blurred' | 'dark'} Quality
 */
import { measureLuminance, spoiledBy } from '../camera/hints.js';
import { pixelsOf } from '../toolkit/canvas.js';

/** A photo is looked at with about so many pixels along its long side: a large one that is blurred looks sharp up close. */
const LOOK_PX = 1024;

/**
 * @param {ImageBitmap} picture the photo's pixels
 * @returns {Quality | null} null: the browser has no memory for a look
 */
export function qualityOf(picture) {
  // Shrunk by a whole factor: other factors blur by themselves. Never enlarged.
  const factor = Math.max(1, Math.round(Math.max(picture.width, picture.height) / LOOK_PX));
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side / factor)),
  );
  try {
    const pixels = pixelsOf(picture, { width, height }, 'medium');
    return spoiledBy(measureLuminance(pixels, width)) ?? 'ok';
  } catch {
    return null; // the count needs no judgement
  }
}

/** @param {unknown} value that may come from anyone @returns {Quality | null} */
export const asQuality = (value) =>
  value === 'ok' || value === 'blurred' || value === 'dark' ? value : null;
