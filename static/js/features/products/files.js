/** The catalogue as a file: out, and in again on another device; and a list of products without pictures. */
import { csvRuleOf, toCsv } from '../../export/csv.js';
import { localDay } from '../../export/file-names.js';
import { download } from '../../export/share.js';
import { textOf } from '../../lists/decode.js';
import { language, messages } from '../../messages.js';
import { codeOf } from '../../toolkit/coded-error.js';

/** How a zip file begins. */
const ZIP = 'PK\u0003\u0004';

export class CatalogueFiles {
  /** @param {import('../contract.js').Context<import('./state.js').ProductsViewState>} context */
  constructor(context) {
    this.context = context;
    this.products = context.services.products;
  }

  /** Saves a file with all products and their pictures. */
  export() {
    return this.#work('export', async () => {
      const content = await this.products.exportFile();
      const name = `shelfscan-products-${localDay(Date.now())}.zip`;
      download(new File([content], name, { type: content.type || 'application/zip' }));
    });
  }

  /** Takes a file of another device, or a CSV. @param {Blob} file */
  import(file) {
    return this.#work('import', async () => {
      const isOurs = (await file.slice(0, ZIP.length).text()) === ZIP;
      const report = isOurs
        ? await this.products.importFile(file)
        : await this.products.importCsv(await textOf(file));
      this.context.update({ report });
      this.context.announce(messages.catalogue.imported(report));
    });
  }

  /** Saves a CSV file to fill in. */
  template() {
    const rows = [['name', 'brand', 'gtin', 'category', 'size'], messages.catalogue.exampleRow];
    const csv = toCsv(rows, csvRuleOf(language));
    download(new File([csv], 'shelfscan-products.csv', { type: 'text/csv' }));
  }

  /** @param {'export' | 'import'} busy @param {() => Promise<void>} work */
  async #work(busy, work) {
    if (this.context.state().busy) return;
    this.context.update({ busy, report: null, problem: '' });
    try {
      await work();
    } catch (error) {
      if (codeOf(error) === null) this.context.report(error);
      this.context.update({ problem: codeOf(error) ?? 'unknown' });
    } finally {
      this.context.update({ busy: null });
    }
  }
}
