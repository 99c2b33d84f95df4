/**
 * Share of shelf: which part of the facings, and of the width that they take, a brand has. Stacked products are no facings, so
 * they have no share. What nobody has named is a group of its own: it is never taken for another brand.
 *
 * Widths are measured in shelf rows, so that photos from near and from far add up: 1 is what the facings of an average row of
 * that photo take, side by side. Within a photo, shares by width are those of the pixels.
 *
 * @typedef {import('./list.js').Brand} Brand
 * @typedef {import('../photo/names.js').BoxNames} BoxNames
 * @typedef {{ facings: number, width: number }} Part `width` in shelf rows
 * @typedef {Map<string, Part>} PhotoParts by the id of the brand; '' for what nobody has named
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

/** @type {Part} */
const none = { facings: 0, width: 0 };

/** @param {Part} a @param {Part} b @returns {Part} */
const sum = (a, b) => ({ facings: a.facings + b.facings, width: a.width + b.width });

/**
 * @param {import('../photo/shelves.js').Shelves} shelves of a photo
 * @param {BoxNames} [names]
 * @returns {PhotoParts}
 */
export function partsOf(shelves, names = {}) {
  const facings = facingsIn(shelves).map((i) => shelves.boxes[i]);
  const total_px = facings.reduce((all, { box }) => all + widthOf(box), 0);
  const row_px = total_px / Math.max(1, shelves.rows.length);
  /** @type {PhotoParts} */
  const parts = new Map();
  for (const { key, box } of facings) {
    const brand = names[key]?.brand ?? '';
    parts.set(brand, sum(parts.get(brand) ?? none, { facings: 1, width: widthOf(box) / row_px }));
  }
  return parts;
}

/**
 * @param {PhotoParts[]} photos that were counted
 * @param {Brand[]} brands of the person's list; what has the name of another one counts as unnamed
 * @returns {Share}
 */
export function shareOf(photos, brands) {
  const known = new Map(brands.map((brand) => [brand.id, brand]));
  /** @type {Map<string, BrandPart>} */
  const byBrand = new Map();
  let unnamed = none;
  for (const [id, part] of photos.flatMap((parts) => [...parts])) {
    const brand = known.get(id);
    if (brand) byBrand.set(id, { brand, ...sum(byBrand.get(id) ?? none, part) });
    else unnamed = sum(unnamed, part);
  }
  const parts = [...byBrand.values()].sort(
    (a, b) => b.facings - a.facings || b.width - a.width || (a.brand.name < b.brand.name ? -1 : 1),
  );
  const of = (/** @type {boolean} */ own) =>
    parts.filter(({ brand }) => brand.own === own).reduce((all, part) => sum(all, part), none);
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
