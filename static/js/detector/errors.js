/**
 * Why the detector cannot work. Views turn a code into a sentence; `message` is for the console and for bug reports.
 *
 * @typedef {'insecure-origin' | 'no-network-no-model' | 'download-failed' | 'model-damaged' | 'storage-full' |
 *   'no-usable-model' | 'no-backend' | 'start-failed' | 'detection-failed' | 'worker-lost'} DetectorErrorCode
 */

/** @type {Record<DetectorErrorCode, string>} */
const MEANING = {
  'insecure-origin': 'The page needs HTTPS to keep and to verify the model',
  'no-network-no-model': 'No model is on this device yet, and the server cannot be reached',
  'download-failed': 'A download failed',
  'model-damaged': 'A file of the model is not the one that its card describes',
  'storage-full': 'The browser has no room left to store the model',
  'no-usable-model': 'The server offers no model that this page can run',
  'no-backend': 'The model runs on none of WebGPU, WebGL and WebAssembly here',
  'start-failed': 'The detector could not be started',
  'detection-failed': 'The detector failed on a picture',
  'worker-lost': 'The worker of the detector ended or does not answer; a new one takes its place',
};

export class DetectorError extends Error {
  /**
   * @param {DetectorErrorCode} code
   * @param {{ detail?: string, cause?: unknown, message?: string }} [about] `message` replaces the one made from the
   *   code, for an error that comes from the worker.
   */
  constructor(code, { detail, cause, message } = {}) {
    const about = [detail, cause instanceof Error ? cause.message : undefined].filter(Boolean).join(': ');
    super(message ?? `${MEANING[code]}${about && ` (${about})`}.`, { cause });
    this.name = 'DetectorError';
    this.code = code;
  }
}

/**
 * @param {unknown} error
 * @param {DetectorErrorCode} otherwise The code for errors that have none.
 * @returns {DetectorError}
 */
export function asDetectorError(error, otherwise) {
  return error instanceof DetectorError ? error : new DetectorError(otherwise, { cause: error });
}
