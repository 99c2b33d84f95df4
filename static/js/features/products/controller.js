/** Shows the catalogue and changes it. */
import { BarcodeScanner } from '../../barcode/scanner.js';
import { inShownOrder } from '../../brands/list.js';
import { messages } from '../../messages.js';
import { searchProducts } from '../../products/list.js';
import { CatalogueFiles } from './files.js';
import { ProductForm } from './form.js';
import { ExamplePictures } from './pictures.js';
import { MOST_OTHERS, NEW, NO_FIELDS, PORTION } from './state.js';

export class ProductsController {
  /** What is done with the number that is scanned. @type {(gtin: string) => void} */
  #onScanned = () => {};

  /** @param {import('../contract.js').Context<import('./state.js').ProductsViewState>} context */
  constructor(context) {
    this.context = context;
    const { products, brands } = context.services;
    this.products = products;
    this.brands = brands;
    this.pictures = new ExamplePictures(products);
    this.form = new ProductForm(context);
    this.files = new CatalogueFiles(context);
    this.scanner = new BarcodeScanner({
      onChange: (barcode) => context.update({ barcode }),
      onRead: (gtin) => this.#onScanned(gtin),
      report: context.report,
    });
    products.subscribe(({ products: list, isLoaded, undo, learnt }, before) => {
      context.update({ isLoaded, undo });
      if (learnt !== before.learnt) this.pictures.forget();
      if (list !== before.products || learnt !== before.learnt) this.#follow(list);
    });
    brands.subscribe(({ brands: list }) => context.update({ brands: inShownOrder(list) }));
  }

  /** Opens the list. */
  async open() {
    this.context.update({ product: null });
    this.context.show('products');
    this.pictures.forget(); // a photo may have brought new ones
    await Promise.all([this.products.load(), this.brands.load()]);
    this.#follow(this.products.list);
  }

  /** Opens a product, or the list where it is gone. @param {string} id or NEW */
  async openProduct(id) {
    await Promise.all([this.products.load(), this.brands.load()]);
    const product = this.products.find(id); // or what it was merged into
    if (!product && id !== NEW) return this.open();
    const fields = product ? this.form.fieldsOf(product) : { ...NO_FIELDS };
    const none = { problem: null, isMerging: false, typed: '', others: [] };
    this.context.update({
      product: { id: product?.id ?? NEW, fields, pictures: product ? null : [], ...none },
      report: null,
      problem: '',
    });
    this.context.show('product');
    if (product) await this.#readPictures(product.id);
  }

  /** A new product with this number. @param {string} gtin */
  async #openNew(gtin) {
    await this.openProduct(NEW);
    await this.form.edit('gtin', gtin);
  }

  /** @param {string} nextView */
  leave(nextView) {
    this.scanner.close();
    this.stopMerging();
    if (['products', 'product'].includes(nextView)) return;
    this.products.forgetUndo();
    const looks = new Map();
    this.context.update({ product: null, typed: '', shown: PORTION, looks, report: null, problem: '' });
    this.pictures.clear();
  }

  /** @param {string} typed */
  search(typed) {
    this.context.update({ typed, shown: PORTION });
    this.#refresh();
  }

  more() {
    this.context.update({ shown: this.context.state().shown + PORTION });
    this.#refresh();
  }

  /** Opens the product of a barcode, or offers to add it. Call it from a tap. */
  scanToFind() {
    this.#onScanned = (gtin) => {
      const product = this.products.findGtin(gtin);
      if (product) this.context.navigate('product', { id: product.id });
      else this.#openNew(gtin);
    };
    this.scanner.open();
  }

  /** Reads the number of the product that is open. Call it from a tap. */
  scanField() {
    this.#onScanned = (gtin) => this.form.edit('gtin', gtin);
    this.scanner.open();
  }

  /** Stores the new product, and goes back to the list. */
  async add() {
    const product = await this.form.add();
    if (!product) return;
    this.context.announce(messages.catalogue.added(product.name));
    this.context.navigate('products');
  }

  async remove() {
    const { product } = this.context.state();
    if (!product) return;
    if (await this.products.remove(product.id)) this.context.navigate('products');
    else this.#updateOpen({ problem: { kind: 'not-stored' } });
  }

  startMerging() {
    this.#updateOpen({ isMerging: true });
    this.searchOther('');
  }

  stopMerging() {
    if (this.context.state().product?.isMerging)
      this.#updateOpen({ isMerging: false, typed: '', others: [] });
  }

  /** Which product is the same as the one that is open. @param {string} typed */
  searchOther(typed) {
    const { product, products } = this.context.state();
    const others = products.filter(({ id }) => id !== product?.id);
    const found = searchProducts(others, typed, this.form.nameOfBrand).slice(0, MOST_OTHERS);
    this.#updateOpen({ typed, others: found });
    this.#readLooks(found);
  }

  /** The open product becomes part of the other one, which stays. @param {string} into its id */
  async merge(into) {
    const { product } = this.context.state();
    this.stopMerging();
    if (!product) return;
    if (!(await this.products.merge(product.id, into)))
      return this.#updateOpen({ problem: { kind: 'not-stored' } });
    this.pictures.forget([into]);
    this.context.navigate('product', { id: into });
  }

  /** Brings back what was removed or merged last. */
  async undo() {
    if (!(await this.products.undo())) return;
    this.pictures.forget();
    this.context.announce(messages.audits.restored);
    const open = this.context.state().product;
    if (open && open.id !== NEW) await this.#readPictures(open.id);
    this.#refresh();
  }

  /** @param {string} example its id */
  async removePicture(example) {
    const { product } = this.context.state();
    if (!product || !(await this.products.forgetExample(example))) return;
    this.pictures.forget([product.id]);
    this.context.announce(messages.catalogue.pictureGone);
    await this.#readPictures(product.id);
  }

  /** @param {import('./state.js').Product[]} products as they are from now on */
  #follow(products) {
    this.context.update({ products });
    this.#refresh();
  }

  /** Finds what was typed, and reads the pictures of what is drawn of it. */
  #refresh() {
    const { products, typed, shown } = this.context.state();
    const found = searchProducts(products, typed, this.form.nameOfBrand);
    this.context.update({ found });
    if (this.context.currentView() !== 'products') return;
    this.#readLooks(found.slice(0, shown));
  }

  /** @param {import('./state.js').Product[]} products that are drawn */
  #readLooks(products) {
    const onRead = (/** @type {ReadonlyMap<string, import('./state.js').Looks>} */ read) =>
      this.context.update({ looks: new Map([...this.context.state().looks, ...read]) });
    const ids = products.map(({ id }) => id);
    this.pictures.readAll(ids, onRead).catch(this.context.report);
  }

  /** @param {string} id */
  async #readPictures(id) {
    const pictures = await this.pictures.readOne(id);
    if (this.context.state().product?.id === id) this.#updateOpen({ pictures });
  }

  /** @param {Partial<import('./state.js').OpenProduct>} change */
  #updateOpen(change) {
    const { product } = this.context.state();
    if (product) this.context.update({ product: { ...product, ...change } });
  }
}
