/**
 * Holds a photo for this tab: two tabs that correct the same one would overwrite each other's work, and a photo that is
 * held is never purged.
 *
 * @param {string} shotId
 * @param {number} [wait_ms] how long to wait for a tab that is about to release it
 * @returns {Promise<(() => void) | null>} Releases it; null when it is held already, by another tab or by this one.
 */
export const holdShot = (shotId, wait_ms = 0) => hold(`shelfscan-shot-${shotId}`, wait_ms);

/**
 * Two imports at a time would each take what the other has begun for one that was cut off.
 *
 * @returns {Promise<(() => void) | null>} Releases it; null: an import is running, in this tab or another one.
 */
export const holdImport = () => hold('shelfscan-import', 0);

/** @param {string} name @param {number} wait_ms @returns {Promise<(() => void) | null>} */
function hold(name, wait_ms) {
  const withoutLock = () => {}; // where there are no Web Locks, or none for this page, the last correction counts
  if (!navigator.locks) return Promise.resolve(withoutLock);
  const options = wait_ms > 0 ? { signal: AbortSignal.timeout(wait_ms) } : { ifAvailable: true };
  return new Promise((resolve) => {
    const held = (/** @type {Lock | null} */ lock) =>
      lock ? new Promise((release) => resolve(() => release(undefined))) : resolve(null);
    const refused = (/** @type {unknown} */ error) =>
      resolve(error instanceof DOMException && error.name === 'TimeoutError' ? null : withoutLock);
    try {
      navigator.locks.request(name, options, held).catch(refused);
    } catch (error) {
      refused(error); // some refuse before there is a promise
    }
  });
}
