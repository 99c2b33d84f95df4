/**
 * The way that a person has come, as the stops that Back leads through: the address of each view, and one more while a
 * sheet is open over it, so that Back closes the sheet first.
 *
 * @typedef {{ kind: 'stay' } | { kind: 'back', steps: number } | { kind: 'replace' | 'push', trail: string[] }} Step
 */

/** Part of no address: ids have it encoded. */
const SHEET = '+';
/** The start has an empty address. */
const START_STOP = '';

/** @param {string} address @param {boolean} hasSheet */
export const stopAt = (address, hasSheet) => (hasSheet ? address + SHEET : address);

/** @param {string} stop */
export const addressAt = (stop) => (stop.endsWith(SHEET) ? stop.slice(0, -SHEET.length) : stop);

/**
 * How the browser's history follows the page to another stop. Stops do not pile up: what lies on the trail already is gone
 * back to, and the start always lies under everything, so that Back leaves the page from there.
 *
 * @param {string[]} trail never empty
 * @param {string} stop
 * @param {object} [options]
 * @param {boolean} [options.isRedirect] the last stop has only led here
 * @param {(address: string) => boolean} [options.isPassing] nobody wants to come back to this address once it has led on
 * @returns {Step}
 */
export function stepTo(trail, stop, { isRedirect = false, isPassing = () => false } = {}) {
  const last = trail.length - 1;
  const at = trail.lastIndexOf(stop);
  if (at === last) return { kind: 'stay' };
  if (at >= 0) return { kind: 'back', steps: last - at };
  if (stop === START_STOP && last > 0) return { kind: 'back', steps: last }; // to the bottom, and from there once more
  const wasSheet = trail[last].endsWith(SHEET);
  const replaces = isRedirect || wasSheet || isPassing(trail[last]) || isAbove(stop, trail[last]);
  return replaces
    ? { kind: 'replace', trail: [...trail.slice(0, last), stop] }
    : { kind: 'push', trail: [...trail, stop] };
}

/** Whether one goes up to it, as from an audit to the list. @param {string} stop @param {string} from */
const isAbove = (stop, from) => stop === START_STOP || from.startsWith(`${stop}/`);
