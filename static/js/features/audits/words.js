import { messages } from '../../messages.js';

/** @param {{ missing: number, unchecked: number }} gaps @returns {string[]} */
export const gapWords = ({ missing, unchecked }) => [
  ...(missing > 0 ? [messages.audits.missing(missing)] : []),
  ...(unchecked > 0 ? [messages.audits.unchecked(unchecked)] : []),
];

/**
 * What was counted so far: nothing is said of products before the first photo was.
 *
 * @param {{ photos: number, products: number, uncounted: number }} sums
 * @returns {string[]} such as ['3 photos, 152 products', '1 still to be counted']
 */
export function soFar({ photos, products, uncounted }) {
  const { audits, visits } = messages;
  const waits = uncounted > 0 ? [visits.counting(uncounted)] : [];
  return [
    photos > uncounted || photos === 0 ? audits.summary(photos, products) : audits.photoCount(photos),
    ...waits,
  ];
}

/** @param {import('./state.js').ShotCard['again']} again @returns {string[]} */
export const againWords = (again) =>
  again ? [again.isSame ? messages.visits.like(again.number) : messages.visits.shares(again.number)] : [];

/** @param {import('../../photo/range.js').Range | null} range @returns {string[]} */
export const rangeWords = (range) => (range ? [messages.check.likely(range.low, range.high)] : []);

/**
 * @param {{ products: number, facings: number, missing: number, unchecked: number }} counts
 * @returns {string} such as '152 products, 127 facings, 7 unchecked gaps'
 */
export function countWords({ products, facings, ...gaps }) {
  const { audits } = messages;
  return [
    audits.products(products),
    ...(facings < products ? [audits.facings(facings)] : []),
    ...gapWords(gaps),
  ].join(', ');
}
