/**
 * Owns the catalogue, in memory and on this device. Nothing is shown before it is stored. Another tab may change it, too: every
 * change begins with what is stored by then.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').ProductFields} ProductFields
 * @typedef {import('./list.js').Example} Example
 * @typedef {import('./list.js').Crop} Crop
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {import('./examples-service.js').NewExample} NewExample
 * @typedef {import('./examples-service.js').LookStore & Pick<import('./store.js').ProductStore, 'readProducts' | 'changeProducts'>} Store
 *
 * @typedef {object} ProductsState
 * @property {Product[]} products by name, without deleted ones
 * @property {boolean} isLoaded
 * @property {Undo | null} undo what was removed or merged last, and can be brought back
 * @property {number} learnt grows with each change of the examples: what photos show may be recognised anew
 * @typedef {{ kind: 'removed' | 'merged', product: Product, into: Product | null }} Undo `into`: what it was merged into
 *
 * @typedef {import('./transfer.js').ProductImport} ProductImport
 * @typedef {import('./transfer.js').ProductFiles} ProductFiles
 */

import { Observable } from '../toolkit/observable.js';
import { joined, lackedBy, put } from './changes.js';
import { ProductError } from './errors.js';
import {
  byName,
  cleanFields,
  newProduct,
  PRODUCT_LIMITS,
  present,
  productFinder,
  productWithGtin,
} from './list.js';

/** Examples of a product that was deleted so long ago are gone for good. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** @extends {Observable<ProductsState>} */
export class ProductService extends Observable {
  /** @type {Product[]} */
  #all = [];
  /** @type {(id: string) => Product | undefined} */
  #find = () => undefined;
  /** @type {Promise<void> | null} */
  #loaded = null;
  /** One change after the other. @type {Promise<unknown>} */
  #work = Promise.resolve();
  #partsOfExamples;
  /** How products look; loaded when it is first wanted. @type {import('./examples-service.js').ProductExamples | null} */
  #examples = null;

  /**
   * @param {object} parts
   * @param {Store} parts.store
   * @param {Pick<import('../brands/service.js').BrandService, 'load' | 'list' | 'add' | 'join'>} parts.brands the person's list
   * @param {() => Promise<ProductFiles>} parts.files
   * @param {import('./renewal.js').Embedder | null} [parts.looks]
   * @param {(error: unknown) => void} parts.onFailure something could not be read or stored
   * @param {() => Promise<WebAssembly.Module | null>} [parts.loadProgram] see dots.js
   * @param {typeof import('./crops.js').sheetOf} [parts.makeSheet]
   */
  constructor({ store, brands, files, looks = null, onFailure, ...rest }) {
    super({ products: [], isLoaded: false, undo: null, learnt: 0 });
    this.store = store;
    this.brands = brands;
    this.files = files;
    this.onFailure = onFailure;
    this.#partsOfExamples = {
      ...{ store, looks, onFailure, ...rest },
      find: this.find,
      all: () => this.#all,
      onChange: () => this.update({ learnt: this.state.learnt + 1 }),
    };
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
  load() {
    this.#loaded ??= this.#inTurn(async () => {
      this.#show(await this.store.readProducts());
      const long = Date.now() - KEPT_MS;
      const old = this.#all.filter(
        ({ deleted, into }) => deleted !== null && deleted < long && into === undefined,
      );
      if (old.length > 0) await (await this.#looks()).purge(old.map(({ id }) => id));
    }).then((isDone) => {
      if (!isDone) this.#loaded = null; // the next call tries again
    });
    return this.#loaded;
  }

  /** Another tab has written. */
  async reload() {
    this.#examples?.forget({ examples: true });
    if (!this.#loaded) return;
    await this.#inTurn(async () => this.#show(await this.store.readProducts()));
    this.update({ learnt: this.state.learnt + 1 });
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
    let result = joined([], [], brands);
    const isStored = await this.#change((stored) => {
      result = joined(stored, others, brands);
      return result.put;
    });
    return isStored ? result.ids : new Map();
  }

  /**
   * @param {Partial<ProductFields>} fields
   * @returns {Promise<Product | null>} null: it could not be stored, which was told
   */
  async add(fields) {
    const product = newProduct(fields, Date.now());
    const isStored = await this.#change((stored) => {
      if (present(stored).length >= PRODUCT_LIMITS.count) throw new ProductError('catalogue-full');
      return [product];
    });
    return isStored ? product : null;
  }

  /** @param {string} id @param {Partial<ProductFields>} fields @returns {Promise<boolean>} whether it is stored */
  change(id, fields) {
    return this.#change((stored) => put(stored, id, cleanFields(fields)));
  }

  /** It and its examples can be brought back. @param {string} id @returns {Promise<boolean>} whether it is stored */
  async remove(id) {
    const product = this.find(id);
    const isStored = await this.#change((stored) => put(stored, product?.id ?? id, { deleted: Date.now() }));
    if (isStored && product) this.update({ undo: { kind: 'removed', product, into: null } });
    return isStored;
  }

  /** One is gone, and its examples and what the other lacks are the other's. @param {string} from @param {string} into @returns {Promise<boolean>} */
  async merge(from, into) {
    const [product, other] = [this.find(from), this.find(into)];
    if (!product || !other || product === other) return false;
    const isStored = await this.#change((stored) => [
      ...put(stored, product.id, { deleted: Date.now(), into: other.id }),
      ...put(stored, other.id, lackedBy(other, product)),
    ]);
    if (isStored) this.update({ undo: { kind: 'merged', product, into: other } });
    return isStored;
  }

  /** Takes back what was removed or merged last. @returns {Promise<boolean>} whether that is stored */
  async undo() {
    const { undo } = this.state;
    if (!undo) return true;
    const { product, into } = undo;
    const isStored = await this.#change((stored) => [
      ...put(stored, product.id, { deleted: null, into: undefined }),
      ...(into ? put(stored, into.id, { ...lackedBy(into, product, '') }) : []),
    ]);
    if (isStored) this.forgetUndo();
    return isStored;
  }

  /** What was removed cannot be brought back any more. */
  forgetUndo() {
    if (this.state.undo) this.update({ undo: null });
  }

  /** @param {string} product its id @param {NewExample[]} examples @returns {Promise<boolean>} whether they are stored */
  async learn(product, examples) {
    await this.load();
    return this.#inTurn(async () => (await this.#looks()).learn(this.find(product)?.id ?? product, examples));
  }

  /**
   * A person has named facings of a photo, and left others without a name: these are rather no product of the catalogue. Call it
   * whenever names of the photo have changed; it can be done without, then more is "don't know".
   *
   * @param {string} photo id of its shot
   * @param {import('../looks/vectors.js').Vectors} vectors of all its facings without a name
   * @returns {Promise<boolean>} whether it is stored
   */
  leaveUnnamed(photo, vectors) {
    return this.#inTurn(async () => (await this.#looks()).leaveUnnamed(photo, vectors));
  }

  /** @param {string} product its id @returns {Promise<Example[]>} the newest first */
  async examplesOf(product) {
    await this.load();
    return (await this.#looks()).of(this.find(product)?.id ?? product);
  }

  /** For a list of products: one picture is read of each. @param {string} product its id */
  async coverOf(product) {
    await this.load();
    return (await this.#looks()).cover(this.find(product)?.id ?? product);
  }

  /** @param {string} id of an example @returns {Promise<boolean>} whether that is stored */
  forgetExample(id) {
    return this.#inTurn(async () => (await this.#looks()).remove(id));
  }

  /** @returns {Promise<boolean>} whether any product is known by its looks */
  async hasExamples() {
    await this.load();
    if (this.list.length === 0) return false; // then nothing else is read
    const all = await (await this.#looks()).list();
    return all.some(({ product, isRight }) => isRight && this.find(product) !== undefined);
  }

  /** All examples, to recognise facings by. @param {string} embedder its id @returns {Promise<Gallery>} */
  async gallery(embedder) {
    await this.load();
    return (await this.#looks()).gallery(embedder);
  }

  /** @returns {Promise<Blob>} a zip file with all products and examples @throws {import('../toolkit/coded-error.js').CodedError<string>} */
  async exportFile() {
    return (await this.#transfer()).exportFile();
  }

  /**
   * @param {Blob} file
   * @returns {Promise<ProductImport>}
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} nothing came in
   */
  async importFile(file) {
    return (await this.#transfer()).importFile(file);
  }

  /**
   * @param {string} text of a CSV file
   * @returns {Promise<ProductImport>}
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} nothing came in
   */
  async importCsv(text) {
    return (await this.#transfer()).importCsv(text);
  }

  async #transfer() {
    await Promise.all([this.load(), this.brands.load()]);
    const { Transfer } = await import('./transfer.js');
    const [files, examples] = await Promise.all([this.files(), this.#looks()]);
    const change = (/** @type {(stored: Product[]) => Product[]} */ make) => this.#changeOrThrow(make);
    return new Transfer({ files, examples, change, brands: this.brands, store: this.store, products: this });
  }

  async #looks() {
    const { ProductExamples } = await import('./examples-service.js');
    this.#examples ??= new ProductExamples(this.#partsOfExamples);
    return this.#examples;
  }

  /** @param {(stored: Product[]) => Product[]} change @returns {Promise<boolean>} whether it is stored; else that was told */
  #change(change) {
    return this.#changeOrThrow(change).then(
      () => true,
      (error) => {
        this.onFailure(error);
        return false;
      },
    );
  }

  /** @param {(stored: Product[]) => Product[]} change from what is stored to what is new */
  #changeOrThrow(change) {
    const done = this.#work.then(async () => this.#show(await this.store.changeProducts(change)));
    this.#work = done.catch(() => {}); // whoever asked for it is told
    return done;
  }

  /** @param {() => Promise<unknown>} work @returns {Promise<boolean>} whether it was done; failures are told */
  #inTurn(work) {
    const done = this.#work.then(work).then(
      () => true,
      (error) => {
        this.onFailure(error);
        return false;
      },
    );
    this.#work = done;
    return done;
  }

  /** @param {Product[]} all */
  #show(all) {
    this.#all = all;
    this.#find = productFinder(all);
    this.#examples?.forget({ examples: false });
    this.update({ products: present(all).sort(byName), isLoaded: true });
  }
}
