/**
 * The table of what must be in stock: a row for each product of each visit, and one for each name that a gap was given and that is
 * on no list.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {{ audit: PlannedAudit['audit'], item: Listed, state: string, isListed: boolean, gaps: number }} Row
 * @typedef {{ category: string, name: string, brand: string, gtin: string, facings: number | null }} Listed
 */
import { categoriesOf } from '../../audits/record.js';
import { soldOut } from './sold-out.js';

const STATES = { open: 'not_checked', present: 'present', missing: 'missing' };

/** @type {import('../../export/tables.js').Table<PlannedAudit[], Row>} */
export const stockTable = {
  name: 'must_stock',
  isOptional: true,
  columns: () => [
    { key: 'audit_id', value: ({ audit }) => audit.id },
    { key: 'store', value: ({ audit }) => audit.store },
    { key: 'store_id', value: ({ audit }) => audit.storeId ?? null },
    { key: 'category', value: ({ item }) => item.category },
    { key: 'name', value: ({ item }) => item.name },
    { key: 'brand', value: ({ item }) => item.brand },
    { key: 'gtin', value: ({ item }) => item.gtin },
    { key: 'expected_facings', value: ({ item }) => item.facings },
    { key: 'state', value: ({ state }) => state },
    { key: 'on_list', value: ({ isListed }) => (isListed ? 1 : 0) },
    { key: 'named_gaps', value: ({ gaps }) => gaps },
  ],
  rows: (audits) => audits.flatMap(rowsOf),
};

/** @param {PlannedAudit} planned @returns {Row[]} */
function rowsOf({ audit, shots }) {
  const stock = audit.stock ?? [];
  const out = soldOut(
    stock,
    shots.map(({ shot }) => shot),
    categoriesOf(audit),
  );
  const gaps = new Map(out.map(({ item, gaps }) => [item?.id, gaps]));
  const listed = stock.map((item) => {
    const { id, state } = item;
    return { audit, item, state: STATES[state], isListed: true, gaps: gaps.get(id) ?? 0 };
  });
  const named = out
    .filter(({ item }) => !item)
    .map(({ category, name, brand, gaps }) => {
      const item = { category, name, brand, gtin: '', facings: null };
      return { audit, item, state: STATES.missing, isListed: false, gaps };
    });
  return [...listed, ...named];
}
