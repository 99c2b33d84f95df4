/** A browser's `localStorage` for tests. */

/** @param {Record<string, string>} [values] its first content */
export function setLocalStorage(values = {}) {
  const storage = { ...values };
  /** @type {Record<string, (...given: string[]) => unknown>} */
  const methods = {
    getItem: (key) => storage[key] ?? null,
    setItem: (key, value) => {
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
