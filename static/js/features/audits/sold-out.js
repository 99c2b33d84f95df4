/**
 * What is missing at a visit, by name: must-stock products that were not found, as a person said or as every facing of the category
 * has another name; and gaps that were named otherwise.
 */
import { keyOf } from '../../audits/checklist.js';
import { shownOf } from '../../audits/stock-seen.js';
import { namedGaps } from '../../photo/gap-names.js';

/**
 * @typedef {import('../../audits/stock-check.js').CheckedItem & { seen?: import('../../audits/stock-seen.js').Seen }} CheckedItem
 * @typedef {import('../../photo/record.js').Shot} Shot
 * @typedef {{ item: CheckedItem | null, name: string, brand: string, category: string, gaps: number, by: 'person' | 'name' | 'looks' | null }} SoldOut
 *   `item`: null where it is on no list; `gaps` that were named so; `by`: who says so, see stock-seen.js
 */

/**
 * @param {CheckedItem[]} stock
 * @param {Shot[]} shots of the visit
 * @param {{ id: string, name: string }[]} categories
 * @returns {SoldOut[]} those of the list, then the others; each once
 */
export function soldOut(stock, shots, categories) {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  const gaps = shots.flatMap(({ review, categoryId = '' }) =>
    namedGaps(review).map((gap) => ({ ...gap, category: names.get(categoryId) ?? '' })),
  );
  const listed = stock.flatMap((item) => {
    const { name, brand, category, id } = item;
    const { state, by } = shownOf(item);
    const own = gaps.filter(({ itemId }) => itemId === id).length;
    return state === 'missing' ? [{ item, name, brand, category, gaps: own, by }] : [];
  });
  const known = new Set(stock.map(({ id }) => id));
  /** @type {Map<string, SoldOut>} */
  const others = new Map();
  for (const { name, category, itemId } of gaps) {
    if (itemId && known.has(itemId)) continue;
    const key = keyOf(`${category} | ${name}`);
    const found = others.get(key) ?? {
      ...{ item: null, name, brand: '', category, gaps: 0 },
      by: /** @type {const} */ ('person'),
    };
    others.set(key, { ...found, gaps: found.gaps + 1 });
  }
  return [...listed, ...others.values()];
}
