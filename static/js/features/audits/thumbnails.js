/** Blob URLs of thumbnails. Each is created once and revoked when it is no longer shown. */
export class ThumbnailUrls {
  /** @type {Map<string, string>} */
  #urls = new Map();
  /** Created since the last `keepOnly`; they may belong to a page that is about to be shown. @type {Set<string>} */
  #fresh = new Set();

  /**
   * @param {string} id of the shot
   * @param {() => Promise<Blob | null>} read
   * @returns {Promise<string | null>}
   */
  async get(id, read) {
    if (this.#urls.has(id)) return this.#urls.get(id) ?? null;
    const thumbnail = await read();
    const known = this.#urls.get(id); // another view created it in the meantime
    if (known || !thumbnail) return known ?? null;
    const url = URL.createObjectURL(thumbnail);
    this.#urls.set(id, url);
    this.#fresh.add(id);
    return url;
  }

  /** Has it read again when it is shown next. @param {string} id of the shot */
  forget(id) {
    const url = this.#urls.get(id);
    if (url) URL.revokeObjectURL(url);
    this.#urls.delete(id);
  }

  /** @param {(string | null)[]} urls that are shown. All others are revoked, except those created since the last call. */
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
