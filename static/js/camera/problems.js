import { CodedError } from '../toolkit/coded-error.js';

/**
 * @typedef {'camera-denied' | 'camera-none' | 'camera-busy' | 'camera-lost' | 'camera-unsupported'
 *   | 'insecure-origin'} CameraProblem
 */

/** @type {Record<CameraProblem, string>} */
const MEANING = {
  'camera-denied': 'The camera may not be used',
  'camera-none': 'There is no camera that fits',
  'camera-busy': 'The camera could not be opened',
  'camera-lost': 'The camera ended',
  'camera-unsupported': 'This browser gives no camera to pages',
  'insecure-origin': 'The page needs HTTPS to use the camera',
};

/**
 * Why there is no camera picture.
 *
 * @extends {CodedError<CameraProblem>}
 */
export class CameraError extends CodedError {
  /**
   * @param {CameraProblem} code
   * @param {unknown} [cause] what the browser threw
   */
  constructor(code, cause) {
    super(code, MEANING[code], { cause });
  }
}

/** Names that getUserMedia rejects with: https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia */
/** @type {Readonly<Record<string, CameraProblem>>} */
const PROBLEM_OF_ERROR = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-none',
  OverconstrainedError: 'camera-none',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
  TypeError: 'camera-unsupported',
};

/**
 * Which problem stands in the way before the browser has even been asked.
 * @param {{ secure: boolean, hasGetUserMedia: boolean }} browser
 * @returns {CameraProblem | null} null when there is nothing in the way
 */
export function problemBeforeAsking({ secure, hasGetUserMedia }) {
  // An insecure page has no getUserMedia either; the address is then what the person can do something about.
  if (!secure) return 'insecure-origin';
  return hasGetUserMedia ? null : 'camera-unsupported';
}

/**
 * @param {unknown} error what getUserMedia rejected with
 * @returns {CameraProblem}
 */
export function problemOfError(error) {
  // What a driver reports in words of its own is, in practice, a camera that could not be opened.
  return PROBLEM_OF_ERROR[nameOf(error)] ?? 'camera-busy';
}

/**
 * @param {unknown} error what getUserMedia rejected with: in some browsers, an OverconstrainedError is no Error
 * @returns {string}
 */
export const nameOf = (error) => (error instanceof Object && 'name' in error ? String(error.name) : '');
