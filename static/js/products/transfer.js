/**
 * The catalogue on its way to a file, and from files into the catalogue.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').ProductFields} ProductFields
 *
 * @typedef {object} ProductImport what came in
 * @property {number} added products
 * @property {number} changed
 * @property {number} removed
 * @property {number} examples
 * @property {number} [full] products for which the catalogue has no room
 * @property {Remark[]} [left] lines of a CSV file that were left out
 * @property {Remark[]} [notes] what else of it was not understood
 * @property {string} [problem] a code: why it ended early; what had come in by then is kept
 * @typedef {{ line: number, reason: string, text: string }} Remark see lists/table.js
 *
 * @typedef {object} CatalogueContent of a file
 * @property {import('../brands/list.js').Brand[]} brands
 * @property {Product[]} products
 * @property {import('./examples-service.js').OtherExample[]} examples
 *
 * @typedef {object} ProductFiles reads and writes files of products; a room above does
 * @property {(content: CatalogueContent, now: number) => Promise<Blob>} writeCatalogue
 * @property {(file: Blob) => Promise<CatalogueContent>} readCatalogue
 * @property {(text: string) => { rows: (ProductFields & { line: number })[], left: Remark[], notes: Remark[] }} readProducts `brand` is a name
 *
 * @typedef {object} Parts
 * @property {ProductFiles} files
 * @property {import('./examples-service.js').ProductExamples} examples
 * @property {(make: (stored: Product[]) => Product[]) => Promise<void>} change stores what is new, given what is stored
 * @property {Pick<import('../brands/service.js').BrandService, 'list' | 'add' | 'join'>} brands
 * @property {Pick<import('./store.js').ProductStore, 'readCrops'>} store
 * @property {Pick<import('./service.js').ProductService, 'list' | 'all' | 'find'>} products
 */
import { brandNamed } from '../brands/list.js';
import { codeOf } from '../toolkit/coded-error.js';
import { joined } from './changes.js';
import { ProductError } from './errors.js';
import { importedRows } from './import-rows.js';

export class Transfer {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
  }

  /** @returns {Promise<Blob>} a zip file with all products and examples */
  async exportFile() {
    const { files, examples, brands, products } = this.parts;
    const looks = (await examples.list()).filter(({ product }) => products.find(product));
    const used = new Set(products.list.map(({ brand }) => brand));
    return files.writeCatalogue(
      {
        brands: brands.list.filter(({ id }) => used.has(id)),
        products: products.all,
        examples: looks.map((look) => ({ ...look, readCrop: () => this.#cropOf(look.id) })),
      },
      Date.now(),
    );
  }

  /** @param {Blob} file @returns {Promise<ProductImport>} @throws {import('../toolkit/coded-error.js').CodedError<string>} nothing came in */
  async importFile(file) {
    const { files, examples, change, brands, products } = this.parts;
    const content = await files.readCatalogue(file);
    /** @type {Map<string, string>} */
    const brandIds = content.brands.length > 0 ? await brands.join(content.brands) : new Map();
    let result = joined([], [], brandIds);
    await change((stored) => {
      result = joined(stored, content.products, brandIds);
      return result.put;
    });
    const known = content.examples.flatMap((each) => {
      const product = products.find(result.ids.get(each.product) ?? '')?.id;
      return product === undefined ? [] : [{ ...each, product }];
    });
    try {
      return { ...result.counts, examples: await examples.join(known) };
    } catch (error) {
      return { ...result.counts, examples: 0, problem: codeOf(error) ?? 'unknown' };
    }
  }

  /** @param {string} text of a CSV file @returns {Promise<ProductImport>} @throws {import('../toolkit/coded-error.js').CodedError<string>} nothing came in */
  async importCsv(text) {
    const { files, change, brands } = this.parts;
    const { rows, left, notes } = files.readProducts(text);
    await brands.add(
      rows.map(({ brand }) => brand),
      { own: false },
    );
    const named = rows.map((row) => ({ ...row, brand: brandNamed(brands.list, row.brand)?.id ?? '' }));
    let result = importedRows([], [], 0);
    await change((stored) => {
      result = importedRows(stored, named, Date.now());
      return result.put;
    });
    const { added, changed, full } = result;
    return { added, changed, removed: 0, full, examples: 0, left, notes };
  }

  /** @param {string} id of an example */
  async #cropOf(id) {
    const [crop] = await this.parts.store.readCrops([id]);
    if (!crop) throw new ProductError('storage-failed', { detail: id });
    return crop;
  }
}
