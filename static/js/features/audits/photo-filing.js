/** Tracks the audit of the photo under review, and adds the photo to one. */
import { vibrate } from '../../device/vibration.js';
import { messages } from '../../messages.js';

/** @typedef {import('../../photo/session.js').OpenPhoto} OpenPhoto */

const ADDED_VIBRATION_MS = 15;

export class PhotoFiling {
  /**
   * @param {import('./workspace.js').Workspace} workspace
   * @param {{ askForAudit: () => void }} steps
   */
  constructor(workspace, { askForAudit }) {
    this.workspace = workspace;
    this.askForAudit = askForAudit;
    this.photo = workspace.context.services.photo;
    this.photo.subscribe((event, photo) => this.#onPhotoEvent(event, photo));
  }

  /** Adds the photo under review to the current audit, or asks for one. */
  async addToAudit() {
    const { workspace, photo } = this;
    const { current } = workspace.state;
    if (!workspace.openShot) return;
    if (!current) {
      await workspace.refresh(); // the form suggests the names of earlier stores
      this.askForAudit();
      return;
    }
    vibrate(ADDED_VIBRATION_MS);
    // An error means that there is no thumbnail. The list then shows a placeholder.
    await photo.fileUnder(current.id).catch((error) => workspace.context.report(error));
    await workspace.refreshCurrent();
    await workspace.refresh(); // the audit's page may be open by now
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
      navigate('photo', { photo: await photo.find(id) });
    });
  }

  /** @param {import('../../photo/session.js').PhotoEvent} event @param {OpenPhoto} photo */
  #onPhotoEvent(event, { shot }) {
    const { workspace } = this;
    if (event === 'closed') {
      workspace.update({ photo: null });
      workspace.remember();
      workspace.refreshCurrent(); // its total may have been corrected
    }
    if (!shot) return;
    if (event === 'opened') {
      workspace.update({ problem: '', notice: '' });
      this.#showAuditOf(shot, workspace.archive.queue.waitingShot(shot.id) === null);
      workspace.remember();
    }
    if (event === 'counted')
      workspace.update({ photo: { id: shot.id, store: null, saved: false }, problem: '', notice: '' });
    if (event === 'stored') workspace.remember();
    if (event === 'filed') this.#showAuditOf(shot, false);
    if (event === 'saved') this.#showSaved(shot.id);
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
    if (auditId === null || known) return;
    workspace.attempt(async () => {
      const found = await workspace.archive.reader.read(auditId);
      const { photo } = workspace.state;
      if (photo?.id === id) workspace.update({ photo: { ...photo, store: found?.audit.store ?? null } });
    });
  }
}
