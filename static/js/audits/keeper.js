/**
 * Sees to it that nothing is lost between a person's hand and the disk: what is to be saved stays in memory until it is
 * stored. On a full device it stays there, is told to the person, and is tried again.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ shot: Shot, picture: Picture | null }} WaitingShot
 */
import { AuditError, storageError } from './errors.js';

const RETRY_MS = 30_000;

export class Keeper {
  /** @type {Map<string, Audit>} */
  #audits = new Map();
  /** @type {Map<string, WaitingShot>} */
  #shots = new Map();
  /** @type {Promise<void> | null} */
  #saving = null;
  /** @type {AuditError | null} */
  #failure = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;

  /**
   * @param {Pick<import('./store.js').AuditStore, 'saveAudit' | 'saveShot'>} store
   * @param {object} options
   * @param {() => Promise<void>} options.makeRoom Frees what can be freed, before a full device is given up on.
   * @param {(keeper: Keeper) => void} options.onChanged Something failed to be saved, or was saved after all.
   */
  constructor(store, { makeRoom, onChanged }) {
    this.store = store;
    this.makeRoom = makeRoom;
    this.onChanged = onChanged;
  }

  /** @returns {AuditError | null} Why the last attempt failed; null when all is saved. */
  get failure() {
    return this.#failure;
  }

  /** @returns {WaitingShot[]} Shots that are only in memory, or whose newest corrections are. */
  get waiting() {
    return [...this.#shots.values()];
  }

  /** @param {string} id */
  waitingShot(id) {
    return this.#shots.get(id) ?? null;
  }

  /** @returns {Audit[]} */
  get waitingAudits() {
    return [...this.#audits.values()];
  }

  /** @param {Audit} audit @returns {Promise<boolean>} Whether it is stored. */
  keepAudit(audit) {
    this.#audits.set(audit.id, audit);
    return this.flush();
  }

  /**
   * @param {Shot} shot Its newest content; an older one that still waits is replaced.
   * @param {Picture | null} picture null when it was given before
   * @returns {Promise<boolean>} Whether it is stored.
   */
  keepShot(shot, picture) {
    this.#shots.set(shot.id, { shot, picture: picture ?? this.#shots.get(shot.id)?.picture ?? null });
    return this.flush();
  }

  /** @param {string[]} ids Shots that the person deleted: they need no saving any more. */
  forget(ids) {
    for (const id of ids) this.#shots.delete(id);
    this.#settle(this.#shots.size + this.#audits.size === 0 ? null : this.#failure);
  }

  /** Saves all that waits. @returns {Promise<boolean>} Whether nothing waits any more. */
  async flush() {
    // One at a time and in order; what comes meanwhile is seen by the loop that runs.
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = null;
    });
    await this.#saving;
    return this.#audits.size + this.#shots.size === 0;
  }

  async #saveAll() {
    clearTimeout(this.#retry);
    let madeRoom = false;
    for (;;) {
      try {
        if (!(await this.#saveNext())) return this.#settle(null);
      } catch (error) {
        const failure = storageError(error);
        if (failure.code === 'storage-full' && !madeRoom) {
          madeRoom = true;
          // When there is nothing to free, the second attempt tells so.
          await this.makeRoom().catch(() => {});
          continue;
        }
        if (failure.code !== 'storage-outdated') this.#retry = setTimeout(() => this.flush(), RETRY_MS);
        return this.#settle(failure);
      }
    }
  }

  /** @returns {Promise<boolean>} Whether there was something to save. */
  async #saveNext() {
    for (const [id, audit] of this.#audits) {
      await this.store.saveAudit(audit);
      if (this.#audits.get(id) === audit) this.#audits.delete(id); // else it has changed meanwhile
      return true;
    }
    for (const [id, waiting] of this.#shots) {
      await this.store.saveShot(waiting.shot, waiting.picture, Date.now());
      const newest = this.#shots.get(id);
      if (newest === waiting) this.#shots.delete(id);
      else if (newest) this.#shots.set(id, { ...newest, picture: null });
      return true;
    }
    return false;
  }

  /** @param {AuditError | null} failure */
  #settle(failure) {
    if (!failure) clearTimeout(this.#retry);
    const changed = failure !== null || this.#failure !== null;
    this.#failure = failure;
    if (changed) this.onChanged(this);
  }
}
