/**
 * Keeps the screen on until the signal is aborted. The browser takes the lock away whenever the page is hidden, so it is
 * requested again when the page is shown.
 *
 * @param {AbortSignal} signal
 */
export function keepScreenOn(signal) {
  const { wakeLock } = navigator;
  if (!wakeLock) return; // not in every browser; the screen then goes dark as the phone is set
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  const request = async () => {
    if (document.visibilityState !== 'visible' || signal.aborted) return;
    try {
      lock = await wakeLock.request('screen');
      if (signal.aborted) await lock.release();
    } catch {
      // Refused on a low battery, or hidden in the meantime: counting works all the same.
    }
  };
  document.addEventListener('visibilitychange', request, { signal });
  signal.addEventListener('abort', () => lock?.release());
  request();
}
