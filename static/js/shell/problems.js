import { CameraError } from '../camera/problems.js';
import { problemHere } from '../device/browsers.js';
import { PictureError } from '../photo/picture.js';
import { codeOf } from '../toolkit/coded-error.js';
import { report } from './report.js';

/**
 * @param {unknown} error
 * @returns {string} for messages.problemText
 */
export function problemOf(error) {
  if (error instanceof CameraError) return problemHere(error.code);
  if (error instanceof PictureError) return error.code;
  report(error); // the person reads a sentence; the details are in the console for a bug report
  return codeOf(error) ?? 'unknown';
}
