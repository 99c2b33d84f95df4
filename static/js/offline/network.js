/**
 * Tracks whether there is a network, what is missing without one, and when to notify the person.
 *
 * `navigator.onLine` is reliable only when it is false: Wi-Fi without internet access counts as online
 * (https://developer.mozilla.org/docs/Web/API/Navigator/onLine). The texts are worded accordingly.
 *
 * @typedef {import('../detector/service.js').DetectorState} DetectorState
 * @typedef {import('./service.js').OfflineState} OfflineState
 * @typedef {Pick<import('../looks/service.js').LooksState, 'kept'>} LooksState
 */
import { lacksNetwork } from '../detector/service.js';

/** The network comes and goes all the time between shelves, so the person is not notified of its loss more often. */
const NOTIFY_AGAIN_AFTER_MS = 10 * 60_000;

/** @param {OfflineState} offline @param {DetectorState} detector */
const startsWithoutNetwork = ({ shell }, { status, kept }) => shell === 'kept' && status === 'ready' && kept;

/**
 * @param {OfflineState} offline
 * @param {DetectorState} detector
 * @param {LooksState} looks
 * @returns {boolean} whether all that is needed without a network is on this device, and what is counted stays there
 */
export const isOfflineReady = (offline, detector, looks) =>
  startsWithoutNetwork(offline, detector) && looks.kept === true && offline.keepsWork === true;

/**
 * Finds what is missing without a network: the detector, which is not downloaded yet; or the page, which is not stored
 * completely on this device and works only while it stays open.
 *
 * @param {OfflineState} offline
 * @param {DetectorState} detector
 * @returns {'detector' | 'page' | null}
 */
export function missesNetwork(offline, detector) {
  if (offline.isOnline) return null;
  if (detector.status === 'loading') return detector.progress?.phase === 'download' ? 'detector' : null;
  if (detector.status === 'failed') return lacksNetwork(detector) ? 'detector' : null;
  return startsWithoutNetwork(offline, detector) ? null : 'page';
}

/**
 * Watches the network and notifies the person of changes.
 *
 * @typedef {object} NetworkListeners
 * @property {(isOnline: boolean) => void} onChange
 * @property {() => boolean} resume retries what failed for lack of a network; returns whether there was anything
 * @property {() => boolean} isReady whether everything that is needed is on this device
 * @property {(news: 'gone' | 'back' | 'resumed') => void} notify
 * @property {() => number} [now] milliseconds
 *
 * @param {NetworkListeners} listeners
 * @param {EventTarget} [events]
 */
export function watchNetwork({ onChange, resume, isReady, notify, now = Date.now }, events = globalThis) {
  let notifiedAt = Number.NEGATIVE_INFINITY;
  let wasNotified = false;
  events.addEventListener('offline', () => {
    onChange(false);
    // Whatever is not ready shows a lasting warning of its own.
    if (!isReady() || now() - notifiedAt < NOTIFY_AGAIN_AFTER_MS) return;
    notifiedAt = now();
    wasNotified = true;
    notify('gone');
  });
  events.addEventListener('online', () => {
    onChange(true);
    if (resume()) notify('resumed');
    else if (wasNotified) notify('back');
    wasNotified = false;
  });
}
