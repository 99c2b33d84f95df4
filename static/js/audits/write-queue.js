/**
 * Keeps what is to be saved in memory, and its records in the journal, until it is stored. On a full device it stays
 * here, the person is told, and it is tried again.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {{ shot: Shot, picture: Picture | null }} WaitingShot `picture` is null when it is stored already
 */
import { AuditError, storageError } from './errors.js';

const RETRY_MS = 30_000;

export class WriteQueue {
  #store;
  #journal;
  #makeRoom;
  #onChanged;
  #onMoved;
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
   * @param {import('./journal.js').Journal} options.journal
   * @param {() => Promise<void>} options.makeRoom Frees what can be freed, before saving on a full device is given up.
   * @param {(queue: WriteQueue) => void} options.onChanged Saving failed, or has worked after a failure.
   * @param {(from: string, audit: Audit) => void} [options.onMoved] Another tab has deleted the audit `from`: what was being
   *   added to it is in a new one.
   */
  constructor(store, { journal, makeRoom, onChanged, onMoved = () => {} }) {
    this.#store = store;
    this.#journal = journal;
    this.#makeRoom = makeRoom;
    this.#onChanged = onChanged;
    this.#onMoved = onMoved;
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

  /** @returns {Audit[]} Audits that are only in memory, or whose newest details are. */
  get waitingAudits() {
    return [...this.#audits.values()];
  }

  /** @param {Audit} audit @returns {Promise<boolean>} Whether nothing waits any more. */
  keepAudit(audit) {
    const waiting = this.#audits.get(audit.id);
    // What is stored is still older than the first of these changes.
    const newest = waiting ? { ...audit, before: waiting.before } : audit;
    this.#audits.set(audit.id, newest);
    this.#journal.keep('audit', newest);
    return this.flush();
  }

  /**
   * @param {Shot} shot Its newest content; an older one that still waits is replaced.
   * @param {Picture | null} picture null when it was given before; so is each of its files that is null
   * @returns {Promise<boolean>} Whether nothing waits any more.
   */
  keepShot(shot, picture) {
    const given = this.#shots.get(shot.id)?.picture;
    this.#shots.set(shot.id, { shot, picture: joined(picture, given ?? null) });
    this.#journal.keep('shot', shot);
    return this.flush();
  }

  /** @param {string[]} ids of audits or shots that the person deleted: they are not to be saved any more */
  forget(ids) {
    for (const id of ids) this.#remove(id);
    this.#settle(this.#isEmpty ? null : this.#failure);
  }

  /** Saves all that waits. @returns {Promise<boolean>} Whether nothing waits any more. */
  async flush() {
    do {
      // One run at a time keeps the order; its loop also saves what is added while it runs.
      this.#saving ??= this.#saveAll().finally(() => {
        this.#saving = null;
      });
      await this.#saving;
    } while (!this.#isEmpty && !this.#failure); // something was added when the loop had just ended
    return this.#isEmpty;
  }

  get #isEmpty() {
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
          await this.#makeRoom().catch(() => {}); // if no room could be made, the next attempt fails and says so
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
      await this.#store.saveAudit(audit);
      if (this.#audits.get(id) === audit) this.#remove(id); // else it has changed meanwhile
      return true;
    }
    for (const [id, waiting] of this.#shots) {
      const moved = await this.#store.saveShot(waiting.shot, waiting.picture, Date.now());
      const newest = this.#shots.get(id);
      if (newest === waiting) this.#remove(id);
      // Corrected while it was saved: the picture is stored by now, unless a newer one came with the correction.
      else if (newest?.picture === waiting.picture) this.#shots.set(id, { ...newest, picture: null });
      if (moved && waiting.shot.auditId) this.#move(waiting.shot.auditId, moved);
      return true;
    }
    return false;
  }

  /** What waits for the same audit comes after. @param {string} from @param {Audit} audit */
  #move(from, audit) {
    for (const [id, { shot, picture }] of this.#shots) {
      if (shot.auditId !== from) continue;
      const moved = { ...shot, auditId: audit.id };
      this.#shots.set(id, { shot: moved, picture });
      this.#journal.keep('shot', moved);
    }
    this.#onMoved(from, audit);
  }

  /** @param {string} id */
  #remove(id) {
    if (this.#audits.delete(id)) this.#journal.forget('audit', id);
    if (this.#shots.delete(id)) this.#journal.forget('shot', id);
  }

  /** @param {AuditError | null} failure */
  #settle(failure) {
    if (!failure) clearTimeout(this.#retry);
    const changed = failure !== null || this.#failure !== null;
    this.#failure = failure;
    if (changed) this.#onChanged(this);
  }
}

/**
 * @param {Picture | null} picture
 * @param {Picture | null} given before; what is not stored yet must not go
 * @returns {Picture | null} the very one, where it has all
 */
function joined(picture, given) {
  if (!picture || !given) return picture ?? given;
  const [photo, thumbnail] = [picture.photo ?? given.photo, picture.thumbnail ?? given.thumbnail];
  return photo === picture.photo && thumbnail === picture.thumbnail ? picture : { photo, thumbnail };
}
