import { CameraError, problemBeforeAsking, problemOfError } from './problems.js';

/**
 * The rear camera, wide enough for the detector's photo size without a 12-megapixel stream in live mode. No height:
 * given both, Chrome cuts the picture to that shape.
 */
const CONSTRAINTS = { audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 } } };

const STILL_TYPE = 'image/jpeg';
const STILL_QUALITY = 0.95;

/**
 * Asks for the camera. Call it from a tap: Safari refuses otherwise.
 * @param {AbortSignal} signal aborted when the person leaves while the browser still asks
 * @param {Pick<Window, 'isSecureContext' | 'navigator'>} browser
 * @returns {Promise<MediaStream>}
 * @throws {CameraError} with a code that messages.js has words for
 * @throws {DOMException} AbortError, when the signal was aborted; no camera is left running
 */
export async function openCamera(signal, browser = globalThis.window) {
  const problem = problemBeforeAsking({
    secure: browser.isSecureContext,
    hasGetUserMedia: typeof browser.navigator.mediaDevices?.getUserMedia === 'function',
  });
  if (problem) throw new CameraError(problem);
  let stream;
  try {
    stream = await browser.navigator.mediaDevices.getUserMedia(CONSTRAINTS);
  } catch (error) {
    signal.throwIfAborted();
    throw new CameraError(problemOfError(error), error);
  }
  if (signal.aborted) closeCamera(stream);
  signal.throwIfAborted();
  return stream;
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
 * @returns {Promise<Blob>} a JPEG
 */
export async function takeStill(video) {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2D canvas for the still picture');
  context.drawImage(video, 0, 0);
  return new Promise((resolve, reject) => {
    const done = (/** @type {Blob | null} */ blob) =>
      blob ? resolve(blob) : reject(new Error(`No memory for a still of ${canvas.width}x${canvas.height}`));
    canvas.toBlob(done, STILL_TYPE, STILL_QUALITY);
  });
}
