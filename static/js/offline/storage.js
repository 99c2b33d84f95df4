/** What the browser lets the page keep on the phone, and for how long. */

/**
 * Asks the browser not to clear what the page keeps when the phone runs short of space. Chrome decides by itself
 * (an installed page may), Firefox asks the person.
 * @param {StorageManager | undefined} [storage]
 * @returns {Promise<boolean>} Whether the data is safe from clean-ups; false also where the browser cannot tell.
 */
export async function keepStorage(storage = navigator.storage) {
  if (!storage?.persist) return false;
  return (await storage.persisted()) || (await storage.persist());
}

/**
 * @param {StorageManager | undefined} [storage]
 * @returns {Promise<number>} Bytes that can still be stored, an estimate; Infinity where the browser gives none.
 */
export async function freeBytes(storage = navigator.storage) {
  if (!storage?.estimate) return Number.POSITIVE_INFINITY;
  const { quota, usage } = await storage.estimate();
  return quota === undefined || usage === undefined ? Number.POSITIVE_INFINITY : Math.max(0, quota - usage);
}
