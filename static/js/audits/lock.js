/**
 * Holds a photo for this tab: two tabs that correct the same one would overwrite each other's work, and a photo that is
 * held is never purged.
 *
 * @param {string} shotId
 * @param {number} [wait_ms] how long to wait for a tab that is about to release it
 * @returns {Promise<(() => void) | null>} Releases it; null when it is held already, by another tab or by this one.
 */
export function holdShot(shotId, wait_ms = 0) {
  const withoutLock = () => {}; // where there are no Web Locks, or none for this page, the last correction counts
  if (!navigator.locks) return Promise.resolve(withoutLock);
  const options = wait_ms > 0 ? { signal: AbortSignal.timeout(wait_ms) } : { ifAvailable: true };
  return new Promise((resolve) => {
    const held = (/** @type {Lock | null} */ lock) =>
      lock ? new Promise((release) => resolve(() => release(undefined))) : resolve(null);
    const refused = (/** @type {unknown} */ error) =>
      resolve(error instanceof DOMException && error.name === 'TimeoutError' ? null : withoutLock);
    try {
      navigator.locks.request(`shelfscan-shot-${shotId}`, options, held).catch(refused);
    } catch (error) {
      refused(error); // some refuse before there is a promise
    }
  });
}
