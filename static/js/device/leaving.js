/**
 * Tells a failure of the page from one of a page that is being left, whose requests the browser ends: they fail as if there
 * were no network, before or after the event that says so.
 */

/** By then a page that is being left has heard of it, or is gone; a busy phone takes more than a second for it. */
const SETTLE_MS = 2000;

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

/** @returns {Promise<boolean>} whether the page stays open; call it when something has failed */
export async function staysOpen() {
  const [before, wasLeft] = [timesLeft, isLeft];
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return !wasLeft && timesLeft === before;
}
