/** The fields of the product that is open. What is known already is stored as soon as a field is left, what is new with a tap. */
import { gtinIn } from '../../barcode/digits.js';
import { brandNamed, cleanName } from '../../brands/list.js';
import { hasGtin, PRODUCT_LIMITS } from '../../products/list.js';
import { NEW } from './state.js';

/** @typedef {import('./state.js').Product} Product */
/** @typedef {import('./state.js').FieldName} FieldName */
/** @typedef {import('./state.js').Fields} Fields */
/** @typedef {import('./state.js').Problem} Problem */

export class ProductForm {
  /** @param {import('../contract.js').Context<import('./state.js').ProductsViewState>} context */
  constructor(context) {
    this.context = context;
    this.products = context.services.products;
    this.brands = context.services.brands;
  }

  /** @param {string} id of a brand @returns {string} empty: it is not in the list */
  nameOfBrand = (id) => this.brands.list.find((each) => each.id === id)?.name ?? '';

  /** @param {Product} product @returns {Fields} */
  fieldsOf({ name, brand, size, category, gtin }) {
    return { name, brand: this.nameOfBrand(brand), size, category, gtin };
  }

  /** @param {FieldName} name @param {string} typed */
  async edit(name, typed) {
    const { product } = this.context.state();
    if (!product) return;
    const fields = { ...product.fields, [name]: typed };
    const problem = this.#problemOf(name, fields, product.id);
    this.#update({ fields, problem: problem ?? this.#problemOf('gtin', fields, product.id) });
    if (product.id === NEW || problem) return;
    if (!(await this.products.change(product.id, await this.#stored(fields, name)))) {
      this.#update({ problem: { kind: 'not-stored' } });
      return;
    }
    const stored = this.products.find(product.id);
    const now = this.context.state().product;
    if (!stored || now?.id !== stored.id || now.fields[name] !== typed) return;
    this.#update({ fields: { ...now.fields, [name]: this.fieldsOf(stored)[name] } }); // without needless spaces
  }

  /** @returns {Promise<Product | null>} null: something is missing or wrong, which is shown, or it could not be stored */
  async add() {
    const { product } = this.context.state();
    if (!product) return null;
    const { fields, id } = product;
    const problem = this.#problemOf('name', fields, id) ?? this.#problemOf('gtin', fields, id);
    this.#update({ problem });
    if (problem) return null;
    const all = await Promise.all(
      /** @type {FieldName[]} */ (Object.keys(fields)).map((name) => this.#stored(fields, name)),
    );
    const added = await this.products.add(Object.assign({}, ...all));
    if (!added) {
      const isFull = this.products.list.length >= PRODUCT_LIMITS.count;
      this.#update({ problem: { kind: isFull ? 'full' : 'not-stored' } });
    }
    return added;
  }

  /** Whose the brand is. @param {boolean} own */
  async setOwn(own) {
    const name = this.context.state().product?.fields.brand ?? '';
    const brand = brandNamed(this.brands.list, name);
    if (brand) await this.brands.setOwn(brand.id, own);
    else await this.brands.add([name], { own });
  }

  /** @param {FieldName} name of the field that was left @param {Fields} fields @param {string} id @returns {Problem | null} */
  #problemOf(name, fields, id) {
    if (name === 'name') return fields.name.trim() ? null : { kind: 'no-name' };
    if (name !== 'gtin' || !fields.gtin.trim()) return null;
    const gtin = gtinIn(fields.gtin);
    if (!gtin) return { kind: 'wrong' };
    const other = this.products.findGtin(gtin);
    return other && other.id !== id && hasGtin(other, gtin) ? { kind: 'taken', other } : null;
  }

  /** @param {Fields} fields @param {FieldName} name @returns {Promise<Partial<Product>>} as the catalogue keeps it */
  async #stored(fields, name) {
    if (name === 'brand') return { brand: await this.#brandOf(fields.brand) };
    if (name === 'gtin') return { gtin: gtinIn(fields.gtin) ?? '' };
    return { [name]: fields[name] };
  }

  /** @param {string} typed @returns {Promise<string>} the id of the brand of that name, which is added where it is new */
  async #brandOf(typed) {
    const name = cleanName(typed);
    if (!name) return '';
    if (!brandNamed(this.brands.list, name)) await this.brands.add([name], { own: false });
    return brandNamed(this.brands.list, name)?.id ?? '';
  }

  /** @param {Partial<import('./state.js').OpenProduct>} change */
  #update(change) {
    const { product } = this.context.state();
    if (product) this.context.update({ product: { ...product, ...change } });
  }
}
