/** The form for the details of a new or an existing audit. */
import { cleanDetails, newAudit } from '../../audits/record.js';
import { changeableOf, conflictsOf, detailsOf, mergeDetails } from '../../audits/two-tabs.js';
import { VisitFacts } from './visit-facts.js';

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
    this.facts = new VisitFacts(workspace);
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
    this.#open(detailsOf(page.audit), { isNew: false, addsPhoto: false });
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
    const { queue } = workspace.archive;
    if (!form.isNew && page) {
      if (await this.#showConflicts(form, details, page.audit.id)) return;
      workspace.update({ form: null });
      await queue.keepAudit({
        ...page.audit,
        ...details,
        changed: Date.now(),
        before: { ...changeableOf(page.audit), ...form.before },
      });
      await steps.openAudit(page.audit.id);
      return;
    }
    workspace.update({ form: null });
    const audit = newAudit(details, Date.now());
    const saving = queue.keepAudit(audit); // first: what is in no store and no queue counts as deleted
    workspace.setCurrent({ audit, shots: [] });
    await saving;
    this.facts.add(audit.id);
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

  /**
   * Shows what another tab has written meanwhile into the fields that were changed here, too.
   *
   * @param {import('./state.js').FormState} form
   * @param {Details} details as typed
   * @param {string} id of the audit
   * @returns {Promise<boolean>} whether there is such a field
   */
  async #showConflicts(form, details, id) {
    const { workspace } = this;
    const stored = await workspace.archive.reader.read(id).catch(() => null); // to save it tells why that fails
    if (!stored) return false;
    const others = conflictsOf(details, form.before, stored.audit);
    if (Object.keys(others).length === 0) return false;
    const merged = mergeDetails(details, form.before, stored.audit);
    workspace.update({
      form: { ...form, details: merged, before: detailsOf(stored.audit), others, missing: false },
    });
    return true;
  }

  /** @param {Details} details @param {{ isNew: boolean, addsPhoto: boolean }} purpose */
  #open(details, { isNew, addsPhoto }) {
    const { workspace } = this;
    const stores = [...new Set((workspace.state.list ?? []).map(({ store }) => store))];
    workspace.update({
      form: { details, before: details, others: {}, isNew, addsPhoto, stores, missing: false },
      problem: '',
      notice: '',
    });
    workspace.context.show('audit-form', { over: addsPhoto }); // the photo stays open behind it
  }

  #backToPhoto() {
    this.workspace.context.navigate('photo', { id: this.workspace.openShot?.id });
  }
}
