/**
 * Model bundles on the phone, in a cache of their own. Files are stored one by one and only when their SHA-256 is the
 * card's, so a download that was cut goes on where it stopped, and what lies in the cache was whole when it came.
 * One record, put in one step, says which bundle is current; an installed newer one waits in it as `next` until it
 * has been probed. Old files go only after that. Models of other names that were in use before stay beside it, so that
 * a person can go back to them without a network.
 *
 * @typedef {import('./card.js').ModelCard} ModelCard
 * @typedef {import('./card.js').BundleFile} BundleFile
 * @typedef {{ current: ModelCard | null, next: ModelCard | null, others: ModelCard[], refused: string[] }} Pointer
 *   `others` are whole models of other names; `refused` are bundles (see `identityOf`) that were downloaded whole and
 *   did not work here.
 * @typedef {(loaded: number, total: number) => void} OnBytes
 */
import { DetectorError } from '../detector/errors.js';
import { checkCard, folderOf } from './card.js';

export const CACHE_NAME = 'shelfscan-models';
const MODELS = new URL('../../../models/', import.meta.url);
const POINTER = 'pointer.json';

/**
 * @param {ModelCard} card
 * @returns {string} The same only for bundles of the same name, version and content.
 */
export function identityOf(card) {
  return `${folderOf(card)}:${card.files.map(({ sha256 }) => sha256).join(',')}`;
}

export class ModelStore {
  /** @param {Cache} cache */
  constructor(cache) {
    this._cache = cache;
  }

  /**
   * @returns {Promise<ModelStore>}
   * @throws {DetectorError} 'insecure-origin': the page has no cache storage or no hashing, for lack of HTTPS.
   */
  static async open() {
    if (!globalThis.caches || !globalThis.crypto?.subtle) throw new DetectorError('insecure-origin');
    return new ModelStore(await caches.open(CACHE_NAME));
  }

  /** @returns {Promise<Pointer>} */
  async pointer() {
    const record = /** @type {Pointer | null} */ (await this.recall(POINTER));
    if (!record) return { current: null, next: null, others: [], refused: [] };
    const { current, next, others = [], refused } = record; // version 1.0 of the page knew no others
    return {
      current: current && checkCard(current),
      next: next && checkCard(next),
      others: others.map(checkCard),
      refused,
    };
  }

  /**
   * @param {string} name
   * @returns {Promise<unknown>} What `remember` kept under the name; null where there is nothing.
   */
  async recall(name) {
    const response = await this._cache.match(new URL(name, MODELS));
    return response ? response.json() : null;
  }

  /**
   * Keeps a small record beside the models, in one step: the old one or the whole new one is there at any moment.
   *
   * @param {string} name
   * @param {unknown} record
   * @throws {DetectorError} 'storage-full'.
   */
  async remember(name, record) {
    await this._put(new URL(name, MODELS), new TextEncoder().encode(JSON.stringify(record)).buffer);
  }

  /**
   * Downloads what is missing of a bundle.
   *
   * @param {ModelCard} card
   * @param {{ onBytes?: OnBytes, signal?: AbortSignal }} [options]
   * @throws {DetectorError} 'download-failed', 'model-damaged' (the server sent another content), 'storage-full'.
   */
  async download(card, { onBytes = () => {}, signal } = {}) {
    const total = card.files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    for (const file of card.files) {
      const url = urlOf(card, file);
      if (!(await this._cache.match(url))) {
        const content = await fetchVerified(url, file, (loaded) => onBytes(done + loaded, total), signal);
        await this._put(url, content);
      }
      done += file.bytes;
      onBytes(done, total);
    }
  }

  /**
   * The files of a downloaded bundle, verified once more: a cache can be written to by others, and disks fail.
   * A file that is not the card's is deleted, so that the next download brings it anew.
   *
   * @param {ModelCard} card
   * @returns {Promise<Map<string, ArrayBuffer>>}
   * @throws {DetectorError} 'model-damaged': a file is missing, or is not the one that the card describes.
   */
  async read(card) {
    // All to the end, also when one fails: nothing is deleted any more when the download of what is missing begins.
    const reads = await Promise.allSettled(card.files.map((file) => this._readVerified(card, file)));
    const files = reads.map((read) => {
      if (read.status === 'rejected') throw read.reason;
      return read.value;
    });
    return new Map(files.map((content, i) => [card.files[i].path, content]));
  }

  /**
   * @param {ModelCard} card
   * @param {BundleFile} file
   * @returns {Promise<ArrayBuffer>}
   */
  async _readVerified(card, file) {
    const url = urlOf(card, file);
    const response = await this._cache.match(url);
    const content = await response?.arrayBuffer();
    if (content && (await sha256(content)) === file.sha256) return content;
    await this._cache.delete(url);
    throw new DetectorError('model-damaged', { detail: `${file.path} of ${folderOf(card)}` });
  }

  /**
   * Remembers a downloaded bundle, to be probed at the next start.
   *
   * @param {ModelCard} card
   */
  async stage(card) {
    await this.remember(POINTER, { ...(await this.pointer()), next: card });
  }

  /**
   * Makes a probed bundle the current one, and then deletes all others of its name. The one before stays when it has
   * another name.
   *
   * @param {ModelCard} card
   */
  async promote(card) {
    const { current, others, refused } = await this.pointer();
    const staying = [...others, ...(current ? [current] : [])].filter(({ name }) => name !== card.name);
    await this.remember(POINTER, { current: card, next: null, others: staying, refused });
    await this._keepOnly([card, ...staying]);
  }

  /**
   * Takes a model that is not in use off this device.
   *
   * @param {string} name
   */
  async remove(name) {
    const pointer = await this.pointer();
    const others = pointer.others.filter((card) => card.name !== name);
    await this.remember(POINTER, { ...pointer, others });
    await this._keepOnly([pointer.current, pointer.next, ...others].filter((card) => card !== null));
  }

  /**
   * Drops a bundle that was whole and did not work here; it is not tried again.
   *
   * @param {ModelCard} card
   */
  async refuse(card) {
    const pointer = await this.pointer();
    await this.remember(POINTER, { ...pointer, next: null, refused: [...pointer.refused, identityOf(card)] });
    for (const file of card.files) await this._cache.delete(urlOf(card, file));
  }

  /** @param {ModelCard[]} cards Files of other bundles are deleted. */
  async _keepOnly(cards) {
    const keep = new Set(cards.flatMap((card) => card.files.map((file) => urlOf(card, file).href)));
    for (const request of await this._cache.keys()) {
      const inBundle = request.url.slice(MODELS.href.length).includes('/');
      if (inBundle && !keep.has(request.url)) await this._cache.delete(request);
    }
  }

  /**
   * @param {URL} url
   * @param {ArrayBuffer} content
   */
  async _put(url, content) {
    try {
      await this._cache.put(url, new Response(content));
    } catch (error) {
      if (error instanceof DOMException && error.name === 'QuotaExceededError') {
        throw new DetectorError('storage-full', { cause: error });
      }
      throw error;
    }
  }
}

/**
 * With the hash in it, so that a version that was published again with another content is another file here too.
 *
 * @param {ModelCard} card
 * @param {BundleFile} file
 */
function urlOf(card, file) {
  return new URL(`${folderOf(card)}/${file.path}?sha256=${file.sha256}`, MODELS);
}

/**
 * @param {ArrayBuffer} content
 * @returns {Promise<string>} In hexadecimal digits.
 */
async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {URL} url
 * @param {BundleFile} file
 * @param {(loaded: number) => void} onLoaded Bytes so far.
 * @param {AbortSignal} [signal]
 * @returns {Promise<ArrayBuffer>} Content whose hash is the file's.
 */
async function fetchVerified(url, file, onLoaded, signal) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  try {
    // The store keeps the file: a second copy in the browser's own cache would only take space.
    const response = await fetch(url, { cache: 'no-store', signal });
    if (!response.ok || !response.body) throw new Error(`${url.pathname}: HTTP ${response.status}`);
    const reader = response.body.getReader();
    for (let loaded = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      loaded += value.length;
      onLoaded(loaded);
    }
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new DetectorError('download-failed', { detail: url.pathname, cause: error });
  }
  const content = await new Blob(chunks).arrayBuffer();
  if ((await sha256(content)) !== file.sha256)
    throw new DetectorError('model-damaged', { detail: url.pathname });
  return content;
}
