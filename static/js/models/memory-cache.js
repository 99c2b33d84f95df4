/**
 * In place of a cache that the browser refuses, as where a policy blocks what pages store: the model serves as long as the page
 * is open, and is fetched again by the next one.
 *
 * @implements {Pick<Cache, 'match' | 'put' | 'delete' | 'keys'>}
 */
export class MemoryCache {
  /** By address. @type {Map<string, ArrayBuffer>} */
  #entries = new Map();

  /** @param {RequestInfo | URL} key */
  async match(key) {
    const content = this.#entries.get(hrefOf(key));
    return content && new Response(content);
  }

  /** @param {RequestInfo | URL} key @param {Response} response */
  async put(key, response) {
    this.#entries.set(hrefOf(key), await response.arrayBuffer());
  }

  /** @param {RequestInfo | URL} key */
  async delete(key) {
    return this.#entries.delete(hrefOf(key));
  }

  async keys() {
    return Array.from(this.#entries.keys(), (url) => new Request(url));
  }
}

/** @param {RequestInfo | URL} key */
const hrefOf = (key) => (key instanceof Request ? key.url : String(key));
