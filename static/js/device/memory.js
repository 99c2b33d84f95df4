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

/** @param {string} key */
export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is blocked, so nothing is there.
  }
}

/** @param {string} prefix @returns {string[]} the keys that start with it */
export function keysWith(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
