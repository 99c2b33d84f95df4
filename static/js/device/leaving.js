/**
 * Tells a failure of the page from one of a page that is being left, whose requests the browser ends: they fail as if there
 * were no network, before or after the event that says so.
 */

/** By then a page that is being left has heard of it, or is gone. */
const SETTLE_MS = 300;

let timesLeft = 0;
let isLeft = false;

// Node, where tests run, has no such events.
globalThis.addEventListener?.('pagehide', () => {
  timesLeft += 1;
  isLeft = true;
});
globalThis.addEventListener?.('pageshow', () => {
  isLeft = false; // back from the browser's memory
});

/**
 * @param {number} [settle_ms] to wait; a busy phone takes more than a second to leave a page that is still loading
 * @returns {Promise<boolean>} whether the page stays open; call it when something has failed
 */
export async function staysOpen(settle_ms = SETTLE_MS) {
  const [before, wasLeft] = [timesLeft, isLeft];
  await new Promise((resolve) => setTimeout(resolve, settle_ms));
  return !wasLeft && timesLeft === before;
}
