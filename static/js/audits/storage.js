/** How much the browser stores for this page, and whether it may clear that. */

/** @typedef {{ used: number, left: number, kept: boolean }} Space bytes; `kept`: not cleared when the device fills up */

/** @returns {Promise<Space | null>} null where the browser does not say. */
export async function readSpace() {
  if (!navigator.storage?.estimate) return null;
  const [{ usage = 0, quota = 0 }, kept] = await Promise.all([
    navigator.storage.estimate().catch(() => ({ usage: 0, quota: 0 })), // refused, in some private windows
    navigator.storage.persisted?.() ?? false,
  ]);
  return quota > 0 ? { used: usage, left: Math.max(0, quota - usage), kept } : null;
}

/**
 * Asks the browser not to clear what is stored here when the device fills up. Some browsers ask the person.
 *
 * @returns {Promise<boolean>} Whether it will not.
 */
export async function askToKeep() {
  if (!navigator.storage?.persist) return false;
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
