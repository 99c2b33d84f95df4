/** Small choices that this device remembers. Browsers may have switched this storage off: then they hold for this visit. */

/** @param {string} key @returns {string | null} what was remembered; null where there is nothing, or no storage */
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
    // Switched off or full: nothing that a person should be stopped for.
  }
}
