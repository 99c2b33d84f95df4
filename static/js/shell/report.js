import { staysOpen } from '../device/leaving.js';

/**
 * Writes a failure to the console, for a bug report, unless it comes of the page being left.
 *
 * @param {unknown} error
 */
export async function report(error) {
  if (await staysOpen()) reportError(error);
}
