import { makeContext, toJpeg } from '../toolkit/canvas.js';
import { CameraError, nameOf, problemBeforeAsking, problemOfError } from './problems.js';

/**
 * Wide enough for the detector's photo size without a 12-megapixel stream in live mode. No height: given both, Chrome
 * cuts the picture to that shape.
 */
const WIDTH = { ideal: 1920 };
const REAR = { audio: false, video: { facingMode: { ideal: 'environment' }, width: WIDTH } };
/** For drivers that take a wish for a demand. */
const ANY = { audio: false, video: true };

const STILL_QUALITY = 0.95;

/**
 * Asks for the camera. Call it from a tap: Safari refuses otherwise.
 * @param {AbortSignal} signal aborted when the person leaves while the browser still asks
 * @param {string | null} [lens] id of the device to open; when it is not there any more, or null, a rear camera
 * @param {Pick<Window, 'isSecureContext' | 'navigator'>} browser
 * @returns {Promise<MediaStream>}
 * @throws {CameraError} with a code that messages.js has words for
 * @throws {DOMException} AbortError, when the signal was aborted; no camera is left running
 */
export async function openCamera(signal, lens = null, browser = globalThis.window) {
  const problem = problemBeforeAsking({
    secure: browser.isSecureContext,
    hasGetUserMedia: typeof browser.navigator.mediaDevices?.getUserMedia === 'function',
  });
  if (problem) throw new CameraError(problem);
  const { mediaDevices } = browser.navigator;
  let stream;
  try {
    stream = await (lens ? openLens(mediaDevices, lens, signal) : openRear(mediaDevices, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw new CameraError(problemOfError(error), error);
  }
  if (signal.aborted) closeCamera(stream);
  signal.throwIfAborted();
  return stream;
}

/**
 * @param {MediaDevices} mediaDevices
 * @param {string} lens
 * @param {AbortSignal} signal
 */
async function openLens(mediaDevices, lens, signal) {
  try {
    return await mediaDevices.getUserMedia({
      audio: false,
      video: { deviceId: { exact: lens }, width: WIDTH },
    });
  } catch (error) {
    const isRefused = ['NotAllowedError', 'SecurityError'].includes(nameOf(error));
    if (isRefused || signal.aborted) throw error;
    // Unplugged, broken, or the browser has given its devices new ids: it must not keep a person from the others.
    return openRear(mediaDevices, signal);
  }
}

/**
 * A rear camera where there is one.
 *
 * @param {MediaDevices} mediaDevices
 * @param {AbortSignal} signal
 */
async function openRear(mediaDevices, signal) {
  try {
    return await mediaDevices.getUserMedia(REAR);
  } catch (error) {
    if (nameOf(error) !== 'OverconstrainedError' || signal.aborted) throw error;
    return mediaDevices.getUserMedia(ANY);
  }
}

/**
 * Switches the camera off (and its light).
 * @param {MediaStream} stream
 */
export function closeCamera(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/**
 * The picture that the video shows now, at the full size of the track.
 * @param {HTMLVideoElement} video with a current frame
 * @param {import('./zoom.js').Crop} crop the part of it to take
 * @returns {Promise<Blob>} a JPEG
 */
export async function takeStill(video, crop) {
  const context = makeContext(crop.width, crop.height);
  context.drawImage(video, crop.x, crop.y, crop.width, crop.height, 0, 0, crop.width, crop.height);
  return toJpeg(context.canvas, STILL_QUALITY);
}
