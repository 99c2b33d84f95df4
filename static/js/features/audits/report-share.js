/**
 * Shares of shelf in a report, by facings: ours, others, and what nobody has named; and by product, against an earlier visit.
 *
 * @typedef {{ name: string, share: number }} Share 0..1
 * @typedef {import('../../products/share.js').ProductShare} ProductShare
 * @typedef {import('../../products/share.js').ProductDifference} ProductDifference
 * @typedef {import('../../products/share.js').Lists} Lists
 *
 * @typedef {object} ByProduct
 * @property {ProductShare} share
 * @property {Map<string, ProductDifference> | null} differences by the ids of products, also of those that are gone; null: not
 *   compared
 * @property {boolean} isPartly whether some facings of one of the two have no name
 * @property {boolean} isUnknown whether there is an earlier visit with which it is not compared, as too little is named
 */
import { isNamed, shareOf } from '../../brands/share.js';
import { isByProduct, productDifferences, productShareOf } from '../../products/share.js';

/**
 * @param {import('./report-facts.js').PhotoFacts[]} photos of one category, those that are counted
 * @param {Lists} lists
 * @param {{ ours: string, others: string, unnamed: string }} words
 * @returns {Share[]} empty: nobody has said whose the products are
 */
export function sharesOf(photos, { brands, find }, words) {
  const parts = photos.map((photo) => photo.parts);
  const share = shareOf(parts, [...brands.values()], find);
  if (!isNamed(share)) return [];
  const { all, own, others, unnamed } = share;
  const line = (
    /** @type {string} */ name,
    /** @type {import('../../brands/share.js').Part} */ { facings },
  ) => ({
    name,
    share: facings / all.facings,
  });
  return [
    line(words.ours, own),
    line(words.others, others),
    ...(unnamed.facings > 0 ? [line(words.unnamed, unnamed)] : []),
  ];
}

/**
 * @param {import('./report-facts.js').PhotoFacts[]} photos of one category
 * @param {import('./report-facts.js').PhotoFacts[]} before those of an earlier visit
 * @param {Lists} lists
 * @returns {ByProduct | null} null: neither a product nor a brand is named
 */
export function byProductOf(photos, before, lists) {
  const share = productShareOf(
    photos.map(({ parts }) => parts),
    lists,
  );
  const earlier = productShareOf(
    before.map(({ parts }) => parts),
    lists,
  );
  const hasNames = isByProduct(share) || share.brandsOnly.length > 0;
  if (!hasNames && !isByProduct(earlier)) return null;
  // With a photo that is not counted, what is not there may be on it.
  const isWhole = [...photos, ...before].every(({ state }) => state === 'counted');
  const found = isWhole && before.length > 0 ? productDifferences(share, earlier) : null;
  return {
    share,
    differences: found && new Map(found.map((each) => [each.product.id, each])),
    isPartly: share.notNamed + earlier.notNamed > 0,
    isUnknown: isWhole && before.length > 0 && isByProduct(earlier) && found === null,
  };
}
