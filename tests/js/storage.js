/** A browser's `localStorage` for tests. */

/** @param {{ hasRoomFor?: (value: string) => boolean }} [options] */
export function setLocalStorage({ hasRoomFor = () => true } = {}) {
  /** @type {Record<string, string>} */
  const storage = {};
  /** @type {Record<string, (...given: string[]) => unknown>} */
  const methods = {
    getItem: (key) => storage[key] ?? null,
    setItem: (key, value) => {
      if (!hasRoomFor(value)) throw new DOMException('no room', 'QuotaExceededError');
      storage[key] = value;
    },
    removeItem: (key) => delete storage[key],
  };
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(storage, name, { value, enumerable: false });
  }
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: storage });
  return storage;
}
