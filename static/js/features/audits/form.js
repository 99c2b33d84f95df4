/** The form for the details of a new or an existing audit. */
import { cleanDetails, newAudit } from '../../audits/record.js';

/**
 * @typedef {import('./state.js').Details} Details
 *
 * @typedef {object} FormSteps what follows the form
 * @property {(id: string) => Promise<void>} openAudit
 * @property {() => Promise<void>} openList
 * @property {() => Promise<void>} addToAudit adds the photo under review to the current audit
 */

export class DetailsForm {
  /**
   * @param {import('./workspace.js').Workspace} workspace
   * @param {FormSteps} steps
   */
  constructor(workspace, steps) {
    this.workspace = workspace;
    this.steps = steps;
  }

  /** Opens the form for a new audit. A photo under review that belongs to no audit will be added to it. */
  openNew() {
    const addsPhoto = this.workspace.openShot?.auditId === null;
    this.#open({ store: '', place: '', note: '' }, { isNew: true, addsPhoto });
  }

  /** Opens the form for the audit whose page is open. */
  openForPage() {
    const { page } = this.workspace.state;
    if (!page) return;
    const { store, place, note } = page.audit;
    this.#open({ store, place, note }, { isNew: false, addsPhoto: false });
  }

  /** @param {Details} typed */
  async submit(typed) {
    const { workspace, steps } = this;
    const { form, page } = workspace.state;
    if (!form) return;
    const details = cleanDetails(typed);
    if (!details.store) {
      workspace.update({ form: { ...form, details: typed, missing: true } });
      return;
    }
    workspace.update({ form: null });
    const { queue } = workspace.archive;
    if (!form.isNew && page) {
      await queue.keepAudit({ ...page.audit, ...details, changed: Date.now() });
      await steps.openAudit(page.audit.id);
      return;
    }
    const audit = newAudit(details, Date.now());
    workspace.setCurrent({ audit, shots: [] });
    await queue.keepAudit(audit);
    if (form.addsPhoto && workspace.openShot) {
      this.#backToPhoto();
      await steps.addToAudit();
    } else {
      await steps.openAudit(audit.id);
    }
    workspace.askToKeep();
  }

  cancel() {
    const { form, page } = this.workspace.state;
    this.workspace.update({ form: null });
    if (form?.addsPhoto) this.#backToPhoto();
    else if (page) this.workspace.context.show('audit');
    else this.steps.openList();
  }

  /** @param {Details} details @param {{ isNew: boolean, addsPhoto: boolean }} purpose */
  #open(details, { isNew, addsPhoto }) {
    const { workspace } = this;
    const stores = [...new Set((workspace.state.list ?? []).map(({ store }) => store))];
    workspace.update({
      form: { details, isNew, addsPhoto, stores, missing: false },
      problem: '',
      notice: '',
    });
    workspace.context.show('audit-form', { over: addsPhoto }); // the photo stays open behind it
  }

  #backToPhoto() {
    this.workspace.context.navigate('photo', { id: this.workspace.openShot?.id });
  }
}
