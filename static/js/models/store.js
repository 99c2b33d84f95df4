/**
 * Model bundles on the phone, in a cache of their own. Files are stored one by one and only when their SHA-256 is the
 * card's, so a download that was cut goes on where it stopped, and a stored file was whole when it came.
 * One record, written in one step, says which bundle is current; a newer one that was downloaded waits in it as `next`
 * until it has been probed. Only then are the old files deleted. Models of other names that were in use before stay, so
 * that a person can go back to them without a network.
 *
 * @typedef {import('./card.js').BundleCard} BundleCard
 * @typedef {import('./card.js').BundleFile} BundleFile
 * @typedef {(loaded: number, total: number) => void} OnBytes
 */

import { isModelFile, MODELS, POINTER_URL, urlOf } from './cache.js';
import { folderOf, identityOf } from './card.js';
import { fetchVerified, sha256 } from './download.js';
import { ModelError } from './errors.js';
import { DETECTORS, openKind, orStorageFull } from './kind.js';
import { underLock } from './lock.js';
import { asPointer, cardsOf } from './pointer.js';

/**
 * @template {BundleCard} Card
 * @typedef {import('./pointer.js').Pointer<Card>} Pointer
 */

/** @template {BundleCard} [Card=import('./card.js').ModelCard] */
export class ModelStore {
  #cache;
  #kind;

  /**
   * @param {import('./kind.js').Kept} cache
   * @param {import('./kind.js').Kind<Card>} [kind]
   */
  constructor(cache, kind = /** @type {import('./kind.js').Kind<any>} */ (DETECTORS)) {
    this.#cache = cache;
    this.#kind = kind;
  }

  /** Whether a model that is stored here is there at the next start. */
  get isLasting() {
    return this.#cache !== this.#kind.memory;
  }

  /**
   * @returns {Promise<ModelStore>} That of the detectors; in memory where the browser refuses to store anything.
   * @throws {ModelError} 'insecure-origin': the page has no hashing, for lack of HTTPS; 'storage-full'.
   */
  static async open() {
    return new ModelStore(await openKind(DETECTORS));
  }

  /** @returns {Promise<Pointer<Card>>} */
  async pointer() {
    return asPointer(await this.#recall(POINTER_URL), this.#kind.readCard);
  }

  /**
   * @param {string} name
   * @returns {Promise<unknown>} What `remember` kept under the name; null where there is nothing that can be read.
   */
  recall(name) {
    return this.#recall(new URL(name, MODELS));
  }

  /**
   * Keeps a small record beside the models, in one step: the old one or the whole new one is there at any moment.
   *
   * @param {string} name
   * @param {unknown} record
   * @throws {ModelError} 'storage-full'.
   */
  remember(name, record) {
    return this.#remember(new URL(name, MODELS), record);
  }

  /**
   * Downloads what is missing of a bundle, and what is not what the card describes.
   *
   * @param {Card} card
   * @param {{ onBytes?: OnBytes, signal?: AbortSignal, priority?: RequestPriority }} [options]
   * @throws {ModelError} 'download-failed', 'sign-in-needed', 'model-damaged' (the server sent another content), 'storage-full'.
   */
  async download(card, { onBytes = () => {}, signal, priority } = {}) {
    const total = card.files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    onBytes(done, total); // before anything arrives: what a person has to know first can be shown now
    for (const file of card.files) {
      const url = urlOf(card, file);
      if (!(await this.#find(url, file))) {
        const onLoaded = (/** @type {number} */ loaded) => onBytes(done + loaded, total);
        await this.#put(url, await fetchVerified(url, file, { onLoaded, signal, priority }));
      }
      done += file.bytes;
      onBytes(done, total);
    }
  }

  /**
   * The files of a downloaded bundle, verified once more: a cache can be written to by others, and disks fail.
   * Nothing is deleted here: another tab may be about to store the very file. `download` replaces what is damaged.
   *
   * @param {Card} card
   * @returns {Promise<Map<string, ArrayBuffer>>} Content by the path of the file.
   * @throws {ModelError} 'model-damaged': a file is missing, or is not the one that the card describes.
   */
  async read(card) {
    return new Map(await Promise.all(card.files.map((file) => this.#readVerified(card, file))));
  }

  /**
   * Notes a downloaded bundle, to be probed at the next start, if it is another version of the model that is current.
   *
   * @param {Card} card
   * @returns {Promise<boolean>} False: a person has changed to another model since, or uses this very one.
   */
  stage(card) {
    return this.#change(async (pointer) => {
      const { current } = pointer;
      if (current?.name !== card.name || identityOf(current) === identityOf(card)) return false;
      await this.#remember(POINTER_URL, { ...pointer, next: card });
      return true;
    });
  }

  /**
   * Notes a downloaded bundle, to be probed when a model is first wanted.
   *
   * @param {Card} card
   */
  keepForLater(card) {
    return this.#change(async (pointer) => {
      const { current } = pointer;
      if (current && identityOf(current) === identityOf(card)) return;
      await this.#remember(POINTER_URL, { ...pointer, next: card });
      await this.#keepOnly(cardsOf({ ...pointer, next: card }));
    });
  }

  /**
   * Takes over what the server's card of the current bundle says by now, of its counts for example. Its files are the same.
   *
   * @param {Card} card
   */
  refresh(card) {
    return this.#change(async (pointer) => {
      const { current } = pointer;
      if (!current || identityOf(current) !== identityOf(card)) return;
      if (JSON.stringify(current) === JSON.stringify(card)) return;
      await this.#remember(POINTER_URL, { ...pointer, current: card });
    });
  }

  /**
   * Makes a probed bundle the current one, and then deletes all others of its name. The one before stays when it has
   * another name.
   *
   * @param {Card} card
   * @param {Map<string, ArrayBuffer>} files Its content, see `read`: another tab may have deleted files of a model that no
   *   record named yet.
   */
  promote(card, files) {
    return this.#change(async ({ current, others, refused }) => {
      const staying = [...others, ...(current ? [current] : [])].filter(({ name }) => name !== card.name);
      for (const file of card.files) {
        const url = urlOf(card, file);
        const content = files.get(file.path);
        if (content && !(await this.#cache.match(url))) await this.#put(url, content);
      }
      await this.#remember(POINTER_URL, { current: card, next: null, others: staying, refused });
      await this.#keepOnly([card, ...staying]);
    });
  }

  /**
   * Takes a model that is not in use off this device.
   *
   * @param {string} name
   */
  remove(name) {
    return this.#change(async (pointer) => {
      const changed = { ...pointer, others: pointer.others.filter((card) => card.name !== name) };
      await this.#remember(POINTER_URL, changed);
      await this.#keepOnly(cardsOf(changed));
    });
  }

  /**
   * Drops a bundle that was whole and did not work here; it is not tried again.
   *
   * @param {Card} card
   */
  refuse(card) {
    return this.#change(async (pointer) => {
      const refused = [...pointer.refused, identityOf(card)];
      const others = pointer.others.filter((each) => identityOf(each) !== identityOf(card));
      await this.#remember(POINTER_URL, { ...pointer, next: null, others, refused });
      for (const file of card.files) await this.#cache.delete(urlOf(card, file));
    });
  }

  /**
   * Changes the pointer while no other tab does.
   *
   * @template T
   * @param {(pointer: Pointer<Card>) => Promise<T>} change
   * @returns {Promise<T>}
   */
  #change(change) {
    return underLock(this.#kind.name, async () => change(await this.pointer()));
  }

  /** @param {Card[]} cards Files of other bundles are deleted. */
  async #keepOnly(cards) {
    const keep = new Set(cards.flatMap((card) => card.files.map((file) => urlOf(card, file).href)));
    for (const request of await this.#cache.keys()) {
      if (isModelFile(request.url) && !keep.has(request.url)) await this.#cache.delete(request);
    }
  }

  /**
   * @param {Card} card
   * @param {BundleFile} file
   * @returns {Promise<[path: string, content: ArrayBuffer]>}
   */
  async #readVerified(card, file) {
    const content = await this.#find(urlOf(card, file), file);
    if (content) return [file.path, content];
    throw new ModelError('model-damaged', { detail: `${file.path} of ${folderOf(card)}` });
  }

  /**
   * @param {URL} url
   * @param {BundleFile} file
   * @returns {Promise<ArrayBuffer | null>} Its content; null where it is not stored, or is not the one of the card.
   */
  async #find(url, file) {
    const response = await this.#cache.match(url);
    const content = await response?.arrayBuffer();
    return content && (await sha256(content)) === file.sha256 ? content : null;
  }

  /** @param {URL} url @returns {Promise<unknown>} */
  async #recall(url) {
    const response = await this.#cache.match(url);
    return response ? response.json().catch(() => null) : null; // a damaged record is treated as none
  }

  /** @param {URL} url @param {unknown} record */
  async #remember(url, record) {
    await this.#put(url, new TextEncoder().encode(JSON.stringify(record)).buffer);
  }

  /** @param {URL} url @param {ArrayBuffer} content */
  async #put(url, content) {
    await orStorageFull(this.#cache.put(url, new Response(content)));
  }
}
