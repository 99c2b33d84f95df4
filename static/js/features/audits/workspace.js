/**
 * Shared by the controllers of the audits feature: its slice of the state, the archive, and keeping the two in sync.
 *
 * @typedef {import('./state.js').AuditsState} AuditsState
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('../contract.js').Context<AuditsState>} Context
 */
import { holdImport } from '../../audits/lock.js';
import { productsOn } from '../../audits/reader.js';
import { askToKeep, readSpace } from '../../audits/storage.js';
import { PhotoError } from '../../photo/open-photo.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { AuditCards } from './cards.js';

export class Workspace {
  /** Number of reads of the list, so that a slow one does not overwrite a newer one. */
  #reads = 0;

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.archive = context.services.archive;
    this.cards = new AuditCards(this.archive);
  }

  get state() {
    return this.context.state();
  }

  /** @returns {import('../../photo/record.js').Shot | null} the photo under review, once it was counted */
  get openShot() {
    return this.context.services.photo.current?.shot ?? null;
  }

  /** @param {Partial<AuditsState>} change */
  update(change) {
    this.context.update(change);
  }

  /**
   * Runs an action and shows a problem if it fails.
   * @param {() => Promise<unknown>} work
   * @returns {Promise<boolean>} whether it worked
   */
  async attempt(work) {
    try {
      await work();
      return true;
    } catch (error) {
      this.update({ problem: this.codeOf(error) });
      return false;
    }
  }

  /** @param {unknown} error @returns {string} for messages.audits.problem */
  codeOf(error) {
    if (!(error instanceof PhotoError)) this.context.report(error);
    return codeOf(error) ?? 'unknown';
  }

  /** Reads the list and the open page again. */
  async refresh() {
    await this.attempt(async () => {
      const read = ++this.#reads;
      const audits = await this.archive.reader.readAll();
      if (read !== this.#reads) return;
      const list = await Promise.all(audits.map((each) => this.cards.cardOf(each)));
      this.update({ list });
      const pageId = this.state.page?.audit.id;
      const shown = audits.find(({ audit }) => audit.id === pageId);
      if (shown) this.update({ page: await this.cards.pageOf(shown) });
      this.cards.keepThumbnails(list, this.state.page);
      await this.#refreshCutOff();
      this.#refreshSpace();
    });
  }

  /** Tells of imports that were cut off; of none while one is under way, which may be in another tab. */
  async #refreshCutOff() {
    const found = await this.archive.store.listCutOff().catch(() => []); // what cannot be read is told by the list
    const release = found.length > 0 ? await holdImport() : null;
    if (!release) return this.update({ cutOff: [] });
    release();
    const stored = new Set(await this.archive.store.listPhotos());
    const cutOff = found.map(({ audit: { store }, shots }) => ({
      store,
      done: shots.filter(({ id }) => stored.has(id)).length,
      total: shots.length,
    }));
    this.update({ cutOff });
  }

  /** Not waited for: a view is open, and can be scrolled, before the browser has reckoned up its storage. */
  #refreshSpace() {
    this.attempt(async () => this.update({ space: await readSpace() }));
  }

  /** Reads the totals of the current audit again. */
  async refreshCurrent() {
    await this.attempt(async () => {
      const id = this.state.current?.id;
      if (!id) return;
      const stored = await this.archive.reader.read(id);
      if (this.state.current?.id !== id) return;
      if (stored) this.setCurrent(stored);
      else this.update({ current: null }); // another tab has deleted it
    });
  }

  /** Makes an audit the current one, to which new photos are added. @param {AuditWithShots} stored */
  setCurrent({ audit, shots }) {
    const { id, store } = audit;
    this.update({ current: { id, store, photos: shots.length, products: productsOn(shots) } });
  }

  /** Stores the current audit and photo for the next start of the page. */
  remember() {
    const { current, page } = this.state;
    const auditId = current?.id ?? page?.audit.id ?? null;
    const shotId = this.openShot?.id ?? null;
    const inAudit = page !== null && shotId === null;
    this.archive.store.remember({ auditId, shotId, inAudit, time: Date.now() }).catch(() => {
      // Only the way back after a reload is lost. Failures to store photos and audits are shown.
    });
  }

  /** Asks the browser for persistent storage, after an audit was created or imported. */
  askToKeep() {
    askToKeep()
      .then(() => this.refresh())
      .catch((error) => this.context.report(error));
  }
}
