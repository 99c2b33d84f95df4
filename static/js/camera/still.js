/**
 * Stills that are sharper than the video. A phone's sensor has several times the pixels of its video stream, and
 * ImageCapture gives them where a browser has it (Chrome on Android; Safari and Firefox take the video's frame).
 */

import { WHOLE } from '../geometry/part.js';
import { within } from '../toolkit/time-limit.js';

/**
 * A photo, and which part of it the screen showed when it was taken.
 *
 * @typedef {{ photo: Blob, shown: import('../geometry/part.js').Part }} Still
 */

/** Sensors need about a second. Some drivers never answer; a person in an aisle does not wait for them. */
const LIMIT_MS = 4000;

/**
 * @typedef {object} Imaging what is asked of the browser, so that tests can stand in for it
 * @property {((track: MediaStreamTrack) => Pick<ImageCapture, 'getPhotoCapabilities' | 'takePhoto'>) | null} captureOf
 * @property {(picture: Blob) => Promise<{ width: number, height: number, close: () => void }>} decode
 */

/** @type {Imaging} */
const BROWSER = {
  captureOf: 'ImageCapture' in globalThis ? (track) => new ImageCapture(track) : null,
  decode: (picture) => createImageBitmap(picture),
};

/**
 * The sensor's still where it has more pixels than the video's frame.
 *
 * @param {MediaStreamTrack} track that runs
 * @param {{ picture: Blob, width: number, height: number }} frame what the video shows now, pixels
 * @param {{ limit_ms?: number, imaging?: Imaging }} [options]
 * @returns {Promise<Still>} the still, or the frame where none comes in time
 */
export async function sharpestStill(track, frame, { limit_ms = LIMIT_MS, imaging = BROWSER } = {}) {
  const ofVideo = { photo: frame.picture, shown: WHOLE };
  if (!imaging.captureOf || track.readyState !== 'live') return ofVideo;
  try {
    const still = await within(limit_ms, takeLargest(imaging.captureOf(track)), 'no still in time');
    const bitmap = await imaging.decode(still);
    const isSharper = bitmap.width * bitmap.height > frame.width * frame.height;
    // A driver that says nothing of how the phone was held gives a still that lies on its side.
    const isTurned = (bitmap.width - bitmap.height) * (frame.width - frame.height) < 0;
    const shown = shownPart(frame, bitmap);
    bitmap.close();
    return isSharper && !isTurned ? { photo: still, shown } : ofVideo;
  } catch {
    return ofVideo; // drivers fail in many ways here, and the frame is a photo as well
  }
}

/**
 * The part of a still that the video shows. No browser tells it. Assumed is what cameras do: the video is cut out of the
 * sensor's picture, around the same middle and as large as its shape allows, so a still of another shape shows more at two
 * sides. Phones that steady the video cut off a little more at all four sides, which cannot be known.
 *
 * @param {{ width: number, height: number }} frame upright, pixels
 * @param {{ width: number, height: number }} still upright, pixels
 * @returns {Still['shown']}
 */
export function shownPart(frame, still) {
  const scale = Math.min(still.width / frame.width, still.height / frame.height);
  // Rounding must not lead out of the still.
  const x = Math.max(0, (1 - (scale * frame.width) / still.width) / 2);
  const y = Math.max(0, (1 - (scale * frame.height) / still.height) / 2);
  return { left: x, top: y, right: 1 - x, bottom: 1 - y };
}

/**
 * Without settings, Chrome takes the size of the video or one of its own choice.
 * @param {Pick<ImageCapture, 'getPhotoCapabilities' | 'takePhoto'>} capture
 */
async function takeLargest(capture) {
  const { imageWidth, imageHeight } = await capture.getPhotoCapabilities();
  if (!imageWidth?.max || !imageHeight?.max) return capture.takePhoto();
  return capture.takePhoto({ imageWidth: imageWidth.max, imageHeight: imageHeight.max });
}
