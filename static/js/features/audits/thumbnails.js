/** URLs of thumbnails on the page, each made once and let go of when it is no longer shown. */
export class ThumbnailUrls {
  /** @type {Map<string, string>} */
  #urls = new Map();

  /**
   * @param {string} id of the shot
   * @param {() => Promise<Blob | null>} read
   * @returns {Promise<string | null>}
   */
  async get(id, read) {
    const known = this.#urls.get(id);
    if (known) return known;
    const thumbnail = await read();
    if (!thumbnail) return null;
    const url = URL.createObjectURL(thumbnail);
    this.#urls.set(id, url);
    return url;
  }

  /** @param {(string | null)[]} urls that are still shown; all others are let go of. */
  keepOnly(urls) {
    const shown = new Set(urls);
    for (const [id, url] of this.#urls) {
      if (shown.has(url)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(id);
    }
  }
}
