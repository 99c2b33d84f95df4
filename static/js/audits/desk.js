/**
 * What a person does with audits: the one place that changes their state. It knows no view; what the rest of the page
 * has to do, it asks of `page`.
 *
 * @typedef {import('./state.js').AuditsState} AuditsState
 * @typedef {import('./state.js').Details} Details
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {import('./record.js').ReviewedShot} ReviewedShot
 * @typedef {import('./store.js').AuditWithShots} AuditWithShots
 *
 * @typedef {object} Page
 * @property {(state: AuditsState) => void} show
 * @property {(view: 'audits' | 'audit' | 'audit-form' | 'start') => void} go leaves the camera or photo that is open
 * @property {() => void} askForDetails shows the form, and leaves the photo open behind it
 * @property {() => void} backToPhoto
 * @property {(review: ReviewedShot, photo: Blob) => void} review opens a stored photo with its corrections
 * @property {(text: string) => void} announce to screen readers
 * @property {() => import('../models/card.js').ModelCard | null} readCard of the model in use
 * @property {(error: unknown) => void} report for a bug report
 */
import { ArchiveError } from '../export/errors.js';
import { messages } from '../messages.js';
import { vibrate } from '../ui/vibration.js';
import { Deletions } from './deletions.js';
import { AuditError } from './errors.js';
import { ExportDesk } from './export-desk.js';
import { holdShot } from './lock.js';
import { OpenPhoto } from './open-photo.js';
import { AuditReader, totalOfShots } from './reader.js';
import { cleanDetails, newAudit, newShot } from './record.js';
import { noAudits } from './state.js';
import { askToKeep, readSpace } from './storage.js';
import { AuditStore } from './store.js';
import { WriteQueue } from './write-queue.js';

/** After that a photo is most likely of another visit. */
const CURRENT_FOR_MS = 12 * 3600_000;
/** After a crash one goes on where one was; the next morning one begins at the start. */
const RETURN_WITHIN_MS = 30 * 60_000;
const ADDED_VIBRATION_MS = 15;

export class AuditDesk {
  #state = noAudits;
  /** The photo under review. @type {OpenPhoto | null} */
  #open = null;
  /** Counts the reads of the list, so that a slow one does not overwrite a newer one. */
  #reads = 0;

  /**
   * @param {Page} page
   * @param {AuditStore} [store]
   */
  constructor(page, store) {
    this.page = page;
    this.store =
      store ??
      new AuditStore({
        onChanged: () => (this.#state.list || this.#state.page) && this.#refresh(),
        onOutdated: () => this.#update({ failure: 'storage-outdated' }),
      });
    this.queue = new WriteQueue(this.store, {
      makeRoom: () => this.deletions.makeRoom(this.#openId),
      onChanged: () => this.#tellFailure(),
    });
    this.deletions = new Deletions(this.store, this.queue, () => this.#update({ undo: '' }));
    this.reader = new AuditReader(this.store, this.queue);
    this.exports = new ExportDesk({
      show: (exporting) => this.#update({ exporting }),
      readPicture: (id) => this.reader.readPicture(id),
      readCard: () => page.readCard(),
      report: (error) => page.report(error),
    });
    addEventListener('beforeunload', (event) => {
      if (this.#unsaved.length > 0) event.preventDefault(); // the browser asks whether to leave
    });
  }

  // At the start of the page

  /**
   * Goes back to where the person was when the browser ended, and goes on with the audit of then.
   * @param {(() => Promise<void>) | null} [goElsewhere] goes where the person has asked to go instead
   */
  async restore(goElsewhere = null) {
    const recalled = this.store.recall(); // first, since wherever one goes is remembered in its place
    recalled.catch(() => {}); // told below
    await goElsewhere?.();
    await this.#try(async () => {
      const { auditId, shotId, inAudit, time } = await recalled;
      const stored = auditId === null ? null : await this.store.read(auditId);
      if (stored && Date.now() - stored.audit.changed < CURRENT_FOR_MS) this.#setCurrent(stored);
      if (goElsewhere) this.#remember();
      else if (Date.now() - time < RETURN_WITHIN_MS) {
        const isBack = shotId !== null && (await this.openShot(shotId));
        if (!isBack && inAudit && stored) await this.openAudit(stored.audit.id);
      }
      await this.deletions.purgeOld(this.#openId);
    });
  }

  // The list

  async openList() {
    this.#update({ page: null, selected: null, problem: '', notice: '' });
    this.page.go('audits');
    this.#remember();
    await this.#refresh();
  }

  startSelecting() {
    this.#update({ selected: [], notice: '' });
  }

  stopSelecting() {
    this.#update({ selected: null });
  }

  /** @param {string} id */
  toggle(id) {
    const selected = this.#state.selected ?? [];
    this.#update({
      selected: selected.includes(id) ? selected.filter((each) => each !== id) : [...selected, id],
    });
  }

  selectAll() {
    this.#update({ selected: (this.#state.list ?? []).map(({ id }) => id) });
  }

  // One audit

  /** @param {string} id */
  async openAudit(id) {
    await this.#try(async () => {
      const found = await this.reader.read(id);
      if (!found) {
        await this.openList();
        return this.#update({ problem: 'audit-gone' });
      }
      this.#update({ page: null, selected: null, problem: '', notice: '' });
      this.#update({ page: await this.reader.pageOf(found) });
      this.page.go('audit');
      this.#remember();
    });
  }

  /** Asks for the details of a new audit; a photo under review that is in none is added to it. */
  newAudit() {
    const addsPhoto = this.#open?.shot.auditId === null;
    this.#askForDetails({ store: '', place: '', note: '' }, { isNew: true, addsPhoto });
  }

  /** @param {string} id of an audit whose details are to be changed */
  async openForm(id) {
    await this.openAudit(id);
    this.editAudit();
  }

  editAudit() {
    const { page } = this.#state;
    if (!page) return;
    const { store, place, note } = page.audit;
    this.#askForDetails({ store, place, note }, { isNew: false, addsPhoto: false });
  }

  /** @param {Details} details @param {{ isNew: boolean, addsPhoto: boolean }} purpose */
  #askForDetails(details, { isNew, addsPhoto }) {
    const stores = [...new Set((this.#state.list ?? []).map(({ store }) => store))];
    this.#update({ form: { details, isNew, addsPhoto, stores, missing: false }, problem: '', notice: '' });
    if (addsPhoto) this.page.askForDetails();
    else this.page.go('audit-form');
  }

  /** @param {Details} typed */
  async submitForm(typed) {
    const { form, page } = this.#state;
    if (!form) return;
    const details = cleanDetails(typed);
    if (!details.store) {
      this.#update({ form: { ...form, details: typed, missing: true } });
      return;
    }
    this.#update({ form: null });
    if (!form.isNew && page) {
      await this.queue.keepAudit({ ...page.audit, ...details, changed: Date.now() });
      await this.openAudit(page.audit.id);
      return;
    }
    const audit = newAudit(details, Date.now());
    this.#setCurrent({ audit, shots: [] });
    await this.queue.keepAudit(audit);
    if (form.addsPhoto && this.#open) {
      this.page.backToPhoto();
      await this.addToAudit();
    } else {
      await this.openAudit(audit.id);
    }
    this.#askToKeep();
  }

  cancelForm() {
    const { form, page } = this.#state;
    this.#update({ form: null });
    if (form?.addsPhoto) this.page.backToPhoto();
    else if (page) this.page.go('audit');
    else this.openList();
  }

  /** What is photographed from now on is for the audit whose page is open. */
  makeCurrent() {
    const { page } = this.#state;
    if (!page) return;
    const { audit, shots, facings } = page;
    this.#update({ current: { id: audit.id, store: audit.store, photos: shots.length, facings } });
    this.#remember();
  }

  // The photo under review

  /**
   * A new photo was counted. It is stored at once, so that a crash does not lose it, and belongs to no audit yet.
   *
   * @param {ReviewedShot} review
   * @param {Blob} photo
   */
  async counted(review, photo) {
    this.left();
    const open = new OpenPhoto(this.queue, newShot(review, Date.now()), { photo, thumbnail: null });
    this.#open = open;
    this.#update({ photo: { id: open.shot.id, store: null }, problem: '', notice: '' });
    await open.hold();
    if (this.#open !== open) return;
    await open.save();
    if (this.#open === open) this.#remember();
  }

  /** @param {ReviewedShot} review as it is after a correction */
  corrected(review) {
    this.#open?.correct(review);
  }

  /** Adds the photo under review to the current audit, or asks for one. */
  async addToAudit() {
    const { current } = this.#state;
    const open = this.#open;
    if (!open) return;
    if (!current) {
      await this.#refresh(); // for the names of earlier stores
      this.newAudit();
      return;
    }
    this.#update({ photo: { id: open.shot.id, store: current.store } });
    vibrate(ADDED_VIBRATION_MS);
    this.page.announce(messages.audits.addedTo(current.store));
    // Without a thumbnail the list shows a placeholder.
    await open.addTo(current.id).catch((error) => this.page.report(error));
    await this.#try(() => this.#refreshCurrent());
    await this.#refresh(); // the audit's page may be open by now
  }

  /**
   * @param {string} id also of a photo that was left a moment ago without adding it to an audit
   * @returns {Promise<boolean>} Whether it could be opened; if not, `problem` says why.
   */
  async openShot(id) {
    if (this.#open?.shot.id === id) {
      this.#update({ form: null });
      this.page.backToPhoto(); // it lay open behind the form
      return true;
    }
    let isOpen = false;
    await this.#try(async () => {
      // Held before it is read, so that no tab can purge it in between.
      const release = await holdShot(id);
      if (!release) return this.#update({ problem: 'open-elsewhere' });
      const open = await this.#readHeld(id, release).catch((error) => {
        release();
        throw error;
      });
      if (!open) return release();
      this.left();
      this.#open = open;
      const { shot, picture } = open;
      const audit = shot.auditId === null ? null : await this.reader.read(shot.auditId);
      this.#update({ photo: { id, store: audit?.audit.store ?? null }, problem: '', notice: '' });
      this.page.review(shot.review, /** @type {Blob} */ (picture.photo));
      this.#remember();
      isOpen = true;
    });
    return isOpen;
  }

  /**
   * @param {string} id of a shot
   * @param {() => void} release
   * @returns {Promise<OpenPhoto | null>} null when it cannot be opened; `problem` says why.
   */
  async #readHeld(id, release) {
    const stored = this.queue.waitingShot(id)?.shot ?? (await this.store.readShot(id));
    const shot = stored ?? (await this.store.readLeftShot(id));
    if (!shot) {
      this.#update({ problem: 'photo-gone' });
      return null;
    }
    const picture = await this.reader.readPicture(id);
    if (!picture.photo) {
      this.#update({ problem: 'photo-missing' });
      return null;
    }
    if (!stored) await this.store.markDeleted('shots', [id], null);
    return new OpenPhoto(this.queue, shot, picture, release);
  }

  /** The person has left the photo under review. One that was not added to an audit is let go of. */
  left() {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    this.#update({ photo: null });
    if (open.shot.auditId === null) {
      this.queue.forget([open.shot.id]);
      this.#try(() => this.store.markDeleted('shots', [open.shot.id], Date.now()));
    }
    open.close();
    this.#remember();
    this.#try(() => this.#refreshCurrent()); // its total may have been corrected
  }

  /** The person has gone to the start, and so left the audit whose page was open. */
  closeAudit() {
    if (!this.#state.page) return;
    this.#update({ page: null });
    this.#remember();
  }

  /** From a photo back to where it belongs. */
  async closePhoto() {
    const auditId = this.#open?.shot.auditId ?? null;
    this.left();
    if (auditId === null) this.page.go('start');
    else await this.openAudit(auditId);
  }

  // Deleting

  /** @param {string[]} ids */
  async deleteAudits(ids) {
    if (!(await this.#delete('audits', ids, messages.audits.deletedAudits(ids.length)))) return;
    if (this.#state.current && ids.includes(this.#state.current.id)) this.#update({ current: null });
    this.#remember();
    await this.openList();
  }

  /** @param {string} id */
  async deleteShot(id) {
    if (!(await this.#delete('shots', [id], messages.audits.deletedPhoto))) return;
    await this.#refresh();
    await this.#try(() => this.#refreshCurrent());
  }

  /**
   * @param {'audits' | 'shots'} kind
   * @param {string[]} ids
   * @param {string} words
   * @returns {Promise<boolean>} Whether they were deleted; if not, `problem` says why.
   */
  async #delete(kind, ids, words) {
    let isDeleted = false;
    await this.#try(async () => {
      await this.deletions.delete(kind, ids);
      isDeleted = true;
      this.#update({ undo: words, problem: '', notice: '' });
    });
    return isDeleted;
  }

  async undoDelete() {
    await this.#try(async () => {
      const result = await this.deletions.undo();
      if (result === null) return;
      if (result === 'restored') this.page.announce(messages.audits.restored);
      await this.#refresh();
      await this.#refreshCurrent();
      this.#update({ problem: result === 'restored' ? '' : result });
    });
  }

  // Out and in

  /** @param {string[]} ids */
  async exportAudits(ids) {
    await this.#try(async () => {
      const audits = (await this.reader.readAll()).filter(({ audit }) => ids.includes(audit.id));
      this.#update({ selected: null });
      await this.exports.make(audits);
    });
  }

  /** @param {Blob} file */
  async importFile(file) {
    this.#update({ importing: true, problem: '', notice: '' });
    try {
      const { importFile } = await import('../features/audits/importing.js'); // and the code that reads archives
      const result = await importFile(file, this.store);
      const notice = messages.audits.imported(result);
      this.#update({ importing: false, notice });
      this.#askToKeep();
    } catch (error) {
      this.#update({ importing: false, problem: this.#codeOf(error) });
    }
    await this.#refresh();
  }

  /** Tries to save what is only in memory. */
  async retrySaving() {
    if (this.queue.failure?.code === 'storage-full')
      await this.#try(() => this.deletions.makeAllRoom(this.#openId));
    await this.queue.flush();
    await this.#refresh();
  }

  /** Reads anew what is shown. */
  async #refresh() {
    await this.#try(async () => {
      const read = ++this.#reads;
      const audits = await this.reader.readAll();
      if (read !== this.#reads) return;
      const list = await Promise.all(audits.map((each) => this.reader.cardOf(each)));
      this.#update({ list });
      const pageId = this.#state.page?.audit.id;
      const shown = audits.find(({ audit }) => audit.id === pageId);
      if (shown) this.#update({ page: await this.reader.pageOf(shown) });
      this.reader.keepThumbnails(list, this.#state.page);
      const space = await readSpace();
      this.#update({ space });
    });
  }

  async #refreshCurrent() {
    const id = this.#state.current?.id;
    if (!id) return;
    const stored = await this.reader.read(id);
    if (stored && this.#state.current?.id === id) this.#setCurrent(stored);
  }

  /** @param {AuditWithShots} stored */
  #setCurrent({ audit, shots }) {
    const { facings } = totalOfShots(shots);
    this.#update({ current: { id: audit.id, store: audit.store, photos: shots.length, facings } });
  }

  #remember() {
    const auditId = this.#state.current?.id ?? this.#state.page?.audit.id ?? null;
    const shotId = this.#open?.shot.id ?? null;
    const inAudit = this.#state.page !== null && shotId === null;
    this.store.remember({ auditId, shotId, inAudit, time: Date.now() }).catch(() => {
      // Only the way back after a reload is lost; whatever else fails to be stored is told.
    });
  }

  /** The first audit is what makes this page's storage worth keeping. */
  #askToKeep() {
    askToKeep()
      .then(() => this.#refresh())
      .catch((error) => this.page.report(error));
  }

  get #openId() {
    return this.#open?.shot.id ?? null;
  }

  get #unsaved() {
    return this.queue.waiting.filter(({ shot }) => shot.auditId !== null);
  }

  #tellFailure() {
    const unsaved = this.#unsaved.length;
    const isTold = unsaved + this.queue.waitingAudits.length > 0;
    this.#update({ unsaved, failure: isTold ? (this.queue.failure?.code ?? '') : '' });
  }

  /** @param {() => Promise<unknown>} work */
  async #try(work) {
    try {
      await work();
    } catch (error) {
      this.#update({ problem: this.#codeOf(error) });
    }
  }

  /** @param {unknown} error @returns {string} */
  #codeOf(error) {
    this.page.report(error);
    return error instanceof AuditError || error instanceof ArchiveError ? error.code : 'unknown';
  }

  /** @param {Partial<AuditsState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.page.show(this.#state);
  }
}
