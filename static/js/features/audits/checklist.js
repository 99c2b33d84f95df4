/** What a person does with the categories of a visit, and how the visit ends. */
import { marked, nextToDo, toDo, withCategories } from '../../audits/checklist.js';
import { categoriesOf, isOfToday, isOpen } from '../../audits/record.js';
import { stockSums } from '../../audits/stock-seen.js';
import { changeableOf } from '../../audits/two-tabs.js';
import { messages } from '../../messages.js';

/**
 * @typedef {import('../../audits/record.js').Audit} Audit
 * @typedef {import('../../audits/checklist.js').Category} Category
 */

export class Checklist {
  /** @param {import('./workspace.js').Workspace} workspace @param {import('./stock.js').Stock} stock */
  constructor(workspace, stock) {
    this.workspace = workspace;
    this.stock = stock;
  }

  /** Adds categories to the visit whose page is open. @param {string[]} names */
  add(names) {
    return this.#changePage((audit) => ({ categories: withCategories(categoriesOf(audit), names) }));
  }

  /**
   * @param {string} id of a category of the visit whose page is open
   * @param {import('../../audits/checklist.js').CategoryState} state
   * @param {string} [reason] why it is skipped
   */
  mark(id, state, reason = '') {
    this.workspace.update({ skipping: null });
    return this.#changePage((audit) => ({ categories: marked(categoriesOf(audit), id, state, reason) }));
  }

  /** Takes a category out of the visit; its photos stay. @param {string} id */
  async remove(id) {
    this.workspace.update({ skipping: null });
    await this.#changePage((audit) => ({ categories: categoriesOf(audit).filter((each) => each.id !== id) }));
  }

  /** Asks why a category is skipped. @param {string} id of a category of the visit whose page is open */
  askWhy(id) {
    const { page } = this.workspace.state;
    const category = page?.categories.find((each) => each.id === id);
    if (category) this.workspace.update({ skipping: { id, name: category.name } });
  }

  stopAsking() {
    this.workspace.update({ skipping: null });
  }

  /** In front of the shelf: this category is done, and the next one begins. */
  async next() {
    const { workspace } = this;
    const { current } = workspace.state;
    if (!current) return;
    const stored = await workspace.archive.reader.read(current.id);
    if (!stored) return;
    const { category } = current;
    const categories = category
      ? marked(categoriesOf(stored.audit), category.id, 'done')
      : categoriesOf(stored.audit);
    const next = nextToDo(categories, category?.id ?? null);
    await this.#change(stored.audit, { categories });
    const { visits } = messages;
    workspace.context.announce(next ? visits.nowIn(next.name) : visits.allDone);
    await workspace.refreshCurrent(next?.id ?? null);
  }

  /** Shows what is still open before the visit whose page is open is finished. */
  async askToFinish() {
    const { workspace } = this;
    const { page } = workspace.state;
    if (!page) return;
    const open = toDo(categoriesOf(page.audit)).map(({ name }) => name);
    const uncounted = page.shots.filter((shot) => shot.uncounted === 'waiting').length;
    const twice = page.shots.filter(({ again }) => again).length;
    const { open: notChecked, unsure } = stockSums(page.stock);
    const unlooked = notChecked + unsure;
    if (open.length + uncounted + twice + page.unchecked + unlooked === 0 && page.shots.length > 0)
      return this.finish(page.audit.id);
    const { unchecked, shots } = page;
    workspace.update({
      finishing: { open, uncounted, twice, unchecked, photos: shots.length, unlooked },
    });
  }

  stopFinishing() {
    this.workspace.update({ finishing: null });
  }

  /** @param {string} id of a visit */
  async finish(id) {
    const { workspace } = this;
    workspace.update({ finishing: null });
    const stored = await workspace.archive.reader.read(id);
    if (!stored) return;
    // What nobody has looked for is kept, too: a later list does not change what this visit was about.
    const { stock } = await this.stock.kept(stored.audit);
    await this.#change(stored.audit, { finished: Date.now(), ...(stock ? { stock } : {}) });
    if (workspace.state.current?.id === id) workspace.update({ current: null });
    workspace.remember();
    workspace.context.announce(messages.visits.finishedNow(stored.audit.store));
    await workspace.refresh();
  }

  /**
   * Goes on with a visit, also with one that was finished or was left open on another day.
   *
   * @param {string} id
   * @param {string} [categoryId] where; without it, in the first category to do
   */
  async reopen(id, categoryId) {
    const { workspace } = this;
    const stored = await workspace.archive.reader.read(id);
    if (!stored) return;
    const { audit } = stored;
    workspace.setCurrent(stored, categoryId);
    workspace.remember();
    // Of today from now on, so that it is not asked about again.
    if (!isOpen(audit) || !isOfToday(stored))
      await this.#change(audit, { finished: null, resumed: Date.now() });
    await workspace.refresh();
  }

  /** @param {(audit: Audit) => Partial<Audit>} change of the visit whose page is open */
  async #changePage(change) {
    const { workspace } = this;
    const stored =
      workspace.state.page && (await workspace.archive.reader.read(workspace.state.page.audit.id));
    if (!stored) return;
    await this.#change(stored.audit, change(stored.audit));
    await workspace.refresh();
    await workspace.refreshCurrent();
  }

  /** @param {Audit} audit @param {Partial<Audit>} change */
  #change(audit, change) {
    const before = changeableOf(audit);
    return this.workspace.archive.queue.keepAudit({ ...audit, ...change, changed: Date.now(), before });
  }
}
