/** Reads products of a file, which may come from anyone. */
import { isoTime } from '../toolkit/iso-time.js';
import { cleanFields, PRODUCT_LIMITS } from './list.js';

/** @typedef {import('./list.js').Product} Product */

/** The longest id, in characters. */
const LONGEST_ID = 200;
/** So many products are read from one file, deleted ones too. */
const MOST_PRODUCTS = 4 * PRODUCT_LIMITS.count;

/** @param {Product} product @returns {object} to be written as JSON; times are ISO 8601 */
export const productToJson = ({ changed, deleted, ...product }) => ({
  ...product,
  changed: isoTime(changed),
  ...(deleted === null ? {} : { deleted: isoTime(deleted) }),
});

/** @param {unknown} value @returns {Product[]} what of it is a product; of the same id the last one */
export function productsIn(value) {
  if (!Array.isArray(value)) return [];
  /** @type {Map<string, Product>} */
  const products = new Map();
  for (const each of value.slice(0, MOST_PRODUCTS)) {
    const product = productIn(each);
    if (product) products.set(product.id, product);
  }
  return [...products.values()];
}

/** @param {unknown} value @returns {Product | null} null: it is none */
function productIn(value) {
  if (typeof value !== 'object' || value === null) return null;
  const item = /** @type {Record<string, unknown>} */ (value);
  const { id } = item;
  if (typeof id !== 'string' || !id || id.length > LONGEST_ID) return null;
  const text = (/** @type {string} */ key) => (typeof item[key] === 'string' ? item[key] : '');
  const fields = cleanFields({
    gtin: text('gtin'),
    name: text('name'),
    brand: text('brand').slice(0, LONGEST_ID),
    category: text('category'),
    size: text('size'),
  });
  const changed = Date.parse(text('changed'));
  const deleted = item.deleted === undefined ? null : Date.parse(text('deleted'));
  if ((!fields.name && deleted === null) || Number.isNaN(changed) || Number.isNaN(deleted)) return null;
  const into = text('into').slice(0, LONGEST_ID);
  return { id, ...fields, changed, deleted, ...(deleted !== null && into ? { into } : {}) };
}
