/**
 * Shared by the controllers of the audits feature: its slice of the state, the archive, and keeping the two in sync.
 *
 * @typedef {import('./state.js').AuditsState} AuditsState
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('../contract.js').Context<AuditsState>} Context
 */

import { nextToDo, toDo } from '../../audits/checklist.js';
import { holdImport } from '../../audits/lock.js';
import { productsOn } from '../../audits/reader.js';
import { categoriesOf, isOfToday, isOpen } from '../../audits/record.js';
import { stockOf } from '../../audits/stock-check.js';
import { askToKeep, readSpace } from '../../audits/storage.js';
import { asStockList } from '../../lists/stock.js';
import { PhotoError } from '../../photo/open-photo.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { AuditCards } from './cards.js';
import { offeredCategories } from './offer.js';

export class Workspace {
  /** Number of reads of the list, so that a slow one does not overwrite a newer one. */
  #reads = 0;
  /** The same of the open page alone. */
  #pageReads = 0;

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.archive = context.services.archive;
    this.cards = new AuditCards(this.archive, context.services.brands, context.services.products);
  }

  get state() {
    return this.context.state();
  }

  /** @returns {import('../../photo/record.js').Shot | null} the photo under review, once it was counted */
  get openShot() {
    return this.context.services.photo.current?.shot ?? null;
  }

  /** @param {Partial<AuditsState>} change */
  update(change) {
    this.context.update(change);
    const { current } = change;
    if (current === undefined) return;
    this.context.services.burst.target = current && {
      auditId: current.id,
      categoryId: current.category?.id ?? null,
    };
  }

  /**
   * Runs an action and shows a problem if it fails.
   * @param {() => Promise<unknown>} work
   * @returns {Promise<boolean>} whether it worked
   */
  async attempt(work) {
    try {
      await work();
      return true;
    } catch (error) {
      this.update({ problem: this.codeOf(error) });
      return false;
    }
  }

  /** @param {unknown} error @returns {string} for messages.audits.problem */
  codeOf(error) {
    if (!(error instanceof PhotoError)) this.context.report(error);
    return codeOf(error) ?? 'unknown';
  }

  /** Reads the list and the open page again. */
  async refresh() {
    await this.attempt(async () => {
      const read = ++this.#reads;
      const pageRead = ++this.#pageReads;
      const audits = await this.archive.reader.readAll();
      if (read !== this.#reads) return;
      const list = await Promise.all(audits.map((each) => this.cards.cardOf(each)));
      this.update({ list });
      const pageId = this.state.page?.audit.id;
      const shown = audits.find(({ audit }) => audit.id === pageId);
      const page = shown && (await this.pageOf(shown));
      // Another one may have been opened meanwhile, or this one read again.
      if (page && pageRead === this.#pageReads && this.state.page?.audit.id === pageId) this.update({ page });
      this.#askOfUnfinished(audits);
      this.cards.keepThumbnails(list, this.state.page, this.state.current);
      await this.#refreshCutOff();
      this.#refreshSpace();
    });
  }

  /**
   * Reads a page without the list: in a visit this is done after each photo.
   * @param {string} id of the audit that has changed, or whose page is wanted beside a photo
   */
  async refreshPage(id) {
    const isWanted = () => this.state.page?.audit.id === id || this.openShot?.auditId === id;
    if (!isWanted()) return;
    await this.attempt(async () => {
      const read = ++this.#pageReads;
      const found = await this.archive.reader.read(id);
      const page = found && (await this.pageOf(found));
      if (page && read === this.#pageReads && isWanted()) this.update({ page });
    });
  }

  async #stock() {
    const { items } = asStockList(await this.archive.lists.read('stock'));
    this.update({ hasStock: items.length > 0 });
    return items;
  }

  /** @param {AuditWithShots} stored */
  async pageOf(stored) {
    const { archive, cards } = this;
    const { audit } = stored;
    const items = await this.#stock();
    const isBegun = !isOpen(audit) || categoriesOf(audit).length > 0;
    const visits = isBegun ? [] : (await archive.reader.readAll()).map((each) => each.audit);
    const offered = isBegun ? [] : offeredCategories(audit, visits, items);
    return cards.pageOf(stored, { stock: stockOf(audit, items), offered });
  }

  /** Tells of imports that were cut off; of none while one is under way, which may be in another tab. */
  async #refreshCutOff() {
    const found = await this.archive.store.listCutOff().catch(() => []); // what cannot be read is told by the list
    const release = found.length > 0 ? await holdImport() : null;
    if (!release) return this.update({ cutOff: [] });
    release();
    const stored = new Set(await this.archive.store.listPhotos());
    const cutOff = found.map(({ audit: { store }, shots }) => ({
      store,
      done: shots.filter(({ id }) => stored.has(id)).length,
      total: shots.length,
    }));
    this.update({ cutOff });
  }

  /** Not waited for: a view is open, and can be scrolled, before the browser has reckoned up its storage. */
  #refreshSpace() {
    this.attempt(async () => this.update({ space: await readSpace() }));
  }

  /** An open visit of another day is asked about, and not continued. @param {AuditWithShots[]} audits */
  #askOfUnfinished(audits) {
    const { current } = this.state;
    const left = audits.find(
      (each) => isOpen(each.audit) && each.audit.id !== current?.id && !isOfToday(each),
    );
    const asked = left ? { id: left.audit.id, store: left.audit.store, created: left.audit.created } : null;
    this.update({ unfinished: asked });
  }

  /**
   * Reads the current visit again.
   * @param {string | null} [categoryId] the category where the person is from now on; null: none
   */
  async refreshCurrent(categoryId) {
    await this.attempt(async () => {
      const id = this.state.current?.id;
      if (!id) return;
      const stored = await this.archive.reader.read(id);
      await this.#stock();
      const { current } = this.state;
      if (current?.id !== id) return;
      if (!stored) return this.update({ current: null }); // another tab has deleted it
      const category = categoryId === undefined ? (current.category?.id ?? null) : categoryId;
      const refreshed = await this.cards.currentOf(stored, category);
      const now = this.state.current;
      if (now?.id !== id) return;
      // The person has gone on to another category meanwhile.
      if (categoryId === undefined && now.category?.id !== current.category?.id) return this.refreshCurrent();
      this.update({ current: refreshed });
    });
  }

  /**
   * Makes a visit the current one, to which new photos are added. Its photos follow.
   *
   * @param {AuditWithShots} stored
   * @param {string | null} [categoryId] where the person is; without it, in the first one to do
   */
  setCurrent({ audit, shots }, categoryId) {
    const { id, store } = audit;
    const categories = categoriesOf(audit);
    const known = this.state.current?.id === id ? this.state.current.category?.id : undefined;
    const at = categories.find((each) => each.id === (categoryId ?? known)) ?? toDo(categories)[0] ?? null;
    const next = nextToDo(categories, at?.id ?? null);
    const counted = { photos: shots.length, products: productsOn(shots) };
    const uncounted = shots.filter((shot) => shot.uncounted).length;
    this.update({ current: { id, store, ...counted, uncounted, category: at, next, strip: [] } });
    this.refreshCurrent();
  }

  /** The day may have ended since: then the person is asked, and nothing more is added to the visit by itself. */
  async retireOld() {
    const { current } = this.state;
    const stored = current && (await this.archive.reader.read(current.id).catch(() => null));
    if (!stored || isOfToday(stored)) return;
    this.update({ current: null });
    await this.refresh();
  }

  /** Stores the current audit and photo for the next start of the page. */
  remember() {
    const { current, page } = this.state;
    const auditId = current?.id ?? page?.audit.id ?? null;
    const shotId = this.openShot?.id ?? null;
    const inAudit = page !== null && shotId === null;
    const categoryId = current?.category?.id;
    const place = { auditId, categoryId, shotId, inAudit, time: Date.now() };
    this.archive.store.remember(place).catch(() => {
      // Only the way back after a reload is lost. Failures to store photos and audits are shown.
    });
  }

  /** Asks the browser for persistent storage, after an audit was created or imported. */
  askToKeep() {
    askToKeep()
      .then(() => this.refresh())
      .catch((error) => this.context.report(error));
  }
}
