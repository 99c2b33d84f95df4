/**
 * Holds a photo for this tab: two tabs that correct the same one would overwrite each other's work.
 *
 * @param {string} shotId
 * @returns {Promise<(() => void) | null>} Lets it go again; null when another tab holds it.
 */
export function holdShot(shotId) {
  if (!navigator.locks) return Promise.resolve(() => {}); // an old browser: then the last correction counts
  return new Promise((resolve, reject) => {
    const held = (/** @type {Lock | null} */ lock) =>
      lock ? new Promise((release) => resolve(() => release(undefined))) : resolve(null);
    navigator.locks.request(`shelfscan-shot-${shotId}`, { ifAvailable: true }, held).catch(reject);
  });
}
