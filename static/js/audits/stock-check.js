/**
 * What must be in stock at a visit, and what of it was found. It is kept with the visit, so that a later list does not change
 * an earlier visit. Pure functions.
 *
 * @typedef {'open' | 'present' | 'missing'} StockState open: nobody has looked
 *
 * @typedef {object} StockItem a product of the must-stock list
 * @property {string} id the same in each list that has the product
 * @property {string} category
 * @property {string} name
 * @property {string} brand may be empty
 * @property {string} gtin may be empty; a text, with its leading zeros
 * @property {number | null} facings how many are expected; null: nobody said
 *
 * @typedef {StockItem & { state: StockState }} CheckedItem
 * @typedef {StockItem & { storeId?: string }} ListedItem `storeId`: only that store must have it; missing: all of them
 */
import { keyOf } from './checklist.js';

/** The longest texts, in characters, the largest number, and the most items of one visit. */
export const STOCK_LIMITS = { id: 300, name: 120, brand: 80, gtin: 40, facings: 999, items: 2000 };

/**
 * What a visit has to check: as long as it is open, what the list says now, with what was checked already.
 *
 * @param {import('./record.js').Audit} audit
 * @param {ListedItem[]} list
 * @returns {CheckedItem[]} in the order of the list
 */
export function stockOf(audit, list) {
  const kept = audit.stock ?? [];
  if (audit.finished !== null) return kept; // finished, or of a time before there were visits
  if (list.length === 0) return kept; // a visit that came from another phone, which has the list
  const categories = new Set((audit.categories ?? []).map(({ name }) => keyOf(name)));
  const known = new Map(kept.map((item) => [item.id, item]));
  /** @type {Map<string, ListedItem>} */
  const byId = new Map();
  for (const item of list) {
    if (!categories.has(keyOf(item.category)) || (item.storeId && item.storeId !== audit.storeId)) continue;
    if (item.storeId || !byId.has(item.id)) byId.set(item.id, item); // what is said of this store counts
  }
  const wanted = [...byId.values()].slice(0, STOCK_LIMITS.items);
  const here = new Set(wanted.map(({ id }) => id));
  return [
    ...wanted.map(({ storeId: _, ...item }) => ({
      ...item,
      state: known.get(item.id)?.state ?? /** @type {const} */ ('open'),
    })),
    // What was looked for stays, though the list has lost it since.
    ...kept.filter(({ id, state }) => state !== 'open' && !here.has(id)),
  ].slice(0, STOCK_LIMITS.items);
}

/**
 * @template {CheckedItem} T
 * @param {T[]} items
 * @param {string} id
 * @param {StockState} state
 * @returns {T[]}
 */
export const checked = (items, id, state) =>
  items.map((item) => (item.id === id && item.state !== state ? { ...item, state } : item));

/**
 * @template {{ category: string }} T
 * @param {T[]} items
 * @param {string} category a name
 * @returns {T[]}
 */
export const inCategory = (items, category) =>
  items.filter((item) => keyOf(item.category) === keyOf(category));

/**
 * Joins what two tabs have checked: what this one has changed, and otherwise what is stored by now.
 *
 * @param {CheckedItem[]} mine
 * @param {CheckedItem[]} before as this tab found them
 * @param {CheckedItem[]} stored as they are now
 * @returns {CheckedItem[]}
 */
export function mergeStock(mine, before, stored) {
  const found = new Map(before.map((item) => [item.id, item.state]));
  const now = new Map(stored.map((item) => [item.id, item]));
  const here = new Set(mine.map(({ id }) => id));
  const merged = mine.map((item) => {
    const isMine = (found.get(item.id) ?? 'open') !== item.state;
    return isMine ? item : { ...item, state: now.get(item.id)?.state ?? item.state };
  });
  return [...merged, ...stored.filter(({ id, state }) => state !== 'open' && !here.has(id))].slice(
    0,
    STOCK_LIMITS.items,
  );
}
