import { staysOpen } from '../device/leaving.js';

/**
 * Writes a failure to the console, for a bug report, unless it comes of the page being left. A mark in the browser's timeline
 * says when it happened.
 *
 * @param {unknown} error
 */
export async function report(error) {
  performance.mark('failure');
  if (await staysOpen()) reportError(error);
}
