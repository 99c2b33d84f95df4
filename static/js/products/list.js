/**
 * The catalogue: the products that a person knows by name. Pure functions; a list is never altered.
 *
 * @typedef {object} Product
 * @property {string} id a UUID, the same on each device that has the product
 * @property {string} gtin may be empty; a text, with its leading zeros
 * @property {string} name
 * @property {string} brand id of a brand of the person's list, or ''
 * @property {string} category may be empty
 * @property {string} size such as '0,5 l'; may be empty
 * @property {number} changed milliseconds since 1970
 * @property {number | null} deleted when; null: it is there
 * @property {string} [into] id of the product that it was merged into, and deleted
 *
 * @typedef {Pick<Product, 'gtin' | 'name' | 'brand' | 'category' | 'size'>} ProductFields
 *
 * @typedef {object} Example how a product looks, or, if it is not right, how it does not
 * @property {string} id a UUID
 * @property {string} product its id
 * @property {boolean} isRight false: "not this"
 * @property {Crop} crop
 * @property {string} embedder what made the vector; '': there is none yet
 * @property {ArrayBuffer} vector int8, a unit vector times 127
 * @property {ArrayBuffer} [parts] such vectors, one behind the other, of parts of the crop (parts.js)
 * @property {number} added milliseconds since 1970
 *
 * @typedef {{ bytes: ArrayBuffer, type: string }} Crop a small picture; `type`: its MIME type
 */
import { nameKey } from '../brands/list.js';

/** The longest texts, in characters; the most products; the most examples of one, right and wrong. */
export const PRODUCT_LIMITS = {
  gtin: 14,
  name: 120,
  category: 60,
  size: 30,
  count: 5000,
  right: 20,
  wrong: 10,
};

const TEXTS = /** @type {const} */ (['gtin', 'name', 'category', 'size']);

/**
 * @template {Partial<ProductFields>} T
 * @param {T} fields as typed
 * @returns {T} without needless spaces, and no longer than they may be; a GTIN without spaces and hyphens
 */
export function cleanFields(fields) {
  const cleaned = { ...fields };
  for (const key of TEXTS) {
    const typed = fields[key];
    if (typed === undefined) continue;
    const text = key === 'gtin' ? typed.replace(/[\s-]+/g, '') : typed.replace(/\s+/g, ' ').trim();
    cleaned[key] = text.slice(0, PRODUCT_LIMITS[key]).trim();
  }
  return cleaned;
}

/** @param {Partial<ProductFields>} fields as typed @param {number} now @returns {Product} a new one */
export function newProduct(fields, now) {
  const empty = { gtin: '', name: '', brand: '', category: '', size: '' };
  return { id: crypto.randomUUID(), ...empty, ...cleanFields(fields), changed: now, deleted: null };
}

/** @param {Product[]} products @returns {Product[]} without deleted ones */
export const present = (products) => products.filter(({ deleted }) => deleted === null);

/**
 * @param {Product[]} products with deleted ones
 * @returns {(id: string) => Product | undefined} the product of an id, or the one that it was merged into; undefined: it is gone
 */
export function productFinder(products) {
  const byId = new Map(products.map((each) => [each.id, each]));
  return (id) => {
    const seen = new Set();
    let product = byId.get(id);
    while (product && product.deleted !== null) {
      if (product.into === undefined || seen.has(product.id)) return undefined; // two phones may merge crosswise
      seen.add(product.id);
      product = byId.get(product.into);
    }
    return product;
  };
}

/** @param {string} gtin @returns {string} the same for 8, 12, 13 and 14 digits of one number; '': it is none */
export const gtinKey = (gtin) => (/^\d{8,14}$/.test(gtin) ? gtin.padStart(14, '0') : '');

/**
 * @param {Product[]} products
 * @param {string} gtin
 * @returns {Product | undefined} that is there: of that number, else, of a carton's number, the product that the carton is full of
 */
export function productWithGtin(products, gtin) {
  const key = gtinKey(cleanFields({ gtin }).gtin);
  if (!key) return undefined;
  const find = (/** @type {(key: string) => boolean} */ isIt) =>
    products.find((each) => each.deleted === null && isIt(gtinKey(each.gtin)));
  const exact = find((each) => each === key);
  if (exact || !/^[1-8]/.test(key)) return exact; // 9 is of cartons that differ in weight
  // Between a carton's first digit and its check digit is the number of what it contains.
  return find((each) => each.startsWith('0') && each.slice(1, 13) === key.slice(1, 13));
}

/** @param {Product} product @param {string} gtin @returns {boolean} whether it is the product's number, not one of a carton of it */
export const hasGtin = (product, gtin) => {
  const key = gtinKey(cleanFields({ gtin }).gtin);
  return key !== '' && gtinKey(product.gtin) === key;
};

/**
 * @param {Product[]} products
 * @param {string} typed words, of which each must be found; empty: all products
 * @param {(brand: string) => string} nameOfBrand by its id
 * @returns {Product[]}
 */
export function searchProducts(products, typed, nameOfBrand) {
  const words = searchKey(typed).split(' ').filter(Boolean);
  if (words.length === 0) return products;
  return products.filter((product) => {
    const { name, size, gtin, category, brand } = product;
    const text = searchKey([name, nameOfBrand(brand), size, gtin, category].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** @param {string} text @returns {string} in small letters without accents */
const searchKey = (text) =>
  nameKey(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '');

/** @param {Product} a @param {Product} b @returns {number} their order, by name and then by size */
export const byName = (a, b) =>
  a.name.localeCompare(b.name) || a.size.localeCompare(b.size, undefined, { numeric: true });

/**
 * @typedef {{ gtin: string, name: string, brand: string, size?: string }} ListedProduct of a list; `brand` by its name, may be empty
 */

/**
 * @param {Product[]} products
 * @param {(brand: string) => string} nameOfBrand by its id
 * @returns {(item: ListedProduct) => Product | undefined} the product that an item of a list is: of that GTIN, else of that name and
 *   brand; none where several are, such as sizes that the list does not tell apart
 */
export function productMatcher(products, nameOfBrand) {
  /** @type {Map<string, Product>} */
  const byGtin = new Map();
  /** @type {Map<string, Product[]>} */
  const byName = new Map();
  for (const each of present(products)) {
    const gtin = gtinKey(each.gtin);
    if (gtin) byGtin.set(gtin, each);
    // Lists without a column for sizes often have them in the name.
    for (const name of new Set([each.name, `${each.name} ${each.size}`.trim()].map(nameKey)))
      byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  return (item) => {
    const {
      gtin,
      name,
      size = '',
    } = cleanFields({ gtin: item.gtin, name: item.name, size: item.size ?? '' });
    const number = gtinKey(gtin);
    const known = byGtin.get(number);
    if (known) return known;
    const brand = nameKey(item.brand.trim());
    const same = (byName.get(nameKey(name)) ?? []).filter(
      (each) =>
        (!brand || nameKey(nameOfBrand(each.brand)) === brand) &&
        (!number || !gtinKey(each.gtin)) &&
        (!size || !each.size || nameKey(each.size) === nameKey(size)),
    );
    return same.length === 1 ? same[0] : undefined;
  };
}

/** @param {Pick<Product, 'name' | 'size'>} product @returns {string} what people call it */
export const titleOf = ({ name, size }) => [name, size].filter(Boolean).join(' ');
