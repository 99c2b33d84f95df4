/** A cache in memory, which can be full. */
export class MemoryCache {
  /** @type {Map<string, ArrayBuffer>} */
  entries = new Map();
  full = false;

  /** @param {URL | Request} key */
  async match(key) {
    const content = this.entries.get(hrefOf(key));
    return content && new Response(content);
  }

  /** @param {URL} key @param {Response} response */
  async put(key, response) {
    if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    this.entries.set(hrefOf(key), await response.arrayBuffer());
  }

  /** @param {URL | Request} key */
  async delete(key) {
    return this.entries.delete(hrefOf(key));
  }

  async keys() {
    return Array.from(this.entries.keys(), (url) => ({ url }));
  }

  /** @returns {string[]} Names of the stored bundle files of this instance. */
  get files() {
    return Array.from(this.entries.keys())
      .filter((url) => url.startsWith(MODELS))
      .map((url) => url.slice(MODELS.length).split('?')[0])
      .filter((name) => name.includes('/'));
  }
}

/** Caches by their name, in memory. */
export class MemoryStorage {
  /** @type {Map<string, MemoryCache>} */
  caches = new Map();

  /** @param {string} name */
  async open(name) {
    const cache = this.caches.get(name) ?? new MemoryCache();
    this.caches.set(name, cache);
    return cache;
  }

  /** @param {string} name */
  async has(name) {
    return this.caches.has(name);
  }

  /** @param {string} name */
  async delete(name) {
    return this.caches.delete(name);
  }
}

/** Name of the model cache of this checkout as an instance of the page. */
export const MODELS = new URL('../../../models/', import.meta.url).href;

/** @param {URL | Request} key */
function hrefOf(key) {
  return 'href' in key ? key.href : key.url;
}

/**
 * A server that has these files, and records requests.
 *
 * @param {import('node:test').TestContext} t
 * @param {Record<string, string>} files By the end of their path.
 * @returns {string[]} The paths asked for, as they come.
 */
export function serve(t, files) {
  /** @type {string[]} */
  const asked = [];
  const fetch = async (/** @type {URL} */ url) => {
    const name = url.pathname.split('/').at(-1) ?? '';
    asked.push(name);
    if (!(name in files)) throw new TypeError('connection cut');
    return new Response(files[name]);
  };
  t.mock.method(globalThis, 'fetch', /** @type {any} */ (fetch));
  return asked;
}
