/**
 * Deleting with a way back. While Undo is on offer, nothing of what was deleted is purged, not even to make room on a
 * full device; what was not saved yet when it was deleted stays in memory.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./write-queue.js').WaitingShot} WaitingShot
 *
 * @typedef {object} Offer what Undo brings back
 * @property {'audits' | 'shots'} kind
 * @property {string[]} ids of stored records that are marked as deleted
 * @property {Audit[]} audits taken out of the write queue
 * @property {WaitingShot[]} shots taken out of the write queue
 */

/** How long Undo is offered. */
const OFFER_MS = 20_000;
/** Another tab's offer may end a little late, because browsers slow down the timers of hidden tabs. */
const ROOM_AFTER_MS = OFFER_MS + 5000;
/** After this, what was deleted is purged even when there is room. */
const PURGE_AFTER_MS = 10 * 60_000;

export class Deletions {
  #store;
  #queue;
  #onEnded;
  /** @type {Offer | null} */
  #offer = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {Pick<import('./store.js').AuditStore, 'markDeleted' | 'purge'>} store
   * @param {import('./write-queue.js').WriteQueue} queue
   * @param {() => void} onEnded Undo is offered no more.
   */
  constructor(store, queue, onEnded) {
    this.#store = store;
    this.#queue = queue;
    this.#onEnded = onEnded;
  }

  /**
   * Deletes, and offers to undo that instead of what was deleted before.
   *
   * @param {'audits' | 'shots'} kind
   * @param {string[]} ids
   * @throws {import('./errors.js').AuditError} 'storage-full', 'storage-failed' and so on: nothing was deleted.
   */
  async delete(kind, ids) {
    const waiting = this.#takeFromQueue(kind, ids);
    try {
      const marked = await this.#store.markDeleted(kind, ids, Date.now());
      this.#offer = { kind, ids: marked, ...waiting };
    } catch (error) {
      this.#putIntoQueue(waiting);
      throw error;
    }
    this.#startTimer();
  }

  /**
   * Brings back what was deleted last.
   *
   * @returns {Promise<'restored' | 'audit-gone' | 'photo-gone' | null>} The codes: some of it is not there any more; null:
   *   nothing is on offer.
   * @throws {import('./errors.js').AuditError} 'storage-full', 'storage-failed' and so on: nothing was restored, and Undo
   *   is still on offer.
   */
  async undo() {
    const offer = this.#offer;
    if (!offer) return null;
    clearTimeout(this.#timer);
    /** @type {string[]} */
    let restored = [];
    try {
      if (offer.ids.length > 0) restored = await this.#store.markDeleted(offer.kind, offer.ids, null);
    } catch (error) {
      if (this.#offer === offer) this.#startTimer();
      throw error;
    }
    this.#putIntoQueue(offer);
    if (this.#offer === offer) this.#end();
    const inMemory = new Set([
      ...offer.audits.map(({ id }) => id),
      ...offer.shots.filter(({ picture }) => picture).map(({ shot }) => shot.id),
    ]);
    if (offer.ids.every((id) => restored.includes(id) || inMemory.has(id))) return 'restored';
    return offer.kind === 'audits' ? 'audit-gone' : 'photo-gone';
  }

  /**
   * Purges what was deleted long ago.
   *
   * @param {string[]} keep ids of the photos that this tab holds
   */
  purgeOld(keep) {
    return this.#store.purge(Date.now() - PURGE_AFTER_MS, keep);
  }

  /**
   * Purges on a full device all but what can still be brought back.
   *
   * @param {string[]} keep ids of the photos that this tab holds
   */
  makeRoom(keep) {
    return this.#store.purge(Date.now() - ROOM_AFTER_MS, keep);
  }

  /**
   * Purges on a full device all that is deleted, because the person wants the room. Undo is offered no more.
   *
   * @param {string[]} keep ids of the photos that this tab holds
   */
  makeAllRoom(keep) {
    this.#end();
    return this.#store.purge(Date.now(), keep);
  }

  /** @param {'audits' | 'shots'} kind @param {string[]} ids */
  #takeFromQueue(kind, ids) {
    const isAudit = kind === 'audits';
    const audits = isAudit ? this.#queue.waitingAudits.filter(({ id }) => ids.includes(id)) : [];
    const shots = this.#queue.waiting.filter(({ shot }) =>
      ids.includes(isAudit ? (shot.auditId ?? '') : shot.id),
    );
    this.#queue.forget([...audits.map(({ id }) => id), ...shots.map(({ shot }) => shot.id)]);
    return { audits, shots };
  }

  /** @param {Pick<Offer, 'audits' | 'shots'>} waiting What cannot be saved stays in the queue, and the person is told. */
  #putIntoQueue({ audits, shots }) {
    for (const audit of audits) this.#queue.keepAudit(audit);
    for (const { shot, picture } of shots) this.#queue.keepShot(shot, picture);
  }

  #startTimer() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), OFFER_MS);
  }

  #end() {
    clearTimeout(this.#timer);
    this.#offer = null;
    this.#onEnded();
  }
}
