/**
 * Audits as the views show them: what is stored, with what waits in the write queue over it.
 *
 * @typedef {import('./store.js').AuditWithShots} AuditWithShots
 */
import { currentBoxes } from '../photo/corrections.js';

export class AuditReader {
  #store;
  #queue;

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

  /** @param {string} shotId @returns {Promise<Blob | null>} null if an import did not contain it */
  async readPhoto(shotId) {
    return this.#queue.waitingShot(shotId)?.picture?.photo ?? this.#store.readPhoto(shotId);
  }

  /** @param {string} shotId @returns {Promise<Blob | null>} */
  async readThumbnail(shotId) {
    return this.#queue.waitingShot(shotId)?.picture?.thumbnail ?? this.#store.readThumbnail(shotId);
  }

  /** @returns {Promise<Set<string>>} ids of the shots whose photo is here */
  async listPhotos() {
    const waiting = this.#queue.waiting.filter(({ picture }) => picture?.photo);
    return new Set([...(await this.#store.listPhotos()), ...waiting.map(({ shot }) => shot.id)]);
  }
}

/** @param {import('./record.js').Shot[]} shots @returns {number} */
export const productsOn = (shots) => shots.reduce((sum, { review }) => sum + currentBoxes(review).length, 0);
