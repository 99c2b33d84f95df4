/** Small values that this device remembers. If the browser blocks this storage, nothing is remembered after the visit. */

/** @param {string} key @returns {string | null} the remembered value; null if there is none, or no storage */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked or full. The page works without it.
  }
}
