/**
 * @typedef {import('./list.js').Product} Product
 * @typedef {import('./list.js').ProductFields} ProductFields
 */
import { cleanFields, newProduct, PRODUCT_LIMITS, present, productMatcher } from './list.js';

/**
 * Brings in the lines of a list. A product that is here already gets what the list says of it besides; what the list does not say
 * stays.
 *
 * @param {Product[]} stored with deleted ones
 * @param {ProductFields[]} rows `brand` is an id
 * @param {number} now
 * @returns {{ put: Product[], added: number, changed: number, full: number }} new and changed products; `full`: for so many there
 *   was no room
 */
export function importedRows(stored, rows, now) {
  const find = productMatcher(stored, (id) => id);
  let room = PRODUCT_LIMITS.count - present(stored).length;
  /** @type {Map<string, Product>} */
  const put = new Map();
  const counts = { added: 0, changed: 0, full: 0 };
  for (const row of rows) {
    const { gtin, name, brand, category, size } = cleanFields(row);
    const entries = Object.entries({ gtin, name, brand, category, size }).filter(([, text]) => text !== '');
    const found = find({ gtin, name, brand, size });
    const known = found && (put.get(found.id) ?? found);
    if (known) {
      if (entries.every(([key, text]) => known[/** @type {keyof ProductFields} */ (key)] === text)) continue;
      if (!put.has(known.id)) counts.changed += 1;
      const changed = Math.max(now, known.changed + 1);
      put.set(known.id, { ...known, ...Object.fromEntries(entries), changed });
    } else if (room <= 0) counts.full += 1;
    else {
      room -= 1;
      counts.added += 1;
      const product = newProduct(Object.fromEntries(entries), now);
      put.set(product.id, product);
    }
  }
  return { put: [...put.values()], ...counts };
}
