/**
 * Finds the product of the catalogue that an entry of a list is: by its GTIN; else by its name, with or without the size, and its
 * brand. Pure.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {{ gtin: string, name: string, brand: string }} Entry `brand`: its name
 */
import { cleanName, nameKey } from '../brands/list.js';
import { gtinKey } from './list.js';

/**
 * @param {import('./share.js').Lists} lists
 * @returns {(entry: Entry) => Product[]} empty: it is not in the catalogue; several: the entry says no size, and there are some
 */
export function matcherOf({ brands, products }) {
  /** @type {Map<string, Product>} */
  const byGtin = new Map();
  /** @type {Map<string, Product[]>} */
  const byName = new Map();
  for (const product of products) {
    const gtin = gtinKey(product.gtin);
    if (gtin) byGtin.set(gtin, product);
    const brand = brands.get(product.brand)?.name ?? '';
    for (const name of new Set([product.name, `${product.name} ${product.size}`.trim()])) {
      const key = keyOf(brand, name);
      byName.set(key, [...(byName.get(key) ?? []), product]);
    }
  }
  return ({ gtin, name, brand }) => {
    const number = gtinKey(gtin);
    const found = byGtin.get(number);
    if (number && found) return [found];
    // With another number it is another product, whatever its name.
    return (byName.get(keyOf(brand, name)) ?? []).filter((each) => !number || !gtinKey(each.gtin));
  };
}

/** @param {string} brand @param {string} name */
const keyOf = (brand, name) => `${nameKey(cleanName(brand))}\n${nameKey(name.replace(/\s+/g, ' ').trim())}`;
