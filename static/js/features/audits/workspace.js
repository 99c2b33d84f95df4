/**
 * What the parts of the audits' controller share: the slice of the state, what is stored, and how both are kept in step.
 *
 * @typedef {import('./state.js').AuditsState} AuditsState
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('../contract.js').Context<AuditsState>} Context
 */
import { AuditError } from '../../audits/errors.js';
import { totalOfShots } from '../../audits/reader.js';
import { askToKeep, readSpace } from '../../audits/storage.js';
import { ArchiveError } from '../../export/errors.js';
import { PhotoError } from '../../photo/session.js';
import { AuditCards } from './cards.js';

export class Workspace {
  /** Counts the reads of the list, so that a slow one does not overwrite a newer one. */
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
   * Tells the person when it fails.
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
    if (error instanceof PhotoError) return error.code;
    this.context.report(error);
    return error instanceof AuditError || error instanceof ArchiveError ? error.code : 'unknown';
  }

  /** Reads anew what is shown. */
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
      const space = await readSpace();
      this.update({ space });
    });
  }

  /** Reads anew the numbers of the current audit. */
  async refreshCurrent() {
    await this.attempt(async () => {
      const id = this.state.current?.id;
      if (!id) return;
      const stored = await this.archive.reader.read(id);
      if (stored && this.state.current?.id === id) this.setCurrent(stored);
    });
  }

  /** @param {AuditWithShots} stored photos are added to it from now on */
  setCurrent({ audit, shots }) {
    const { facings } = totalOfShots(shots);
    this.update({ current: { id: audit.id, store: audit.store, photos: shots.length, facings } });
  }

  /** Remembers where the person is, for the next start of the page. */
  remember() {
    const { current, page } = this.state;
    const auditId = current?.id ?? page?.audit.id ?? null;
    const shotId = this.openShot?.id ?? null;
    const inAudit = page !== null && shotId === null;
    this.archive.store.remember({ auditId, shotId, inAudit, time: Date.now() }).catch(() => {
      // Only the way back after a reload is lost; whatever else fails to be stored is told.
    });
  }

  /** The first audit is what makes this page's storage worth keeping. */
  askToKeep() {
    askToKeep()
      .then(() => this.refresh())
      .catch((error) => this.context.report(error));
  }
}
