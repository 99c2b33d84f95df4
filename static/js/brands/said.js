/**
 * What is said of a box, and what it is by the lists of this device: names.js has the rules.
 *
 * @typedef {import('./list.js').Brand} Brand
 * @typedef {import('../photo/names.js').NamedReview} NamedReview
 * @typedef {{ id: string, brand: string }} OfBrand a product, with the id of its brand; empty: of none
 *
 * @typedef {object} Said by ids; empty: nothing
 * @property {string} brand as a person said
 * @property {string} product as a person said
 * @property {string} seen product that was recognised by its looks, unless a person said that it is not that one
 */
import { brandOfBox, productOf } from '../photo/names.js';

/**
 * @template {OfBrand} P
 * @typedef {{ brands: Map<string, Brand>, find: (id: string) => P | undefined }} Lists brands by id; `find`: see FindProduct
 */

/**
 * @template {OfBrand} P
 * @typedef {{ brand: Brand | null, product: P | null, by: 'person' | 'looks' | null }} Identity `by`: who says which product it is
 */

/** @param {NamedReview} review @param {string} key of a box @returns {Said} */
export function saidOf({ names, recognised }, key) {
  const { brand = '', product = '', not } = names?.[key] ?? {};
  const seen = recognised?.[key]?.product ?? '';
  return { brand, product, seen: not?.includes(seen) ? '' : seen };
}

/**
 * @template {OfBrand} P
 * @param {Said} said
 * @param {Lists<P>} lists what is in neither of them is unknown
 * @returns {Identity<P>}
 */
export function whatIs({ brand, product, seen }, { brands, find }) {
  const review = {
    names: { it: { ...(brand ? { brand } : {}), ...(product ? { product } : {}) } },
    ...(seen ? { recognised: { it: { product: seen, score: 1 } } } : {}),
  };
  const id = productOf(review, 'it', find);
  return {
    brand: brands.get(brandOfBox(review, 'it', find)) ?? null,
    product: (id !== null && find(id)) || null,
    by: id === null ? null : find(product)?.id === id ? 'person' : 'looks',
  };
}
