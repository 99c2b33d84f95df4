/**
 * What a report counts: numbers of photos, of categories and of whole visits, and what two visits have in common. Pure
 * functions. A photo that is not counted adds to no number, and is told apart.
 *
 * @typedef {import('../../audits/record.js').Audit} Audit
 * @typedef {import('../../audits/record.js').Shot} Shot
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('../../photo/range.js').Range} Range
 *
 * @typedef {object} PhotoFacts
 * @property {Shot} shot
 * @property {number} number in its visit, from 1
 * @property {'counted' | 'waiting' | 'failed'} state
 * @property {number} products as all numbers, 0 where it is not counted
 * @property {Range | null} range
 * @property {number} facings
 * @property {number} missing gaps of which a person said that a product is missing there
 * @property {number} unchecked gaps that nobody has judged
 * @property {import('../../brands/share.js').PhotoParts} parts its facings by what is said of them; none where it is not counted
 *
 * @typedef {object} Sums
 * @property {number} photos
 * @property {number} uncounted photos that add to no number
 * @property {number} products
 * @property {Range | null} range of all of them; null: it is the number, or nobody knows
 * @property {number} facings
 * @property {number} missing
 * @property {number} unchecked
 *
 * @typedef {'products' | 'facings' | 'missing'} Compared
 * @typedef {Record<Compared, number>} Difference now less before
 */
import { categoriesOf, isOpen } from '../../audits/record.js';
import { partsOf } from '../../brands/share.js';
import { countsOf } from '../../photo/counts.js';
import { openRange, rangeOf, rangeOfAll } from '../../photo/range.js';
import { shelvesOf, standingOf } from '../../photo/shelves.js';

/** @param {Shot} shot @param {number} number @returns {PhotoFacts} */
export function photoFacts(shot, number) {
  if (shot.uncounted) {
    const state = shot.uncounted.failure ? 'failed' : 'waiting';
    const none = { products: 0, range: null, facings: 0, missing: 0, unchecked: 0, parts: [] };
    return { shot, number, state, ...none };
  }
  const { review } = shot;
  const shelves = shelvesOf(review);
  const { products, missing } = countsOf(review);
  return {
    ...{ shot, number, state: 'counted', products, missing },
    range: openRange(rangeOf(review)),
    facings: standingOf(shelves).facings,
    unchecked: shelves.unchecked.length,
    parts: partsOf(shelves, review),
  };
}

/** @param {PhotoFacts[]} photos @returns {Sums} */
export function sumsOf(photos) {
  const counted = photos.filter(({ state }) => state === 'counted');
  const sum = (/** @type {Compared | 'unchecked'} */ key) =>
    counted.reduce((total, each) => total + each[key], 0);
  const isWhole = counted.length === photos.length;
  return {
    photos: photos.length,
    uncounted: photos.length - counted.length,
    products: sum('products'),
    range: isWhole ? openRange(rangeOfAll(counted.map(({ shot }) => shot.review))) : null,
    facings: sum('facings'),
    missing: sum('missing'),
    unchecked: sum('unchecked'),
  };
}

/** @param {string} name @returns {string} by which two names are the same to a person */
export const nameKey = (name) => name.normalize('NFKC').toLocaleLowerCase().trim();

/**
 * The last finished visit to the same store before a visit.
 *
 * @param {Audit} audit
 * @param {AuditWithShots[]} all
 * @returns {AuditWithShots | null} one with photos
 */
export function earlierVisit(audit, all) {
  const before = all.filter(
    ({ audit: other, shots }) =>
      other.id !== audit.id &&
      other.copyOf !== audit.id &&
      other.created < audit.created &&
      !isOpen(other) &&
      shots.length > 0 &&
      isSameStore(audit, other),
  );
  return before.toSorted((a, b) => b.audit.created - a.audit.created)[0] ?? null;
}

/** @param {Audit & { storeId?: string }} a @param {Audit & { storeId?: string }} b */
function isSameStore(a, b) {
  if (a.storeId && b.storeId) return a.storeId === b.storeId;
  return nameKey(a.store) !== '' && nameKey(a.store) === nameKey(b.store);
}

/**
 * The photos of a visit by its categories; those of none come last.
 *
 * @param {Audit} audit
 * @param {PhotoFacts[]} photos
 * @returns {{ category: import('../../audits/checklist.js').Category | null, photos: PhotoFacts[] }[]} `category` is null for
 *   photos that are in none
 */
export function byCategory(audit, photos) {
  const categories = categoriesOf(audit);
  const known = new Set(categories.map(({ id }) => id));
  const others = photos.filter(({ shot }) => !known.has(shot.categoryId ?? ''));
  return [
    ...categories.map((category) => ({
      category,
      photos: photos.filter(({ shot }) => shot.categoryId === category.id),
    })),
    ...(others.length > 0 ? [{ category: null, photos: others }] : []),
  ];
}

/**
 * @param {Sums} now
 * @param {Sums | null} before
 * @returns {Difference | null} null: one of them has no photos, or some that are not counted
 */
export function differenceOf(now, before) {
  const isKnown = (/** @type {Sums} */ { photos, uncounted }) => photos > 0 && uncounted === 0;
  if (!before || !isKnown(now) || !isKnown(before)) return null;
  const { products, facings, missing } = now;
  return {
    products: products - before.products,
    facings: facings - before.facings,
    missing: missing - before.missing,
  };
}
