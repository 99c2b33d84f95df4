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
    return audits.map((each) => withWaiting(each, waiting));
  }

  /**
   * Reads one without reading all others: in a visit this is done after each photo.
   *
   * @param {string} id
   * @returns {Promise<AuditWithShots | null>}
   * @throws {import('./errors.js').AuditError} As `readAll`.
   */
  async read(id) {
    const { waitingAudits, waiting } = this.#queue;
    const changed = waitingAudits.find((audit) => audit.id === id);
    const stored = await this.#store.read(id).catch((error) => {
      if (waitingAudits.length + waiting.length === 0) throw error;
      return null;
    });
    const audit = changed ?? stored?.audit;
    if (!audit) return null;
    return withWaiting({ audit, shots: stored?.shots ?? [] }, waiting);
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

/**
 * @param {AuditWithShots} stored
 * @param {{ shot: import('./record.js').Shot }[]} waiting shots of any audit; one may have been moved to this one, or from it
 * @returns {AuditWithShots}
 */
function withWaiting({ audit, shots }, waiting) {
  const newest = new Map(waiting.map(({ shot }) => [shot.id, shot]));
  const here = new Set(shots.map(({ id }) => id));
  const all = [
    ...shots.map((shot) => newest.get(shot.id) ?? shot),
    ...[...newest.values()].filter(({ id }) => !here.has(id)),
  ];
  return { audit, shots: all.filter(({ auditId }) => auditId === audit.id) };
}

/** @param {import('./record.js').Shot[]} shots @returns {number} */
export const productsOn = (shots) => shots.reduce((sum, { review }) => sum + currentBoxes(review).length, 0);
