/**
 * Audits as the views show them: what is stored, with what waits in the write queue over it.
 *
 * @typedef {import('./store.js').AuditWithShots} AuditWithShots
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {import('./state.js').AuditCard} AuditCard
 * @typedef {import('./state.js').AuditPage} AuditPage
 */
import { countsOf, totalOf } from './record.js';
import { ThumbnailUrls } from './thumbnails.js';

export class AuditReader {
  #store;
  #queue;
  #urls = new ThumbnailUrls();

  /**
   * @param {import('./store.js').AuditStore} store
   * @param {import('./write-queue.js').WriteQueue} queue
   */
  constructor(store, queue) {
    this.#store = store;
    this.#queue = queue;
  }

  /**
   * @returns {Promise<AuditWithShots[]>} The newest first.
   * @throws {import('./errors.js').AuditError} 'storage-failed' and so on. While anything waits in memory, it is shown
   *   instead, without what is stored.
   */
  async readAll() {
    const { waitingAudits, waiting } = this.#queue;
    const audits = await this.#store.list().catch((error) => {
      if (waitingAudits.length + waiting.length === 0) throw error;
      /** @type {AuditWithShots[]} */
      const none = [];
      return none;
    });
    for (const audit of waitingAudits) {
      const stored = audits.find((each) => each.audit.id === audit.id);
      if (stored) stored.audit = audit;
      else audits.unshift({ audit, shots: [] });
    }
    for (const { shot } of waiting) {
      const shots = audits.find(({ audit }) => audit.id === shot.auditId)?.shots;
      const index = shots?.findIndex(({ id }) => id === shot.id) ?? -1;
      if (index >= 0) shots?.splice(index, 1, shot);
      else shots?.push(shot);
    }
    return audits;
  }

  /** @param {string} id @returns {Promise<AuditWithShots | null>} */
  async read(id) {
    return (await this.readAll()).find(({ audit }) => audit.id === id) ?? null;
  }

  /** @param {string} shotId @returns {Promise<Picture>} */
  async readPicture(shotId) {
    return this.#queue.waitingShot(shotId)?.picture ?? this.#store.readPicture(shotId);
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditCard>} */
  async cardOf({ audit, shots }) {
    const { id, store, place, created } = audit;
    const cover = shots[0] ? await this.#thumbnail(shots[0].id) : null;
    return { id, store, place, created, photos: shots.length, ...totalOfShots(shots), cover };
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditPage>} */
  async pageOf({ audit, shots }) {
    const cards = shots.map(async ({ id, taken, review }) => {
      const { facings, gaps, added, removed, moved, relabelled } = countsOf(review);
      const thumbnail = await this.#thumbnail(id);
      const saved = this.#queue.waitingShot(id) === null;
      const corrected = added + removed + moved + relabelled > 0;
      return { id, taken, facings, gaps, corrected, thumbnail, saved };
    });
    return { audit, shots: await Promise.all(cards), ...totalOfShots(shots) };
  }

  /** Revokes the URLs of all other thumbnails. @param {AuditCard[]} list @param {AuditPage | null} page */
  keepThumbnails(list, page) {
    const shots = page?.shots ?? [];
    this.#urls.keepOnly([...list.map(({ cover }) => cover), ...shots.map(({ thumbnail }) => thumbnail)]);
  }

  /** @param {string} id of a shot */
  #thumbnail(id) {
    return this.#urls.get(id, async () => (await this.readPicture(id)).thumbnail);
  }
}

/** @param {import('./record.js').Shot[]} shots */
export const totalOfShots = (shots) => totalOf(shots.map(({ review }) => countsOf(review)));
