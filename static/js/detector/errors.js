import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why the detector cannot work. A worker sends the codes of models through the same answers.
 *
 * @typedef {'no-network-no-model' | 'no-backend' | 'model-unusable' | 'start-failed' | 'detection-failed' | 'embedding-failed' | 'worker-lost' |
 *   import('../models/errors.js').ModelErrorCode} DetectorErrorCode
 */

/** @type {Partial<Record<DetectorErrorCode, string>>} */
const MEANING = {
  'no-network-no-model': 'No model is on this device yet, and the server cannot be reached',
  'no-backend': 'This browser has none of WebGPU, WebGL and WebAssembly that runs the model',
  'model-unusable': 'The model does not work here, although the browser has what it needs',
  'start-failed': 'The detector could not be started',
  'detection-failed': 'The detector failed on a picture',
  'embedding-failed': 'The embedder failed on a picture',
  'worker-lost': 'The worker of the detector ended or does not answer; a new one takes its place',
};

/** @extends {CodedError<DetectorErrorCode>} */
export class DetectorError extends CodedError {
  /** @param {DetectorErrorCode} code @param {import('../toolkit/coded-error.js').About} [about] */
  constructor(code, about) {
    super(code, MEANING[code] ?? code, about);
  }
}

/**
 * @param {unknown} error
 * @param {DetectorErrorCode} otherwise The code for errors that have none.
 * @returns {CodedError<DetectorErrorCode>}
 */
export function asDetectorError(error, otherwise) {
  return error instanceof CodedError ? error : new DetectorError(otherwise, { cause: error });
}
