/**
 * Controls the list and the pages of audits. The details form, deleting, the photo under review and exports have
 * controllers of their own in this folder.
 *
 * @typedef {import('./state.js').Details} Details
 */

import { isOfToday, isOpen } from '../../audits/record.js';
import { messages } from '../../messages.js';
import { Checking } from './checking.js';
import { Checklist } from './checklist.js';
import { ExportController } from './export-controller.js';
import { DetailsForm } from './form.js';
import { Moves } from './moves.js';
import { PhotoFiling } from './photo-filing.js';
import { ReportController } from './report-controller.js';
import { Stock } from './stock.js';
import { StorePicker } from './store-picker.js';
import { Trash } from './trash.js';
import { Workspace } from './workspace.js';

/** A restart within this time, for example after a crash, reopens the last view; a later one opens the start. */
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
    this.#filing = new PhotoFiling(workspace, {
      askForAudit: () => this.form.openNew(),
      deleteShot: (id) => this.deleteShot(id),
    });
    this.twice = this.#filing.twice;
    this.stock = new Stock(workspace);
    this.checklist = new Checklist(workspace, this.stock);
    this.picker = new StorePicker(workspace);
    this.moves = new Moves(workspace);
    this.checking = new Checking(workspace, {
      openShot: (id) => this.openShot(id),
      openAudit: (id) => this.openAudit(id),
    });
    this.report = new ReportController(workspace, this.stock);
    this.form = new DetailsForm(workspace, {
      openAudit: (id) => this.openAudit(id),
      openList: () => this.openList(),
      addToAudit: () => this.addToAudit(),
      picker: this.picker,
    });
    this.exports = new ExportController({
      show: (exporting) => workspace.update({ exporting }),
      pictures: this.archive.reader,
      readCard: () => context.services.detector.card,
      brands: context.services.brands,
      products: context.services.products,
      report: (error) => context.report(error),
    });
    this.archive.listen({
      onChanged: async () => {
        await context.services.brands.reload();
        if (workspace.state.list || workspace.state.page) workspace.refresh();
        workspace.refreshCurrent();
      },
      onOutdated: () => workspace.update({ failure: 'storage-outdated' }),
      onCleared: async () => {
        await workspace.refresh();
        workspace.update({ current: null });
        if (context.currentView() === 'audit') await this.openList();
        context.notify('audits', messages.audits.problem('storage-cleared'));
      },
      onMoved: (from, audit) => this.#filing.moved(from, audit),
      onQueue: () => {
        this.#showFailure();
        this.#filing.showWhetherSaved();
      },
      onUndoEnded: () => workspace.update({ undo: '' }),
    });
    this.burst = context.services.burst;
    const onPhoto = async (/** @type {import('../../photo/record.js').Shot} */ { auditId }) => {
      if (workspace.state.current?.id === auditId) await workspace.refreshCurrent();
      if (auditId !== null && context.currentView() === 'audit') await workspace.refreshPage(auditId);
    };
    this.burst.listen({ onStored: onPhoto, onCounted: onPhoto });
    context.services.recognition.onChanged = onPhoto;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') workspace.retireOld();
    });
    addEventListener('beforeunload', (event) => {
      if (this.#unsaved.length > 0) event.preventDefault(); // makes the browser ask whether to leave
    });
  }

  /**
   * Restores the current audit, and the view that was open when the page ended.
   * @param {(() => Promise<void>) | null} goElsewhere
   */
  async restore(goElsewhere) {
    const recalled = this.archive.store.recall(); // read first, because opening a view overwrites it
    recalled.catch(() => {}); // handled below
    this.archive.recoverAudits(); // read after this, they are as the person left them
    this.archive.store.canKeep().then((keeps) => this.context.services.offline.setKeepsWork(keeps));
    await goElsewhere?.();
    await this.#workspace.attempt(async () => {
      const { auditId, categoryId, shotId, inAudit, time } = await recalled;
      const stored = auditId === null ? null : await this.archive.store.read(auditId);
      if (stored && isOpen(stored.audit) && isOfToday(stored)) this.#workspace.setCurrent(stored, categoryId);
      if (goElsewhere) this.#workspace.remember();
      else if (Date.now() - time < RETURN_WITHIN_MS) {
        const isBack = shotId !== null && (await this.openShot(shotId));
        if (!isBack && inAudit && stored) await this.openAudit(stored.audit.id);
      }
      await this.archive.recoverShots();
      await this.#workspace.refresh();
      await this.burst.resume();
      await this.archive.purgeOld();
      await this.archive.store.moveOldPictures();
    });
  }

  /** @param {string} nextView */
  leave(nextView) {
    if (nextView !== 'report') this.report.close();
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
      this.#workspace.update({
        page: null,
        stockOf: null,
        selected: null,
        checked: null,
        problem: '',
        notice: '',
      });
      this.#workspace.update({ page: await this.#workspace.pageOf(found) });
      this.context.show('audit');
      this.#workspace.remember();
      // One that waited may have been counted since it was read, before the page was there to hear of it.
      if (found.shots.some(({ uncounted }) => uncounted)) await this.#workspace.refreshPage(id);
    });
  }

  /** @param {string} id of a visit */
  async openReport(id) {
    await this.#workspace.attempt(async () => {
      if (!(await this.report.open(id))) await this.openAudit(id);
    });
  }

  /** @param {string | null} [id] of the audit whose details are to be changed; null: of a new one */
  async openForm(id = null) {
    if (id === null) return this.form.openNew();
    await this.openAudit(id);
    this.form.openForPage();
  }

  /** @param {string} [categoryId] of the visit whose page is open; without it, the first one to do */
  async takePhotos(categoryId) {
    await this.#makeCurrent(categoryId);
    this.context.navigate('live');
  }

  /** One photo is looked at before it is added, several are added at once. @param {Blob[]} files */
  async addPhotos(files) {
    await this.#makeCurrent();
    const [file] = files;
    if (file && files.length === 1) {
      this.context.navigate('photo', { file });
      return;
    }
    let unread = 0;
    for (const each of files) {
      await this.burst.take(each).catch((error) => {
        unread += 1;
        this.context.report(error);
      });
    }
    if (unread > 0) this.#workspace.update({ problem: 'files-unreadable' });
  }

  /**
   * Files that were dropped or pasted: photos go to the visit whose page is open, an export is imported.
   * @param {import('../contract.js').Events['filesGiven']} given
   */
  filesGiven(given) {
    const view = this.context.currentView();
    const { photos, exports } = given;
    const [file] = exports;
    if (file && (view === 'audits' || view === 'start')) {
      given.isTaken = true;
      this.openList().then(() => this.importFile(file));
    } else if (photos.length > 0 && view === 'audit') {
      given.isTaken = true;
      this.addPhotos(photos);
    }
  }

  /**
   * Makes the visit whose page is open the current one, to which new photos are added. One that was finished goes on.
   * @param {string} [categoryId]
   */
  async #makeCurrent(categoryId) {
    const { page } = this.#workspace.state;
    if (!page) return;
    await this.checklist.reopen(page.audit.id, categoryId);
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

  // Export and import

  /** @param {string[]} ids */
  async exportAudits(ids) {
    await this.#workspace.attempt(async () => {
      const all = await this.archive.reader.readAll();
      const chosen = all.filter(({ audit }) => ids.includes(audit.id));
      const kept = chosen.map(async (each) => ({ ...each, audit: await this.stock.kept(each.audit) }));
      const audits = await Promise.all(kept);
      this.#workspace.update({ selected: null });
      await this.exports.make(audits, all);
    });
  }

  /** @param {Blob} file */
  async importFile(file) {
    const workspace = this.#workspace;
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) =>
      workspace.update({ importing: { done, total } });
    workspace.update({ importing: { done: 0, total: 0 }, problem: '', notice: '' });
    try {
      const { importFile } = await import('./importing.js'); // loaded on demand with the archive reader
      const result = await importFile(file, this.archive.store, this.context.services, onProgress);
      const { problem = '' } = result;
      workspace.update({ importing: null, problem, notice: messages.audits.imported(result) });
      workspace.askToKeep();
    } catch (error) {
      workspace.update({ importing: null, problem: workspace.codeOf(error) });
    }
    await workspace.refresh();
  }

  /** Tries again to save what is only in memory. */
  async retrySaving() {
    await this.#workspace.attempt(() => this.archive.retrySaving());
    await this.#workspace.refresh();
  }

  reload() {
    location.reload();
  }

  /** Shows that something could not be stored. @param {unknown} error */
  storageFailed(error) {
    this.#workspace.update({ problem: this.#workspace.codeOf(error) });
  }

  /**
   * On an audit's page, that page says so: whoever has just deleted the photo finds Undo there.
   * @param {import('../contract.js').Events['photoUnavailable']} unavailable
   */
  photoUnavailable(unavailable) {
    if (this.context.currentView() !== 'audit') return;
    this.#workspace.update({ problem: unavailable.code });
    unavailable.isShown = true;
  }

  get #unsaved() {
    return this.archive.queue.waiting.filter(({ shot }) => shot.auditId !== null);
  }

  #showFailure() {
    const { queue } = this.archive;
    const unsaved = this.#unsaved.length;
    const hasFailed = unsaved + queue.waitingAudits.length > 0;
    const failure = hasFailed ? (queue.failure?.code ?? '') : '';
    this.#workspace.update({ unsaved, failure });
    // Before the first photo it was only known that there is a database, not that anything can be stored in it.
    if (failure === 'storage-failed') this.context.services.offline.setKeepsWork(false);
  }
}
