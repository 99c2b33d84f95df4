/**
 * Share of shelf: which part of the facings, and of the width that they take, a brand has. Stacked products are no facings, so
 * they have no share. What nobody has named is a group of its own: it is never taken for another brand.
 *
 * Widths are measured in shelf rows, so that photos from near and from far add up: 1 is what the facings of an average row of
 * that photo take, side by side. Within a photo, shares by width are those of the pixels.
 *
 * @typedef {import('./list.js').Brand} Brand
 * @typedef {import('./said.js').Said} Said
 * @typedef {{ facings: number, width: number }} Part `width` in shelf rows
 * @typedef {Said & Part} SaidPart facings of which the same is said
 * @typedef {SaidPart[]} PhotoParts they do not depend on any list, so they are derived once for each state of a photo
 * @typedef {Part & { brand: Brand }} BrandPart
 *
 * @typedef {object} Share
 * @property {Part} all
 * @property {Part} own of our brands
 * @property {Part} others
 * @property {Part} unnamed nobody knows whose
 * @property {BrandPart[]} brands those that have facings, the one with the most first
 */
import { widthOf } from '../geometry/boxes.js';
import { facingsIn } from '../photo/shelves.js';
import { saidOf, whatIs } from './said.js';

/** @type {Part} */
export const noPart = { facings: 0, width: 0 };

/** @param {Part} a @param {Part} b @returns {Part} */
export const sum = (a, b) => ({ facings: a.facings + b.facings, width: a.width + b.width });

/** @param {Part & { name: string }} a @param {Part & { name: string }} b what has the most comes first */
export const byMost = (a, b) => b.facings - a.facings || b.width - a.width || (a.name < b.name ? -1 : 1);

/**
 * @param {import('../photo/shelves.js').Shelves} shelves of a photo
 * @param {import('./said.js').NamedReview} review what is said of its boxes
 * @returns {PhotoParts}
 */
export function partsOf(shelves, review) {
  const facings = facingsIn(shelves).map((i) => shelves.boxes[i]);
  const total_px = facings.reduce((all, { box }) => all + widthOf(box), 0);
  const row_px = total_px / Math.max(1, shelves.rows.length);
  /** @type {Map<string, SaidPart>} */
  const parts = new Map();
  for (const { key, box } of facings) {
    const said = saidOf(review, key);
    const group = `${said.brand}\n${said.product}\n${said.seen}`;
    const part = sum(parts.get(group) ?? noPart, { facings: 1, width: widthOf(box) / row_px });
    parts.set(group, { ...said, ...part });
  }
  return [...parts.values()];
}

/**
 * @param {PhotoParts[]} photos that were counted
 * @param {Brand[]} brands of the person's list; what has the name of another one counts as unnamed
 * @param {import('../photo/names.js').FindProduct} [find] in the catalogue: what is named by a product has its brand
 * @returns {Share}
 */
export function shareOf(photos, brands, find = () => undefined) {
  const lists = { brands: new Map(brands.map((brand) => [brand.id, brand])), find };
  /** @type {Map<string, BrandPart>} */
  const byBrand = new Map();
  let unnamed = noPart;
  for (const part of photos.flat()) {
    const { brand } = whatIs(part, lists);
    if (brand) byBrand.set(brand.id, { brand, ...sum(byBrand.get(brand.id) ?? noPart, part) });
    else unnamed = sum(unnamed, part);
  }
  const parts = [...byBrand.values()].sort((a, b) =>
    byMost({ ...a, name: a.brand.name }, { ...b, name: b.brand.name }),
  );
  const of = (/** @type {boolean} */ own) =>
    parts.filter(({ brand }) => brand.own === own).reduce((all, part) => sum(all, part), noPart);
  const [own, others] = [of(true), of(false)];
  return { all: sum(sum(own, others), unnamed), own, others, unnamed, brands: parts };
}

/** @param {Share} share @returns {boolean} whether anything is named: otherwise there is no share to speak of */
export const isNamed = ({ brands }) => brands.length > 0;

/**
 * Whole per cent that add up to 100, by the largest remainders.
 *
 * @param {number[]} values not negative
 * @returns {number[]} all 0 if the values are
 */
export function percentsOf(values) {
  const total = values.reduce((all, value) => all + value, 0);
  if (total === 0) return values.map(() => 0);
  const exact = values.map((value) => (100 * value) / total);
  const percents = exact.map(Math.floor);
  const left = 100 - percents.reduce((all, value) => all + value, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, remainder: value - percents[i] }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const { i } of byRemainder.slice(0, left)) percents[i] += 1;
  return percents;
}
