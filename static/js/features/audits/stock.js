/** What a person does with the must-stock products of a visit: looks for each, and names what is missing in a gap. */
import { checked, inCategory, stockOf } from '../../audits/stock-check.js';
import { changeableOf } from '../../audits/two-tabs.js';
import { asStockList } from '../../lists/stock.js';

/**
 * @typedef {import('../../audits/stock-check.js').StockState} StockState
 * @typedef {import('../../audits/record.js').Audit} Audit
 */

export class Stock {
  /** One after the other: each mark reads the visit as the one before it has left it. @type {Promise<unknown>} */
  #marking = Promise.resolve();

  /** @param {import('./workspace.js').Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
  }

  /** Shows the products of a category of the visit whose page is open. @param {string} category its name */
  open(category) {
    this.workspace.update({ stockOf: category });
  }

  close() {
    this.workspace.update({ stockOf: null });
  }

  /** @param {string} id of a product of the visit whose page is open @param {StockState} state */
  async mark(id, state) {
    const { workspace } = this;
    const { page } = workspace.state;
    if (!page) return;
    // Shown at once: a person goes down the list faster than a phone stores.
    workspace.update({ page: { ...page, stock: checked(page.stock, id, state) } });
    await this.#keep(page.audit.id, id, state);
  }

  /**
   * Shows the products of which one may be missing in the gap that is selected on the photo under review.
   */
  async askForName() {
    const { workspace } = this;
    await workspace.attempt(async () => {
      const shot = workspace.openShot;
      const { current } = workspace.state;
      const auditId = shot?.auditId ?? current?.id;
      const stored = auditId ? await workspace.archive.reader.read(auditId) : null;
      const categoryId = shot?.auditId ? shot.categoryId : current?.category?.id;
      const category = stored?.audit.categories?.find(({ id }) => id === categoryId)?.name ?? '';
      const all = stored ? await this.of(stored.audit) : [];
      const order = { open: 0, missing: 1, present: 2 };
      const items = inCategory(all, category).sort((a, b) => order[a.state] - order[b.state]);
      workspace.update({ naming: { auditId: auditId ?? '', category, items } });
    });
  }

  stopNaming() {
    this.workspace.update({ naming: null });
  }

  /** A gap was named as a product of the list: it is missing. @param {string} id */
  async missing(id) {
    const { naming } = this.workspace.state;
    this.workspace.update({ naming: null });
    if (naming?.auditId) await this.#keep(naming.auditId, id, 'missing');
  }

  /** @param {Audit} audit @returns {Promise<import('../../audits/stock-check.js').CheckedItem[]>} what must be in stock there */
  async of(audit) {
    return stockOf(audit, asStockList(await this.workspace.archive.lists.read('stock')).items);
  }

  /** @param {Audit} audit @returns {Promise<Audit>} with what must be in stock there, also what nobody has looked for yet */
  async kept(audit) {
    const stock = await this.of(audit);
    return stock.length > 0 ? { ...audit, stock } : audit;
  }

  /** @param {string} auditId @param {string} id @param {StockState} state */
  #keep(auditId, id, state) {
    const { workspace } = this;
    const marking = this.#marking.then(() =>
      workspace.attempt(async () => {
        const stored = await workspace.archive.reader.read(auditId);
        if (!stored) return;
        const { audit } = stored;
        const stock = checked(await this.of(audit), id, state);
        const before = changeableOf(audit);
        await workspace.archive.queue.keepAudit({ ...audit, stock, changed: Date.now(), before });
      }),
    );
    this.#marking = marking;
    return marking.then(() => this.#refreshLast(marking, auditId));
  }

  /** The page is read again once nothing more is being marked. @param {Promise<unknown>} marking @param {string} auditId */
  async #refreshLast(marking, auditId) {
    if (marking === this.#marking) await this.workspace.refreshPage(auditId);
  }
}
