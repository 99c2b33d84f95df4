/**
 * Facings, and the width that they take, by product. What nobody has named is never taken for another product: it stays a number
 * of its own, so that all of them add up to the facings that were counted.
 *
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('../brands/list.js').Brand} Brand
 * @typedef {import('../brands/share.js').Part} Part
 * @typedef {Part & { product: Product, brand: Brand | null, byPerson: number, byLooks: number }} ProductPart `byPerson` and
 *   `byLooks`: facings by who says which product they are
 * @typedef {Part & { brand: Brand }} BrandOnly facings of which the brand alone is known
 *
 * @typedef {object} ProductShare
 * @property {Part} all
 * @property {ProductPart[]} products those that have facings, the one with the most first
 * @property {BrandOnly[]} brandsOnly
 * @property {Part} unknown neither product nor brand is known
 * @property {number} notNamed facings without a product
 */
import { whatIs } from '../brands/said.js';
import { byMost, noPart, sum } from '../brands/share.js';
import { present, productFinder } from './list.js';

/**
 * The lists of this device, by which names are read.
 * @typedef {import('../brands/said.js').Lists<Product> & { products: Product[] }} Lists `products` that are there
 */

/**
 * @param {Brand[]} brands
 * @param {Product[]} products of the catalogue, with deleted ones
 * @returns {Lists}
 */
export const listsOf = (brands, products) => ({
  brands: new Map(brands.map((brand) => [brand.id, brand])),
  products: present(products),
  find: productFinder(products),
});

/**
 * @param {import('../brands/share.js').PhotoParts[]} photos that were counted
 * @param {import('../brands/said.js').Lists<Product>} lists
 * @returns {ProductShare}
 */
export function productShareOf(photos, lists) {
  /** @type {Map<string, ProductPart>} */
  const byProduct = new Map();
  /** @type {Map<string, BrandOnly>} */
  const byBrand = new Map();
  let [all, unknown] = [noPart, noPart];
  for (const part of photos.flat()) {
    const { product, brand, by } = whatIs(part, lists);
    all = sum(all, part);
    if (product) {
      const before = byProduct.get(product.id) ?? { ...noPart, byPerson: 0, byLooks: 0 };
      byProduct.set(product.id, {
        ...{ product, brand: lists.brands.get(product.brand) ?? null, ...sum(before, part) },
        byPerson: before.byPerson + (by === 'person' ? part.facings : 0),
        byLooks: before.byLooks + (by === 'looks' ? part.facings : 0),
      });
    } else if (brand) byBrand.set(brand.id, { brand, ...sum(byBrand.get(brand.id) ?? noPart, part) });
    else unknown = sum(unknown, part);
  }
  const brandsOnly = [...byBrand.values()].sort((a, b) => byMost(withName(a, a.brand), withName(b, b.brand)));
  return {
    ...{ all, unknown, brandsOnly },
    products: [...byProduct.values()].sort((a, b) => byMost(withName(a, a.product), withName(b, b.product))),
    notNamed: unknown.facings + brandsOnly.reduce((total, { facings }) => total + facings, 0),
  };
}

/** @param {Part} part @param {{ name: string }} of */
const withName = ({ facings, width }, { name }) => ({ facings, width, name });

/**
 * @param {import('../photo/names.js').NamedReview} review
 * @returns {boolean} whether a product may be named on it: without one, no catalogue is needed
 */
export const hasProducts = ({ names = {}, recognised }) =>
  recognised !== undefined || Object.values(names).some(({ product }) => product !== undefined);

/** @param {ProductShare} share @returns {boolean} whether any product is named: otherwise there is nothing to say by product */
export const isByProduct = ({ products }) => products.length > 0;

/**
 * @typedef {object} BrandGroup
 * @property {Brand | null} brand null: products of no brand
 * @property {Part} part
 * @property {ProductPart[]} products
 * @property {Part} rest its facings of which the product is not known
 */

/**
 * @param {ProductShare} share
 * @returns {BrandGroup[]} what is known of each brand, the one with the most first; with `unknown` they add up to all
 */
export function byBrand({ products, brandsOnly }) {
  /** @type {Map<string, BrandGroup>} */
  const groups = new Map();
  const add = (/** @type {Brand | null} */ brand, /** @type {Part} */ part) => {
    const found = groups.get(brand?.id ?? '');
    const group = found ?? { brand, part: noPart, products: [], rest: noPart };
    group.part = sum(group.part, part);
    groups.set(brand?.id ?? '', group);
    return group;
  };
  for (const part of products) add(part.brand, part).products.push(part);
  for (const part of brandsOnly) add(part.brand, part).rest = sum(noPart, part);
  return [...groups.values()].sort((a, b) =>
    byMost(withName(a.part, { name: a.brand?.name ?? '' }), withName(b.part, { name: b.brand?.name ?? '' })),
  );
}

/** What must be known of two visits before they are compared by product: this part of the facings of each. */
const NAMED_ENOUGH = 0.8;

/** @param {ProductShare} share @returns {boolean} whether so much of it is named that what is not there is said to be missing */
export const isNamedEnough = ({ all, notNamed }) =>
  all.facings > 0 && all.facings - notNamed >= NAMED_ENOUGH * all.facings;

/**
 * @typedef {'new' | 'gone' | 'more' | 'fewer' | 'same'} Change
 * @typedef {{ product: Product, brand: Brand | null, now: number, before: number, change: Change }} ProductDifference facings
 */

/**
 * @param {ProductShare} now
 * @param {ProductShare} before the same category of an earlier visit
 * @returns {ProductDifference[] | null} those of now, then those that are gone; null: too little is named in one of them to tell
 */
export function productDifferences(now, before) {
  if (!isNamedEnough(now) || !isNamedEnough(before)) return null;
  const then = new Map(before.products.map((part) => [part.product.id, part]));
  const here = new Set(now.products.map(({ product }) => product.id));
  return [
    ...now.products.map(({ product, brand, facings }) => {
      const earlier = then.get(product.id)?.facings ?? 0;
      return { product, brand, now: facings, before: earlier, change: changeOf(facings, earlier) };
    }),
    ...before.products
      .filter(({ product }) => !here.has(product.id))
      .map(({ product, brand, facings }) => ({
        ...{ product, brand, now: 0, before: facings },
        change: changeOf(0, facings),
      })),
  ];
}

/** @param {number} now @param {number} before @returns {Change} */
function changeOf(now, before) {
  if (before === 0) return 'new';
  if (now === 0) return 'gone';
  if (now === before) return 'same';
  return now > before ? 'more' : 'fewer';
}
