/** With which categories a visit could begin. Pure functions. */
import { keyOf } from '../../audits/checklist.js';
import { categoriesOf, isOpen } from '../../audits/record.js';

/** @typedef {import('../../audits/record.js').Audit} Audit */

/**
 * @param {Audit} audit
 * @param {Audit[]} visits all of them, the newest first
 * @param {import('../../audits/stock-check.js').ListedItem[]} stock
 * @returns {string[]} the names of the last visit's of this store, or of the last visit anywhere, or of the must-stock list; none
 *   where the visit has some already
 */
export function offeredCategories(audit, visits, stock) {
  if (!isOpen(audit) || categoriesOf(audit).length > 0) return [];
  const others = visits.filter((each) => each.id !== audit.id && categoriesOf(each).length > 0);
  const last = others.find((each) => isSameStore(each, audit)) ?? others[0];
  if (last) return categoriesOf(last).map(({ name }) => name);
  const listed = stock.filter(({ storeId }) => !storeId || storeId === audit.storeId);
  return [...new Map(listed.map(({ category }) => [keyOf(category), category])).values()];
}

/** @param {Audit} a @param {Audit} b */
const isSameStore = (a, b) =>
  a.storeId || b.storeId
    ? a.storeId === b.storeId
    : keyOf(a.store) === keyOf(b.store) && keyOf(a.address ?? '') === keyOf(b.address ?? '');
