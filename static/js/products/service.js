/**
 * Owns the catalogue, in memory and on this device.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').ProductFields} ProductFields
 * @typedef {import('./list.js').Example} Example
 * @typedef {import('./list.js').Crop} Crop
 * @typedef {import('./search.js').Gallery} Gallery
 *
 * @typedef {{ crop: Crop, vector: ArrayBuffer, embedder: string, isRight: boolean }} NewExample
 *
 * @typedef {object} ProductsState
 * @property {Product[]} products by name, without deleted ones
 * @property {boolean} isLoaded
 * @property {Undo | null} undo what was removed or merged last, and can be brought back
 * @typedef {{ kind: 'removed' | 'merged', product: Product, into: Product | null }} Undo `into`: what it was merged into
 *
 * @typedef {object} ProductImport what came in
 * @property {number} added products
 * @property {number} changed
 * @property {number} removed
 * @property {number} examples
 * @property {Remark[]} [left] lines of a CSV file that were left out
 * @property {Remark[]} [notes] what else of it was not understood
 * @typedef {{ line: number, reason: string, text: string }} Remark see lists/table.js
 */
import { Observable } from '../toolkit/observable.js';
import { byName, cleanFields, newProduct, present, productFinder, productWithGtin } from './list.js';

/** @extends {Observable<ProductsState>} */
export class ProductService extends Observable {
  /** @type {Product[]} */
  #all = [];
  /** @type {Example[]} */
  #examples = [];
  /** @type {(id: string) => Product | undefined} */
  #find = () => undefined;

  /** @param {{ onFailure: (error: unknown) => void }} parts `onFailure`: something could not be read or stored */
  constructor({ onFailure }) {
    super({ products: [], isLoaded: false, undo: null });
    this.onFailure = onFailure;
  }

  /** @returns {Product[]} by name, without deleted ones */
  get list() {
    return this.state.products;
  }

  /** @returns {Product[]} with deleted ones */
  get all() {
    return this.#all;
  }

  /** Reads the catalogue once. */
  async load() {
    this.#show();
  }

  /** @type {(id: string) => Product | undefined} the product of an id, or the one that it was merged into */
  find = (id) => this.#find(id);

  /** @param {string} gtin @returns {Product | undefined} */
  findGtin(gtin) {
    return productWithGtin(this.state.products, gtin);
  }

  /**
   * Brings in products of an export of audits, without their examples.
   *
   * @param {Product[]} others
   * @param {Map<string, string>} brands the id here of each of their brands
   * @returns {Promise<Map<string, string>>} the id here of each of them
   */
  async join(others, brands) {
    this.#all.push(...others.map((each) => ({ ...each, brand: brands.get(each.brand) ?? '' })));
    this.#show();
    return new Map(others.map(({ id }) => [id, id]));
  }

  /**
   * @param {Partial<ProductFields>} fields
   * @returns {Promise<Product | null>} null: it could not be stored, which was told
   */
  async add(fields) {
    const product = newProduct(fields, Date.now());
    this.#all.push(product);
    this.#show();
    return product;
  }

  /** @param {string} id @param {Partial<ProductFields>} fields @returns {Promise<boolean>} whether it is stored */
  async change(id, fields) {
    this.#put(id, cleanFields(fields));
    return true;
  }

  /** It and its examples can be brought back. @param {string} id @returns {Promise<boolean>} whether it is stored */
  async remove(id) {
    const product = this.find(id);
    if (!product) return true;
    this.#put(id, { deleted: Date.now() });
    this.update({ undo: { kind: 'removed', product, into: null } });
    return true;
  }

  /** One is gone, and its examples are the other's. @param {string} from @param {string} into @returns {Promise<boolean>} */
  async merge(from, into) {
    const [product, other] = [this.find(from), this.find(into)];
    if (!product || !other) return true;
    this.#put(from, { deleted: Date.now() });
    this.update({ undo: { kind: 'merged', product, into: other } });
    return true;
  }

  /** Takes back what was removed or merged last. */
  async undo() {
    const { undo } = this.state;
    if (undo) this.#put(undo.product.id, { deleted: null });
    this.forgetUndo();
  }

  /** What was removed cannot be brought back any more. */
  forgetUndo() {
    if (this.state.undo) this.update({ undo: null });
  }

  /** @param {string} product its id @param {NewExample[]} examples @returns {Promise<boolean>} whether they are stored */
  async learn(product, examples) {
    this.#examples.push(
      ...examples.map((each) => ({ ...each, id: crypto.randomUUID(), product, added: Date.now() })),
    );
    return true;
  }

  /** @param {string} product its id @returns {Promise<Example[]>} the newest first */
  async examplesOf(product) {
    return this.#examples.filter((each) => each.product === product);
  }

  /** @param {string} id of an example @returns {Promise<boolean>} */
  async forgetExample(id) {
    this.#examples = this.#examples.filter((each) => each.id !== id);
    return true;
  }

  /** @param {string} embedder its id @param {number} dimensions @returns {Promise<Gallery>} */
  async gallery(embedder, dimensions) {
    const none = { values: new Int8Array(), rows: new Int32Array(1) };
    return { embedder, dimensions, products: [], ...none, wrong: none };
  }

  /** @returns {Promise<Blob>} a zip file with all products and examples */
  async exportFile() {
    return new Blob([]);
  }

  /** @param {Blob} _file @returns {Promise<ProductImport>} @throws {import('../toolkit/coded-error.js').CodedError} */
  async importFile(_file) {
    return { added: 0, changed: 0, removed: 0, examples: 0 };
  }

  /** @param {string} _text of a CSV file @returns {Promise<ProductImport>} */
  async importCsv(_text) {
    return { added: 0, changed: 0, removed: 0, examples: 0, left: [], notes: [] };
  }

  /** @param {string} id @param {Partial<Product>} fields */
  #put(id, fields) {
    this.#all = this.#all.map((each) =>
      each.id === id ? { ...each, ...fields, changed: Date.now() } : each,
    );
    this.#show();
  }

  #show() {
    this.#find = productFinder(this.#all);
    this.update({ products: present(this.#all).sort(byName), isLoaded: true });
  }
}
