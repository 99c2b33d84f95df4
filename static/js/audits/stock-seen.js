/**
 * What the names on photos say of the products that must be in stock. A person's own answer is kept apart, and always counts.
 * Nothing of this is stored: it follows from the photos. Pure functions.
 *
 * @typedef {import('./stock-check.js').CheckedItem} CheckedItem
 * @typedef {import('../brands/share.js').PhotoParts} PhotoParts
 * @typedef {import('../products/share.js').ProductShare} ProductShare
 * @typedef {import('../products/share.js').Lists} Lists
 *
 * @typedef {'open' | 'present' | 'missing' | 'unsure'} SeenState unsure: it was not seen, but there is more on the photos than is
 *   named; open: nobody has looked
 * @typedef {object} Seen
 * @property {SeenState} state
 * @property {'name' | 'looks' | null} by whether it rests on what persons have named, or on what was recognised by its looks
 * @property {number} facings of it on photos
 *
 * @typedef {CheckedItem & { seen: Seen }} SeenItem
 * @typedef {{ state: SeenState, by: 'person' | 'name' | 'looks' | null }} Shown `by`: who says so; person: who checked the list
 */
import { productMatcher } from '../products/list.js';
import { productShareOf } from '../products/share.js';
import { keyOf } from './checklist.js';

/** @type {Seen} */
const notLooked = { state: 'open', by: null, facings: 0 };

/**
 * @param {CheckedItem[]} items
 * @param {{ category: string, parts: PhotoParts | null }[]} photos of the visit; `category`: its name; `parts` null: not counted
 * @param {Lists} lists
 * @returns {SeenItem[]}
 */
export function seenStock(items, photos, lists) {
  const counted = photos.map(({ parts }) => parts).filter((parts) => parts !== null);
  const all = productShareOf(counted, lists);
  if (items.length === 0 || all.products.length === 0)
    return items.map((item) => ({ ...item, seen: notLooked }));
  const found = new Map(all.products.map((part) => [part.product.id, part]));
  const match = productMatcher(lists.products, (brand) => lists.brands.get(brand)?.name ?? '');
  /** @type {Map<string, Looked>} */
  const byCategory = new Map();
  return items.map((item) => {
    const product = match(item);
    const part = found.get(product?.id ?? '');
    if (part) {
      const by = part.byPerson > 0 ? 'name' : 'looks';
      return { ...item, seen: { state: 'present', by, facings: part.facings } };
    }
    const key = keyOf(item.category);
    const looked = byCategory.get(key) ?? lookedAt(photos, key, lists);
    byCategory.set(key, looked);
    return { ...item, seen: notSeen(looked, product !== undefined) };
  });
}

/** @typedef {{ share: ProductShare, isWhole: boolean }} Looked `isWhole`: all photos of the category are counted */

/** @param {{ category: string, parts: PhotoParts | null }[]} photos @param {string} key @param {Lists} lists @returns {Looked} */
function lookedAt(photos, key, lists) {
  const own = photos.filter(({ category }) => keyOf(category) === key);
  const counted = own.map(({ parts }) => parts).filter((parts) => parts !== null);
  return { share: productShareOf(counted, lists), isWhole: counted.length === own.length };
}

/**
 * @param {Looked} looked in the category of a product that is not on any photo
 * @param {boolean} isKnown whether it is in the catalogue: else its looks cannot be known
 * @returns {Seen}
 */
function notSeen({ share, isWhole }, isKnown) {
  if (share.products.length === 0) return notLooked;
  const isAllNamed = isWhole && share.notNamed === 0;
  const byLooks = share.products.some((part) => part.byLooks > 0);
  if (isAllNamed && (isKnown || !byLooks))
    return { state: 'missing', by: byLooks ? 'looks' : 'name', facings: 0 };
  return isKnown || isAllNamed ? { ...notLooked, state: 'unsure' } : notLooked;
}

/** @param {CheckedItem & { seen?: Seen }} item @returns {Shown} */
export function shownOf({ state, seen = notLooked }) {
  return state === 'open' ? { state: seen.state, by: seen.by } : { state, by: 'person' };
}

/**
 * @param {(CheckedItem & { seen?: Seen })[]} items
 * @returns {{ all: number, missing: number, unsure: number, open: number }}
 */
export function stockSums(items) {
  const states = items.map((item) => shownOf(item).state);
  const count = (/** @type {SeenState} */ of) => states.filter((state) => state === of).length;
  return { all: items.length, missing: count('missing'), unsure: count('unsure'), open: count('open') };
}
