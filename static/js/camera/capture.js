/**
 * What the video shows now, to be given away to the detector.
 *
 * @typedef {import('./zoom.js').Crop} Crop
 * @typedef {{ picture: ImageBitmap | VideoFrame, crop: Crop }} Capture `crop`: the part that is on the picture
 */
import { Trial } from '../trial.js';

/**
 * Wraps the camera's own frame, or copies it into a bitmap. Wrapping takes the page no time, but the detector's thread
 * converts the frame then, which on some devices takes longer than the copy: the first frames of a scan tell which way is
 * the faster one here. Whoever has the picture closes it: a camera whose frames are kept stands still.
 */
export class FrameCapture {
  /** Only in Chromium, where wrapping is tested: no other browser has MediaStreamTrackProcessor on a page. */
  #canWrap = 'VideoFrame' in globalThis && 'MediaStreamTrackProcessor' in globalThis;
  #trial = new Trial('wrapped', 'copied');

  /**
   * @param {HTMLVideoElement} video with a current frame
   * @param {Crop} crop
   * @returns {Promise<Capture>}
   */
  async take(video, crop) {
    const { videoWidth: width, videoHeight: height } = video;
    if (this.#canWrap && width > 0 && this.#trial.next === 'wrapped') {
      const wrapped = wrap(video, { width, height }, crop);
      if (wrapped) return wrapped;
      this.#canWrap = false; // not on this device
    }
    return { picture: await createImageBitmap(video, crop.x, crop.y, crop.width, crop.height), crop };
  }

  /**
   * @param {boolean} isWrapped
   * @param {number} took_ms to take a frame and to bring it into the network's input
   */
  took(isWrapped, took_ms) {
    this.#trial.add(isWrapped ? 'wrapped' : 'copied', took_ms);
  }
}

/**
 * @param {HTMLVideoElement} video
 * @param {{ width: number, height: number }} size as it is shown
 * @param {Crop} crop
 * @returns {Capture | null} null when its frames are not as they are shown, or cannot be wrapped
 */
function wrap(video, size, crop) {
  const isWhole = crop.width === size.width && crop.height === size.height;
  const part = isWhole ? crop : alignedTo2(crop);
  try {
    const whole = new VideoFrame(video);
    if (isWhole && isUpright(whole, size)) return { picture: whole, crop };
    try {
      if (!isUpright(whole, size)) return null;
      return { picture: new VideoFrame(whole, { visibleRect: part }), crop: part };
    } finally {
      whole.close();
    }
  } catch {
    return null; // this frame cannot be wrapped; it can still be copied
  }
}

/**
 * Frames of a rotated phone may lie on their side until they are shown. A crop would be cut out of another place.
 * @param {VideoFrame} frame
 * @param {{ width: number, height: number }} size as it is shown
 */
function isUpright(frame, { width, height }) {
  const { rotation = 0, flip = false } = /** @type {{ rotation?: number, flip?: boolean }} */ (frame);
  const { displayWidth, displayHeight, visibleRect } = frame;
  const hasOnePixelEach = visibleRect?.width === width && visibleRect.height === height;
  return rotation === 0 && !flip && hasOnePixelEach && displayWidth === width && displayHeight === height;
}

/**
 * Colour is kept for two by two pixels, so a frame is cut at even ones alone.
 * @param {Crop} crop
 * @returns {Crop} inside of it
 */
export function alignedTo2({ x, y, width, height }) {
  const [left, top] = [x + (x % 2), y + (y % 2)];
  const [right, bottom] = [x + width, y + height];
  return { x: left, y: top, width: even(right - left), height: even(bottom - top) };
}

/** @param {number} length */
const even = (length) => Math.max(2, length - (length % 2));
