/** Tracks the audit of the photo under review, and adds the photo to one. */
import { vibrate } from '../../device/vibration.js';
import { messages } from '../../messages.js';
import { isWide } from '../../toolkit/wide.js';
import { TwiceQuestion } from './twice-question.js';
import { TwiceSearch } from './twice-search.js';

/** @typedef {import('../../audits/record.js').Audit} Audit */
/** @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto */

const ADDED_VIBRATION_MS = 15;

export class PhotoFiling {
  #search;
  /** The photo that is being compared with those of the audit, before it is added. @type {OpenPhoto | null} */
  #compared = null;
  /** Id of the audit that the person wants the photo in: another tab may delete it while a question is open. */
  #addingTo = '';

  /**
   * @param {import('./workspace.js').Workspace} workspace
   * @param {{ askForAudit: () => void, deleteShot: (id: string) => Promise<void> }} steps
   */
  constructor(workspace, { askForAudit, deleteShot }) {
    const { services, report } = workspace.context;
    this.workspace = workspace;
    this.askForAudit = askForAudit;
    this.deleteShot = deleteShot;
    this.photo = services.photo;
    this.#search = new TwiceSearch(services, report);
    this.twice = new TwiceQuestion(workspace, () => this.#add(this.#addingTo));
    this.photo.subscribe((event, photo) => this.#onPhotoEvent(event, photo));
  }

  /** Adds the photo under review to the current audit, or asks for one. Asks before something is counted twice. */
  async addToAudit() {
    const { workspace } = this;
    const { current } = workspace.state;
    const open = this.photo.current;
    if (!open?.shot || open === this.#compared) return;
    if (!current) {
      await workspace.refresh(); // the form suggests the names of earlier stores
      this.askForAudit();
      return;
    }
    this.#compared = open;
    const { file } = open;
    this.#addingTo = current.id;
    open.beforeClose = () => this.#add(current.id); // whoever goes on at once has added it all the same
    const found = await this.#search.find(open, current.id);
    const isAsked = found !== null && (await this.twice.ask(open, found));
    if (open !== this.photo.current || open.file !== file) return; // turned: it has begun anew
    open.beforeClose = () => {};
    this.#compared = null;
    if (!isAsked) await this.#add(current.id);
  }

  /** A photo of a burst was stored before anybody could be asked: it is asked when it is opened. @param {OpenPhoto} open */
  async #askOfBurst(open) {
    const { id, auditId } = open.shot ?? {};
    if (!id || !auditId) return;
    const found = await this.#search.find(open, auditId);
    if (!found || open !== this.photo.current) return;
    const settle = async () => this.photo.settleTwice();
    const leave = async () => {
      await this.workspace.context.navigate('audit', { id: auditId });
      await this.deleteShot(id);
    };
    if (!(await this.twice.ask(open, found, { add: settle, leave }))) await settle();
  }

  /**
   * @param {string} id of a stored photo, including one that was discarded a moment ago
   * @returns {Promise<boolean>} whether it could be opened; if not, `problem` says why
   */
  async openShot(id) {
    const { workspace, photo } = this;
    const { navigate } = workspace.context;
    if (workspace.openShot?.id === id) {
      workspace.update({ form: null });
      navigate('photo', { id }); // it was still open behind the form
      return true;
    }
    return workspace.attempt(async () => {
      const waits = await workspace.archive.isUncounted(id);
      if (waits) {
        workspace.context.notify('audit', messages.visits.countingIt);
        await workspace.context.services.burst.first(id);
        if (await workspace.archive.isUncounted(id)) return workspace.update({ problem: 'not-countable' });
      }
      navigate('photo', { photo: await photo.find(id) });
    });
  }

  /** @param {string} from audit that another tab has deleted @param {Audit} audit the new one, with what was added to it */
  moved(from, audit) {
    const { workspace, photo } = this;
    const { current, photo: shown } = workspace.state;
    const { id } = audit;
    // One that was purged has left no name.
    const store = audit.store || (current?.id === from ? current.store : '');
    if (store !== audit.store) workspace.archive.queue.keepAudit({ ...audit, store });
    const isShown = photo.current?.shot?.auditId === from;
    photo.moved(from, id);
    if (current?.id === from || !current) workspace.setCurrent({ audit: { ...audit, store }, shots: [] });
    if (shown && isShown) workspace.update({ photo: { ...shown, store } });
    workspace.context.notify('photo', messages.audits.moved(store));
    workspace.refreshCurrent();
  }

  /** A photo is called saved as long as the database has all of its record. */
  showWhetherSaved() {
    const { state, archive } = this.workspace;
    const { photo } = state;
    if (photo === null || photo.store === null) return;
    const saved = archive.queue.waitingShot(photo.id) === null;
    if (saved !== photo.saved) this.workspace.update({ photo: { ...photo, saved } });
  }

  /** Adds the photo under review to an audit. @param {string} auditId */
  async #add(auditId) {
    const { workspace, photo } = this;
    vibrate(ADDED_VIBRATION_MS);
    // An error means that there is no thumbnail. The list then shows a placeholder.
    const { current } = workspace.state;
    const categoryId = current?.id === auditId ? current.category?.id : null;
    await photo.fileUnder(auditId, categoryId).catch((error) => workspace.context.report(error));
    await workspace.refreshCurrent();
    await workspace.refresh(); // the audit's page may be open by now
  }

  /** @param {import('../../photo/session.js').PhotoEvent} event @param {OpenPhoto} photo */
  #onPhotoEvent(event, photo) {
    const { workspace } = this;
    const { shot } = photo;
    if (event === 'closed') {
      this.twice.close();
      workspace.update({ photo: null, naming: null });
      workspace.remember();
      workspace.refreshCurrent(); // its total may have been corrected
    }
    if (!shot) return;
    if (event === 'opened') {
      workspace.update({ problem: '', notice: '' });
      this.#showAuditOf(shot, workspace.archive.queue.waitingShot(shot.id) === null);
      workspace.remember();
      if (shot.twice) this.#askOfBurst(photo);
    }
    if (event === 'counted') {
      workspace.update({ photo: { id: shot.id, store: null, saved: false }, problem: '', notice: '' });
      this.#searchAhead(photo);
    }
    if (event === 'turned') this.#onTurned(photo, shot.id);
    if (event === 'stored') workspace.remember();
    if (event === 'changing' || event === 'changed') this.showWhetherSaved();
    if (event === 'filed') this.#showAuditOf(shot, false);
    if (event === 'saved') this.#showSaved(shot.id);
  }

  /** What was found out about the photo was of another picture. @param {OpenPhoto} photo @param {string} id */
  #onTurned(photo, id) {
    this.#search.forget(photo);
    this.workspace.cards.forgetThumbnail(id);
    if (photo.shot?.auditId) this.#search.prepare(photo);
    else this.#searchAhead(photo);
    if (photo !== this.#compared && !this.workspace.state.twice) return;
    // It was being added: the question is asked of the turned photo.
    this.twice.close();
    photo.beforeClose = () => {};
    this.#compared = null;
    this.addToAudit();
  }

  /** @param {OpenPhoto} photo that was just counted */
  #searchAhead(photo) {
    const { current } = this.workspace.state;
    if (current) this.#search.find(photo, current.id);
    else this.#search.prepare(photo);
  }

  /** @param {string} id of a shot */
  #showSaved(id) {
    const { state, context } = this.workspace;
    const { photo } = state;
    if (photo?.id !== id) return;
    this.workspace.update({ photo: { ...photo, saved: true } });
    if (photo.store !== null) context.announce(messages.audits.addedTo(photo.store));
  }

  /** @param {import('../../photo/record.js').Shot} shot @param {boolean} saved */
  #showAuditOf({ id, auditId }, saved) {
    const { workspace } = this;
    const { page, current } = workspace.state;
    const known = [page?.audit, current].find((audit) => audit && audit.id === auditId);
    workspace.update({ photo: { id, store: known?.store ?? null, saved } });
    if (auditId !== null && isWide()) workspace.refreshPage(auditId);
    if (auditId === null || known) return;
    workspace.attempt(async () => {
      const found = await workspace.archive.reader.read(auditId);
      const { photo } = workspace.state;
      if (photo?.id === id) workspace.update({ photo: { ...photo, store: found?.audit.store ?? null } });
    });
  }
}
