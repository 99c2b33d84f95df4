/**
 * Whether there is a network, what of the page needs one, and what to say about it.
 *
 * The browser knows it when there is none. That there is one it only believes: a shop's Wi-Fi that leads nowhere looks
 * the same (https://developer.mozilla.org/docs/Web/API/Navigator/onLine). So the words for that are careful.
 *
 * @typedef {import('../shell/state.js').State} State
 */
import { isOfflineReady } from '../shell/state.js';

/** Who walks between the shelves of a shop loses the network often; told once, it is known for a while. */
const TELL_AGAIN_AFTER_MS = 10 * 60_000;

/** Failures that a network may end. @type {ReadonlySet<string | null>} */
const FOR_LACK_OF_NETWORK = new Set(['no-network-no-model', 'download-failed']);

/**
 * What cannot be had without a network, or be lost: the detector, which is still to be fetched; or the page, which is
 * not kept on this device as a whole, and works only as long as it stays open.
 *
 * @param {State} state
 * @returns {'detector' | 'page' | null}
 */
export function missesNetwork(state) {
  const { isOnline, model } = state;
  if (isOnline) return null;
  if (model.status === 'loading') return model.progress?.phase === 'download' ? 'detector' : null;
  if (model.status === 'failed') return lacksDetector(state) ? 'detector' : null;
  return isOfflineReady(state) ? null : 'page';
}

/** @param {Pick<State, 'model'>} state @returns {boolean} the detector could not be fetched; a network may help */
export const lacksDetector = ({ model }) =>
  model.status === 'failed' && FOR_LACK_OF_NETWORK.has(model.problem);

/**
 * Follows the network, and says what is to be said.
 *
 * @typedef {object} NetworkListeners
 * @property {(isOnline: boolean) => void} onChange
 * @property {() => boolean} resume goes on with what failed for lack of a network
 * @property {() => boolean} isReady all that is needed is on this device
 * @property {(word: 'gone' | 'back' | 'resumed') => void} tell
 * @property {() => number} [now] milliseconds
 *
 * @param {NetworkListeners} listeners
 * @param {EventTarget} [events]
 */
export function watchNetwork({ onChange, resume, isReady, tell, now = Date.now }, events = globalThis) {
  let toldAt = Number.NEGATIVE_INFINITY;
  let isTold = false;
  events.addEventListener('offline', () => {
    onChange(false);
    // What is not ready says so itself, for as long as that lasts.
    if (!isReady() || now() - toldAt < TELL_AGAIN_AFTER_MS) return;
    toldAt = now();
    isTold = true;
    tell('gone');
  });
  events.addEventListener('online', () => {
    onChange(true);
    if (resume()) tell('resumed');
    else if (isTold) tell('back');
    isTold = false;
  });
}
