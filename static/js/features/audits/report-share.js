/**
 * Shares of shelf in a report, by facings: ours, others, and what nobody has named.
 *
 * @typedef {{ name: string, share: number }} Share 0..1
 */
import { isNamed, partsOf, shareOf } from '../../brands/share.js';
import { shelvesOf } from '../../photo/shelves.js';

/**
 * @param {import('../../audits/record.js').Shot[]} shots counted photos of one category
 * @param {import('../../brands/list.js').Brand[]} brands of the person's list
 * @param {{ ours: string, others: string, unnamed: string }} words
 * @returns {Share[]} empty: nobody has said whose the products are
 */
export function sharesOf(shots, brands, words) {
  const parts = shots.map(({ review }) => partsOf(shelvesOf(review), review.names));
  const share = shareOf(parts, brands);
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
