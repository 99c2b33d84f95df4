/** Blob URLs of the thumbnails on the page: each is made once, and revoked when it is no longer shown. */
export class ThumbnailUrls {
  /** @type {Map<string, string>} */
  #urls = new Map();
  /** Made since the last `keepOnly`. They may belong to a page that is about to be shown. @type {Set<string>} */
  #fresh = new Set();

  /**
   * @param {string} id of the shot
   * @param {() => Promise<Blob | null>} read
   * @returns {Promise<string | null>}
   */
  async get(id, read) {
    if (this.#urls.has(id)) return this.#urls.get(id) ?? null;
    const thumbnail = await read();
    const known = this.#urls.get(id); // made for another view while this one was read
    if (known || !thumbnail) return known ?? null;
    const url = URL.createObjectURL(thumbnail);
    this.#urls.set(id, url);
    this.#fresh.add(id);
    return url;
  }

  /** @param {(string | null)[]} urls that are shown; all others are revoked, new ones only the next time. */
  keepOnly(urls) {
    const shown = new Set(urls);
    for (const [id, url] of this.#urls) {
      if (shown.has(url) || this.#fresh.has(id)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(id);
    }
    this.#fresh.clear();
  }
}
