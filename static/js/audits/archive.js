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
 * @property {() => void} onQueue saving failed, or has worked after a failure
 * @property {(from: string, audit: import('./record.js').Audit) => void} onMoved another tab has deleted the audit `from`: what
 *   was being added to it is in a new one
 * @property {() => void} onCleared all that was stored here was deleted from outside of the page
 * @property {() => void} onUndoEnded what was deleted last cannot be brought back any more
 */
import { fingerprintOfThumbnail } from '../photo/fingerprint.js';
import { makeThumbnail } from '../photo/jpeg.js';
import { turnedPhoto } from '../photo/turned-photo.js';
import { Deletions } from './deletions.js';
import { Journal } from './journal.js';
import { holdShot } from './lock.js';
import { OwnLists } from './own-lists.js';
import { AuditReader } from './reader.js';
import { AuditStore } from './store.js';
import { WriteQueue } from './write-queue.js';

/** A tab that has just closed a photo, or purges others, releases it within this time. */
const RELEASE_MS = 500;

/** @implements {PhotoArchive} */
export class AuditArchive {
  /** @type {Partial<ArchiveEvents>} */
  #listeners = {};
  /** Ids of the photos that this tab holds: the one under review, and one that is about to be. @type {Set<string>} */
  #held = new Set();
  #journal = new Journal();
  #report;
  /** Of photos whose record has none, by the id of the shot. @type {Map<string, import('../photo/fingerprint.js').Fingerprint>} */
  #fingerprints = new Map();

  /** @param {{ report?: (error: unknown) => void }} [options] `report`: of what no person needs to be told */
  constructor({ report = () => {} } = {}) {
    this.#report = report;
    this.store = new AuditStore({
      onChanged: () => {
        this.lists.forget();
        this.#listeners.onChanged?.();
      },
      onOutdated: () => this.#listeners.onOutdated?.(),
      onCleared: () => {
        this.lists.forget();
        this.#listeners.onCleared?.();
      },
    });
    this.lists = new OwnLists(this.store);
    this.queue = new WriteQueue(this.store, {
      journal: this.#journal,
      makeRoom: () => this.deletions.makeRoom([...this.#held]),
      onChanged: () => this.#listeners.onQueue?.(),
      onMoved: (from, audit) => this.#listeners.onMoved?.(from, audit),
    });
    this.deletions = new Deletions(this.store, this.queue, () => this.#listeners.onUndoEnded?.());
    this.reader = new AuditReader(this.store, this.queue);
  }

  /** @param {ArchiveEvents} listeners */
  listen(listeners) {
    this.#listeners = listeners;
  }

  /** Removes for good what was deleted, or left in no audit, long ago. */
  purgeOld() {
    return this.deletions.purgeOld([...this.#held]);
  }

  /** Saves the audits that a page could not store before it ended. They are in the write queue when this returns. */
  recoverAudits() {
    for (const id of this.#journal.idsOf('audit')) {
      const audit = this.#journal.take('audit', id);
      if (audit) this.queue.keepAudit(audit);
    }
  }

  /**
   * Saves the corrections that a page could not store before it ended, except those of photos that a tab has open.
   *
   * @returns {Promise<boolean>} Whether there were any.
   * @throws {import('./errors.js').AuditError} 'storage-failed' and so on: it is tried again at the next start.
   */
  async recoverShots() {
    const ids = this.#journal.idsOf('shot').filter((id) => !this.#held.has(id));
    for (const id of ids) (await this.hold(id))?.();
    return ids.length > 0;
  }

  /** Saves what is only in memory, and on a full device removes all that is deleted first: the person wants the room. */
  async retrySaving() {
    if (this.queue.failure?.code === 'storage-full') await this.deletions.makeAllRoom([...this.#held]);
    await this.queue.flush();
  }

  /** @type {PhotoArchive['find']} */
  async find(id) {
    const stored = await this.#readShot(id);
    const shot = stored ?? (await this.store.readLeftShot(id));
    if (!shot) return null;
    const [photo, thumbnail] = await Promise.all([this.reader.readPhoto(id), this.reader.readThumbnail(id)]);
    return { shot, picture: { photo, thumbnail }, isDiscarded: !stored };
  }

  /** @type {PhotoArchive['hold']} */
  async hold(id) {
    const release = await holdShot(id, RELEASE_MS);
    if (!release) return null;
    this.#held.add(id);
    const end = () => {
      this.#held.delete(id);
      release();
    };
    try {
      await this.#recoverShot(id);
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  /** @type {PhotoArchive['keep']} */
  keep(shot, picture) {
    return this.queue.keepShot(shot, picture);
  }

  /** @type {PhotoArchive['discard']} */
  async discard(id) {
    this.queue.forget([id]);
    await this.store.markDeleted('shots', [id], Date.now());
  }

  /** @type {PhotoArchive['restore']} */
  async restore(id) {
    await this.store.markDeleted('shots', [id], null);
  }

  /** @type {PhotoArchive['makeThumbnail']} */
  makeThumbnail(photo) {
    return makeThumbnail(photo);
  }

  /**
   * A stored photo in small. One that was left before its thumbnail was stored gets another one each time.
   *
   * @param {string} id of the shot
   * @returns {Promise<Blob | null>} null: the photo is not here, or cannot be decoded
   */
  async readThumbnail(id) {
    const stored = await this.reader.readThumbnail(id);
    if (stored) return stored;
    const photo = await this.reader.readPhoto(id);
    if (!photo) return null;
    const shot = await this.#readShot(id).catch(() => null); // a picture that lies is better than none
    return turnedPhoto(photo, shot?.turn)
      .then((turned) => this.makeThumbnail(turned))
      .catch(() => null); // a placeholder stands for it
  }

  /**
   * By what a stored photo is known again. That of an older record is made from its thumbnail, and kept as long as the page
   * is open: another tab may be correcting the record.
   *
   * @param {Shot} shot
   * @returns {Promise<import('../photo/fingerprint.js').Fingerprint | null>} null: it has no picture that can be read
   */
  async readFingerprint({ id, fingerprint }) {
    const known = fingerprint ?? this.#fingerprints.get(id);
    if (known) return known;
    const thumbnail = await this.readThumbnail(id);
    const made = thumbnail && (await fingerprintOfThumbnail(thumbnail).catch(() => null)); // it is not compared
    if (made) this.#fingerprints.set(id, made);
    return made;
  }

  /**
   * Keeps what the facings of a stored photo look like, in place of what was kept before.
   *
   * @param {string} id of the shot
   * @param {import('./looks.js').Looks} looks
   * @returns {Promise<boolean>} false: they are not kept, and have to be made anew when they are wanted again
   */
  async keepLooks(id, looks) {
    return this.store.putLooks(id, looks).catch((error) => {
      this.#report(error);
      return false;
    });
  }

  /** @param {string} id of a shot @returns {Promise<import('./looks.js').Looks | null>} null: there are none, or they cannot be read */
  async looksOf(id) {
    return this.store.readLooks(id).catch((error) => {
      this.#report(error);
      return null;
    });
  }

  /** @param {string} id of a shot @returns {Promise<boolean>} whether it still is to be counted */
  async isUncounted(id) {
    return Boolean((await this.#readShot(id))?.uncounted);
  }

  /**
   * Puts photos into another category or another visit.
   *
   * @param {string[]} ids of shots; those that are gone are left out
   * @param {{ auditId: string, categoryId: string | null }} target
   * @throws {import('./errors.js').AuditError} 'storage-failed' and so on
   */
  async move(ids, { auditId, categoryId }) {
    for (const id of ids) {
      const shot = await this.#readShot(id);
      if (!shot) continue;
      const { categoryId: _, ...rest } = shot;
      await this.queue.keepShot({ ...rest, auditId, ...(categoryId === null ? {} : { categoryId }) }, null);
    }
  }

  /** @param {string} id */
  async #readShot(id) {
    return this.queue.waitingShot(id)?.shot ?? (await this.store.readShot(id));
  }

  /**
   * The journal keeps no pictures: the stored thumbnail of a photo may be older than its turn.
   *
   * @param {Shot} shot
   * @returns {Promise<Picture | null>} null: it has not changed, or cannot be made
   */
  async #turnedThumbnail({ id, turn }) {
    const photo = turn === undefined ? null : await this.store.readPhoto(id);
    if (!photo) return null;
    return turnedPhoto(photo, turn)
      .then((turned) => this.makeThumbnail(turned))
      .then((thumbnail) => ({ photo: null, thumbnail }))
      .catch(() => null); // the old one still shows which photo it is
  }

  /** @param {string} id of a shot that this tab holds, so that no other tab has corrected it since */
  async #recoverShot(id) {
    const shot = this.queue.waitingShot(id) ? null : this.#journal.take('shot', id);
    if (!shot) return;
    // One that was never stored, or was purged, has no picture.
    const isStored = (await this.store.readShot(id)) ?? (await this.store.readLeftShot(id));
    if (isStored) await this.queue.keepShot(shot, await this.#turnedThumbnail(shot));
    else this.#journal.forget('shot', id);
  }
}
