/**
 * The table of facings by product. A row for each product in each category of each visit in which any is named, one for the rest of
 * each brand, and one for what is not named at all: so the facings and the widths of a category add up. A product that is gone since
 * the last visit has a row without facings.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('../../products/share.js').Change} Change
 *
 * @typedef {object} ProductRow
 * @property {PlannedAudit['audit']} audit
 * @property {string} category its name; empty: photos without one
 * @property {import('../../products/list.js').Product | null} product null: not named
 * @property {import('../../brands/list.js').Brand | null} brand null: not known, or none
 * @property {import('../../brands/share.js').Part} part
 * @property {import('../../brands/share.js').Part} all of the category
 * @property {number} byPerson facings
 * @property {number} byLooks facings
 * @property {{ before: number, change: Change } | null} difference null: not compared
 * @property {number | null} compared products by which the category is compared; null: it is not
 * @property {number} photos of the category that were counted
 * @property {number} uncounted that were not
 */
import { categoriesOf } from '../../audits/record.js';
import { partsOf } from '../../brands/share.js';
import { shelvesOf } from '../../photo/shelves.js';
import { hasProducts, isByProduct, productDifferences, productShareOf } from '../../products/share.js';
import { nameKey } from './report-facts.js';

/** @type {import('../../export/tables.js').Table<PlannedAudit[], ProductRow>} */
export const products = {
  name: 'products',
  isOptional: true,
  columns: () => [
    { key: 'audit_id', value: ({ audit }) => audit.id },
    { key: 'store', value: ({ audit }) => audit.store },
    { key: 'store_id', value: ({ audit }) => audit.storeId ?? null },
    { key: 'place', value: ({ audit }) => audit.place },
    { key: 'category', value: ({ category }) => category },
    { key: 'product', value: ({ product }) => product?.name ?? '' },
    { key: 'brand', value: ({ brand }) => brand?.name ?? '' },
    { key: 'size', value: ({ product }) => product?.size ?? '' },
    { key: 'gtin', value: ({ product }) => product?.gtin ?? '' },
    { key: 'facings', value: ({ part }) => part.facings },
    { key: 'facings_share', value: ({ part, all }) => share(part.facings, all.facings) },
    { key: 'width', value: ({ part }) => short(part.width) },
    { key: 'width_share', value: ({ part, all }) => share(part.width, all.width) },
    { key: 'named_by_person', value: ({ byPerson }) => byPerson },
    { key: 'named_by_looks', value: ({ byLooks }) => byLooks },
    { key: 'not_named', value: ({ part, product }) => (product ? 0 : part.facings) },
    { key: 'facings_before', value: ({ difference }) => difference?.before ?? null },
    { key: 'change', value: ({ difference }) => difference?.change ?? null },
    { key: 'compared_products', value: ({ compared }) => compared },
    { key: 'photos', value: ({ photos }) => photos },
    { key: 'photos_not_counted', value: ({ uncounted }) => uncounted },
    { key: 'product_id', value: ({ product }) => product?.id ?? '' },
  ],
  rows: (audits) => audits.flatMap(rowsOf),
};

/** @param {PlannedAudit} planned @returns {import('../../audits/json.js').ProductSum[]} the same for programs */
export const productSums = (planned) =>
  rowsOf(planned).map(({ category, product, brand, part, byPerson, byLooks, difference }) => ({
    ...{ category, product: product?.id ?? null, brand: brand?.id ?? null },
    ...{ facings: part.facings, width: short(part.width), byPerson, byLooks },
    ...(difference ? { before: difference.before, change: difference.change } : {}),
  }));

/** @param {PlannedAudit} planned @returns {ProductRow[]} */
function rowsOf({ audit, shots, lists, earlier }) {
  if (!shots.some(({ named }) => [...named.values()].some(({ product }) => product))) return [];
  const before = earlierParts(earlier);
  return byCategory(
    audit,
    shots.map(({ shot, parts }) => ({ shot, parts })),
  ).flatMap(({ name, photos }) => {
    const counted = photos.filter(({ shot }) => !shot.uncounted);
    const now = productShareOf(
      counted.map(({ parts }) => parts),
      lists,
    );
    const then = before.get(nameKey(name)) ?? null;
    const isWhole = counted.length === photos.length && then !== null;
    const found = isWhole ? productDifferences(now, productShareOf(then, lists)) : null;
    if (!isByProduct(now) && !found) return [];
    const differences = new Map((found ?? []).map((each) => [each.product.id, each]));
    const { all, brandsOnly, unknown } = now;
    const category = {
      ...{ audit, category: name, all, photos: counted.length, uncounted: photos.length - counted.length },
      compared: found?.length ?? null,
    };
    const none = { product: null, brand: null, byPerson: 0, byLooks: 0, difference: null };
    const gone = [...differences.values()].filter(({ change }) => change === 'gone');
    return [
      ...now.products.map(({ product, brand, byPerson, byLooks, ...part }) => {
        const difference = differences.get(product.id) ?? null;
        return { ...category, product, brand, byPerson, byLooks, part, difference };
      }),
      ...brandsOnly.map(({ brand, ...part }) => ({ ...category, ...none, brand, part })),
      ...(unknown.facings > 0 ? [{ ...category, ...none, part: unknown }] : []),
      ...gone.map((difference) => ({
        ...{ ...category, ...none, product: difference.product, brand: difference.brand },
        ...{ part: { facings: 0, width: 0 }, difference },
      })),
    ];
  });
}

/**
 * @template {{ shot: import('../../audits/record.js').Shot }} T
 * @param {PlannedAudit['audit']} audit
 * @param {T[]} photos
 * @returns {{ name: string, photos: T[] }[]} those without a category last, without a name
 */
function byCategory(audit, photos) {
  const categories = categoriesOf(audit);
  const known = new Set(categories.map(({ id }) => id));
  return [
    ...categories.map(({ id, name }) => ({
      name,
      photos: photos.filter(({ shot }) => shot.categoryId === id),
    })),
    { name: '', photos: photos.filter(({ shot }) => !known.has(shot.categoryId ?? '')) },
  ];
}

/**
 * @param {PlannedAudit['earlier']} earlier
 * @returns {Map<string, import('../../brands/share.js').PhotoParts[]>} by the names of categories of which all photos are counted
 */
function earlierParts(earlier) {
  // Nothing is derived from photos of a visit that knows no products.
  if (!earlier?.shots.some(({ review }) => hasProducts(review))) return new Map();
  const photos = earlier.shots.map((shot) => ({ shot }));
  return new Map(
    byCategory(earlier.audit, photos)
      .filter((group) => group.photos.length > 0 && group.photos.every(({ shot }) => !shot.uncounted))
      .map(({ name, photos: own }) => [
        nameKey(name),
        own.map(({ shot: { review } }) => partsOf(shelvesOf(review), review)),
      ]),
  );
}

/** Thousandths of what is a part of a whole or a number of rows. @param {number} value */
const short = (value) => Math.round(1000 * value) / 1000;

/** @param {number} part @param {number} all */
const share = (part, all) => (all > 0 ? short(part / all) : null);
