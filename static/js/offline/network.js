/**
 * Whether there is a network, what of the page needs one, and what to say about it.
 *
 * The browser knows when there is none. That there is one it only believes: a shop's Wi-Fi that leads nowhere looks the
 * same (https://developer.mozilla.org/docs/Web/API/Navigator/onLine). So the words for that are careful.
 *
 * @typedef {import('../detector/service.js').DetectorState} DetectorState
 * @typedef {import('./service.js').OfflineState} OfflineState
 */
import { lacksNetwork } from '../detector/service.js';

/** Between the shelves of a shop the network is lost often: once told, it is known for a while. */
const TELL_AGAIN_AFTER_MS = 10 * 60_000;

/**
 * @param {OfflineState} offline
 * @param {DetectorState} detector
 * @returns {boolean} everything that is needed without a network is on this device
 */
export const isOfflineReady = ({ shell }, { status, kept }) => shell === 'kept' && status === 'ready' && kept;

/**
 * What cannot be had without a network, or could be lost: the detector, which is still to be fetched; or the page, which
 * is not kept on this device as a whole and works only as long as it stays open.
 *
 * @param {OfflineState} offline
 * @param {DetectorState} detector
 * @returns {'detector' | 'page' | null}
 */
export function missesNetwork(offline, detector) {
  if (offline.isOnline) return null;
  if (detector.status === 'loading') return detector.progress?.phase === 'download' ? 'detector' : null;
  if (detector.status === 'failed') return lacksNetwork(detector) ? 'detector' : null;
  return isOfflineReady(offline, detector) ? null : 'page';
}

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
