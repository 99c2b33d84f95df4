/** Imports the person's lists from CSV files, and deletes them. */
import { csvRuleOf, toCsv } from '../../export/csv.js';
import { download } from '../../export/share.js';
import { textOf } from '../../lists/decode.js';
import { asStockList, parseStock, stockTemplate } from '../../lists/stock.js';
import { asStoreList, mergeStores, parseStores, storesTemplate } from '../../lists/stores.js';
import { language, messages } from '../../messages.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { NO_LISTS } from './state.js';

/**
 * @typedef {import('./state.js').ListKind} ListKind
 * @typedef {import('./state.js').ListsState} ListsState
 * @typedef {Omit<import('./state.js').ImportReport, 'kind'> & { content: unknown }} Taken `content` of the list from now on
 */

export class ListsController {
  /** @param {import('../contract.js').Context<ListsState>} context */
  constructor(context) {
    this.context = context;
    this.lists = context.services.archive.lists;
  }

  async open() {
    this.context.update(NO_LISTS);
    this.context.show('lists');
    await this.#refresh();
  }

  /** @param {ListKind} kind @param {Blob} file */
  async importFile(kind, file) {
    const { context } = this;
    context.update({ reading: kind, report: null, problem: null, undo: null });
    try {
      const text = await textOf(file);
      const before = await this.lists.read(kind);
      const { content, ...report } = kind === 'stores' ? takeStores(text, before) : takeStock(text);
      await this.lists.save(kind, content);
      context.update({
        reading: null,
        report: { kind, ...report },
        undo: { kind, before },
      });
      context.announce(messages.lists.done[kind](report.sums));
    } catch (error) {
      if (codeOf(error) === null) context.report(error);
      context.update({ reading: null, problem: { kind, code: codeOf(error) ?? 'unknown' } });
    }
    await this.#refresh();
  }

  /** @param {ListKind} kind */
  async delete(kind) {
    const before = await this.lists.read(kind);
    await this.#save(kind, null, { kind, before });
  }

  /** The list as it was before the last change. */
  async undo() {
    const { undo } = this.context.state();
    if (undo && (await this.#save(undo.kind, undo.before ?? null, null)))
      this.context.announce(messages.audits.restored);
  }

  /** Saves a file to fill in. @param {ListKind} kind */
  template(kind) {
    const { examples } = messages.lists;
    const rows = kind === 'stores' ? storesTemplate(examples.stores) : stockTemplate(examples.stock);
    const csv = toCsv(rows, csvRuleOf(language));
    download(
      new File([csv], `shelfscan-${kind === 'stores' ? 'stores' : 'must-stock'}.csv`, { type: 'text/csv' }),
    );
  }

  /** @param {ListKind} kind @param {unknown} content @param {ListsState['undo']} undo @returns {Promise<boolean>} */
  async #save(kind, content, undo) {
    this.context.update({ report: null, problem: null });
    try {
      await this.lists.save(kind, content);
      this.context.update({ undo });
      return true;
    } catch (error) {
      this.context.report(error);
      this.context.update({ problem: { kind, code: codeOf(error) ?? 'unknown' } });
      return false;
    } finally {
      await this.#refresh();
    }
  }

  async #refresh() {
    const { stores, imported } = asStoreList(await this.lists.read('stores'));
    const stock = asStockList(await this.lists.read('stock'));
    this.context.update({
      lists: {
        stores: { count: stores.length, imported },
        stock: { count: stock.items.length, imported: stock.imported },
      },
    });
  }
}

/** What is in the file is added to the list, or updated there. @param {string} text @param {unknown} before @returns {Taken} */
function takeStores(text, before) {
  const { stores: incoming, left, notes } = parseStores(text);
  const { stores, ...sums } = mergeStores(asStoreList(before).stores, incoming);
  return { content: { imported: Date.now(), stores }, sums, left, notes };
}

/** The file is the list from now on. @param {string} text @returns {Taken} */
function takeStock(text) {
  const { items, left, notes } = parseStock(text);
  return {
    content: { imported: Date.now(), items },
    sums: { added: items.length, updated: 0, same: 0 },
    left,
    notes,
  };
}
