/**
 * Holds a photo for this tab: two tabs that correct the same one would overwrite each other's work, and a photo that is
 * held is never purged.
 *
 * @param {string} shotId
 * @returns {Promise<(() => void) | null>} Releases it; null when it is held already, by another tab or by this one.
 */
export function holdShot(shotId) {
  // Without Web Locks (Safari before 15.4, pages over plain HTTP) the last correction counts.
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((resolve, reject) => {
    const held = (/** @type {Lock | null} */ lock) =>
      lock ? new Promise((release) => resolve(() => release(undefined))) : resolve(null);
    navigator.locks.request(`shelfscan-shot-${shotId}`, { ifAvailable: true }, held).catch(reject);
  });
}
