/**
 * What a person does with audits. The parts that have a subject of their own lie beside this file: the form, the trash, the
 * photo under review, exports.
 *
 * @typedef {import('./state.js').Details} Details
 */
import { messages } from '../../messages.js';
import { ExportController } from './export-controller.js';
import { DetailsForm } from './form.js';
import { PhotoFiling } from './photo-filing.js';
import { Trash } from './trash.js';
import { Workspace } from './workspace.js';

/** After that a photo is most likely of another visit. */
const CURRENT_FOR_MS = 12 * 3600_000;
/** After a crash one goes on where one was; the next morning one begins at the start. */
const RETURN_WITHIN_MS = 30 * 60_000;

export class AuditsController {
  #workspace;
  #trash;
  #filing;

  /** @param {import('./workspace.js').Context} context */
  constructor(context) {
    const workspace = new Workspace(context);
    this.context = context;
    this.archive = context.services.archive;
    this.#workspace = workspace;
    this.#trash = new Trash(workspace);
    this.#filing = new PhotoFiling(workspace, { askForAudit: () => this.form.openNew() });
    this.form = new DetailsForm(workspace, {
      openAudit: (id) => this.openAudit(id),
      openList: () => this.openList(),
      addToAudit: () => this.addToAudit(),
    });
    this.exports = new ExportController({
      show: (exporting) => workspace.update({ exporting }),
      readPicture: (id) => this.archive.reader.readPicture(id),
      readCard: () => context.services.detector.card,
      report: (error) => context.report(error),
    });
    this.archive.listen({
      onChanged: () => (workspace.state.list || workspace.state.page) && workspace.refresh(),
      onOutdated: () => workspace.update({ failure: 'storage-outdated' }),
      onQueue: () => this.#tellFailure(),
      onUndoEnded: () => workspace.update({ undo: '' }),
    });
    addEventListener('beforeunload', (event) => {
      if (this.#unsaved.length > 0) event.preventDefault(); // the browser asks whether to leave
    });
  }

  /**
   * Goes back to where the person was when the browser ended, and goes on with the audit of then.
   * @param {(() => Promise<void>) | null} goElsewhere
   */
  async restore(goElsewhere) {
    const recalled = this.archive.store.recall(); // first, since wherever one goes is remembered in its place
    recalled.catch(() => {}); // told below
    await goElsewhere?.();
    await this.#workspace.attempt(async () => {
      const { auditId, shotId, inAudit, time } = await recalled;
      const stored = auditId === null ? null : await this.archive.store.read(auditId);
      if (stored && Date.now() - stored.audit.changed < CURRENT_FOR_MS) this.#workspace.setCurrent(stored);
      if (goElsewhere) this.#workspace.remember();
      else if (Date.now() - time < RETURN_WITHIN_MS) {
        const isBack = shotId !== null && (await this.openShot(shotId));
        if (!isBack && inAudit && stored) await this.openAudit(stored.audit.id);
      }
      await this.archive.purgeOld();
    });
  }

  /** @param {string} nextView */
  leave(nextView) {
    if (nextView !== 'start' || !this.#workspace.state.page) return;
    this.#workspace.update({ page: null });
    this.#workspace.remember();
  }

  // The list

  async openList() {
    this.#workspace.update({ page: null, selected: null, problem: '', notice: '' });
    this.context.show('audits');
    this.#workspace.remember();
    await this.#workspace.refresh();
  }

  startSelecting() {
    this.#workspace.update({ selected: [], notice: '' });
  }

  stopSelecting() {
    this.#workspace.update({ selected: null });
  }

  /** @param {string} id */
  toggle(id) {
    const selected = this.#workspace.state.selected ?? [];
    this.#workspace.update({
      selected: selected.includes(id) ? selected.filter((each) => each !== id) : [...selected, id],
    });
  }

  selectAll() {
    this.#workspace.update({ selected: (this.#workspace.state.list ?? []).map(({ id }) => id) });
  }

  // One audit

  /** @param {string} id */
  async openAudit(id) {
    await this.#workspace.attempt(async () => {
      const found = await this.archive.reader.read(id);
      if (!found) {
        await this.openList();
        return this.#workspace.update({ problem: 'audit-gone' });
      }
      this.#workspace.update({ page: null, selected: null, problem: '', notice: '' });
      this.#workspace.update({ page: await this.#workspace.cards.pageOf(found) });
      this.context.show('audit');
      this.#workspace.remember();
    });
  }

  /** @param {string | null} [id] of the audit whose details are to be changed; null: of a new one */
  async openForm(id = null) {
    if (id === null) return this.form.openNew();
    await this.openAudit(id);
    this.form.openForPage();
  }

  takePhotos() {
    this.#makeCurrent();
    this.context.navigate('live');
  }

  /** @param {Blob} file */
  addPhoto(file) {
    this.#makeCurrent();
    this.context.navigate('photo', { file });
  }

  /** What is photographed from now on is for the audit whose page is open. */
  #makeCurrent() {
    const { page } = this.#workspace.state;
    if (!page) return;
    const { audit, shots, facings } = page;
    this.#workspace.update({
      current: { id: audit.id, store: audit.store, photos: shots.length, facings },
    });
    this.#workspace.remember();
  }

  // Photos

  /** Adds the photo under review to the current audit, or asks for one. */
  addToAudit() {
    return this.#filing.addToAudit();
  }

  /** @param {string} id @returns {Promise<boolean>} whether it could be opened; if not, `problem` says why */
  openShot(id) {
    return this.#filing.openShot(id);
  }

  // Deleting

  /** @param {string[]} ids */
  async deleteAudits(ids) {
    if (await this.#trash.deleteAudits(ids)) await this.openList();
  }

  /** @param {string} id */
  deleteShot(id) {
    return this.#trash.deleteShot(id);
  }

  undoDelete() {
    return this.#trash.undo();
  }

  // Out and in

  /** @param {string[]} ids */
  async exportAudits(ids) {
    await this.#workspace.attempt(async () => {
      const audits = (await this.archive.reader.readAll()).filter(({ audit }) => ids.includes(audit.id));
      this.#workspace.update({ selected: null });
      await this.exports.make(audits);
    });
  }

  /** @param {Blob} file */
  async importFile(file) {
    const workspace = this.#workspace;
    workspace.update({ importing: true, problem: '', notice: '' });
    try {
      const { importFile } = await import('./importing.js'); // and the code that reads archives
      const result = await importFile(file, this.archive.store);
      workspace.update({ importing: false, notice: messages.audits.imported(result) });
      workspace.askToKeep();
    } catch (error) {
      workspace.update({ importing: false, problem: workspace.codeOf(error) });
    }
    await workspace.refresh();
  }

  /** Tries to save what is only in memory. */
  async retrySaving() {
    await this.#workspace.attempt(() => this.archive.retrySaving());
    await this.#workspace.refresh();
  }

  reload() {
    location.reload();
  }

  /** What was being stored could not be. @param {unknown} error */
  storageFailed(error) {
    this.#workspace.update({ problem: this.#workspace.codeOf(error) });
  }

  get #unsaved() {
    return this.archive.queue.waiting.filter(({ shot }) => shot.auditId !== null);
  }

  #tellFailure() {
    const { queue } = this.archive;
    const unsaved = this.#unsaved.length;
    const isTold = unsaved + queue.waitingAudits.length > 0;
    this.#workspace.update({ unsaved, failure: isTold ? (queue.failure?.code ?? '') : '' });
  }
}
