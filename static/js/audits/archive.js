/**
 * All that is stored of audits and photos, as one: the database, what still waits to be written to it, and the locks
 * between tabs.
 *
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {import('../photo/session.js').PhotoArchive} PhotoArchive
 *
 * @typedef {object} ArchiveEvents
 * @property {() => void} onChanged another tab has written
 * @property {() => void} onOutdated another tab runs a newer version of the page, which changes the schema
 * @property {() => void} onQueue something failed to be saved, or was saved after all
 */
import { Keeper } from './keeper.js';
import { holdShot } from './lock.js';
import { makeThumbnail } from './pictures.js';
import { AuditReader } from './reader.js';
import { AuditStore } from './store.js';

/** @implements {PhotoArchive} */
export class AuditArchive {
  /** @type {Partial<ArchiveEvents>} */
  #listeners = {};
  /** The photo that this tab has under review. @type {string | null} */
  #held = null;

  constructor() {
    this.store = new AuditStore({
      onChanged: () => this.#listeners.onChanged?.(),
      onOutdated: () => this.#listeners.onOutdated?.(),
    });
    this.queue = new Keeper(this.store, {
      makeRoom: () => this.purge(Date.now()),
      onChanged: () => this.#listeners.onQueue?.(),
    });
    this.reader = new AuditReader(this.store, this.queue);
  }

  /** @param {ArchiveEvents} listeners */
  listen(listeners) {
    this.#listeners = listeners;
  }

  /** @param {number} before milliseconds since 1970: what was deleted, or left in no audit, before then is removed for good */
  purge(before) {
    return this.store.purge(before, this.#held);
  }

  /** @type {PhotoArchive['find']} */
  async find(id) {
    const stored = this.queue.waitingShot(id)?.shot ?? (await this.store.readShot(id));
    const shot = stored ?? (await this.store.readLeftShot(id));
    return shot && { shot, picture: await this.reader.readPicture(id), isDiscarded: !stored };
  }

  /** @type {PhotoArchive['hold']} */
  async hold(id) {
    const release = await holdShot(id);
    if (!release) return null;
    this.#held = id;
    return () => {
      if (this.#held === id) this.#held = null;
      release();
    };
  }

  /** @type {PhotoArchive['keep']} */
  keep(shot, picture) {
    return this.queue.keepShot(shot, picture);
  }

  /** @type {PhotoArchive['discard']} */
  discard(id) {
    this.queue.forget([id]);
    return this.store.markDeleted('shots', [id], Date.now());
  }

  /** @type {PhotoArchive['restore']} */
  restore(id) {
    return this.store.markDeleted('shots', [id], null);
  }

  /** @type {PhotoArchive['makeThumbnail']} */
  makeThumbnail(photo) {
    return makeThumbnail(photo);
  }
}
