/**
 * The trail: the stops that Back leads through. Each view is a stop with its address. An open sheet is a stop of its own
 * over its view, so that Back closes the sheet first.
 *
 * @typedef {{ kind: 'stay' } | { kind: 'back', steps: number } | { kind: 'replace' | 'push', trail: string[] }} Step
 */

/** Marks a stop with a sheet. Addresses never contain it, because ids are URI-encoded. */
const SHEET = '+';
/** The start view's address is empty. */
const START_STOP = '';

/** @param {string} address @param {boolean} hasSheet */
export const stopAt = (address, hasSheet) => (hasSheet ? address + SHEET : address);

/** @param {string} stop */
export const addressAt = (stop) => (stop.endsWith(SHEET) ? stop.slice(0, -SHEET.length) : stop);

/**
 * Decides how the browser's history follows the page to another stop. A stop that is on the trail already is reached by
 * going back to it, so stops do not pile up. The start is always at the bottom, so that Back leaves the page from there.
 *
 * @param {string[]} trail never empty
 * @param {string} stop
 * @param {object} [options]
 * @param {boolean} [options.isRedirect] the last stop only redirected to this one
 * @param {(address: string) => boolean} [options.isPassing] whether Back skips this address after it led to another view
 * @returns {Step}
 */
export function stepTo(trail, stop, { isRedirect = false, isPassing = () => false } = {}) {
  const last = trail.length - 1;
  const at = trail.lastIndexOf(stop);
  if (at === last) return { kind: 'stay' };
  if (at >= 0) return { kind: 'back', steps: last - at };
  if (stop === START_STOP && last > 0) return { kind: 'back', steps: last }; // to the bottom, which then becomes the start
  const wasSheet = trail[last].endsWith(SHEET);
  const replaces = isRedirect || wasSheet || isPassing(trail[last]) || isAbove(stop, trail[last]);
  return replaces
    ? { kind: 'replace', trail: [...trail.slice(0, last), stop] }
    : { kind: 'push', trail: [...trail, stop] };
}

/** Whether a stop is above another in the hierarchy, as the list is above an audit. @param {string} stop @param {string} from */
const isAbove = (stop, from) => stop === START_STOP || from.startsWith(`${stop}/`);
