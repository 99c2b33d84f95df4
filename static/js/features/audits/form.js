/** The form for the details of a new or an existing audit. */
import { withCategories } from '../../audits/checklist.js';
import { cleanDetails, newAudit } from '../../audits/record.js';
import { changeableOf, conflictsOf, detailsOf, mergeDetails } from '../../audits/two-tabs.js';
import { NO_STORES } from './store-picker.js';
import { VisitFacts } from './visit-facts.js';

/**
 * @typedef {import('./state.js').Details} Details
 *
 * @typedef {object} FormSteps what follows the form
 * @property {(id: string) => Promise<void>} openAudit
 * @property {() => Promise<void>} openList
 * @property {() => Promise<void>} addToAudit adds the photo under review to the current audit
 * @property {import('./store-picker.js').StorePicker} picker offers stores for a new one
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
    this.steps.picker.fill();
  }

  /** Opens the form for the audit whose page is open. */
  openForPage() {
    const { page } = this.workspace.state;
    if (!page) return;
    this.#open(detailsOf(page.audit), { isNew: false, addsPhoto: false });
  }

  /**
   * @param {Details} typed
   * @param {import('./store-picker.js').KnownStore | null} [store] that was chosen for a new audit; without one, that of this name
   */
  async submit(typed, store = this.steps.picker.called(typed.store)) {
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
      const listed = await this.#listedOf(details.store, page.audit);
      workspace.update({ form: null });
      await queue.keepAudit({
        ...page.audit,
        ...details,
        ...listed,
        changed: Date.now(),
        before: { ...changeableOf(page.audit), ...form.before },
      });
      await steps.openAudit(page.audit.id);
      return;
    }
    workspace.update({ form: null });
    const categories = withCategories([], store?.categories ?? []);
    const listed = { storeId: store?.id, address: store?.address };
    const audit = newAudit(details, Date.now(), categories, listed);
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
   * @param {string} name of the store, as typed
   * @param {import('../../audits/record.js').Audit} audit as it was
   * @returns {Promise<import('../../audits/record.js').Listed>} what the person's list says of the store
   */
  async #listedOf(name, { store, storeId, address }) {
    if (name === store) return { storeId, address };
    const found = await this.steps.picker.find(name).catch(() => null); // to save tells why nothing can be read
    return { storeId: found?.id || undefined, address: found?.address || undefined };
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
      form: {
        ...{ details, before: details, others: {}, isNew, addsPhoto, stores, missing: false },
        picker: isNew ? NO_STORES : null,
      },
      problem: '',
      notice: '',
    });
    workspace.context.show('audit-form', { over: addsPhoto }); // the photo stays open behind it
  }

  #backToPhoto() {
    this.workspace.context.navigate('photo', { id: this.workspace.openShot?.id });
  }
}
