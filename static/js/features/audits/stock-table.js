/**
 * The table of what must be in stock: a row for each product of each visit, and one for each name that a gap was given and that is
 * on no list.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {{ audit: PlannedAudit['audit'], item: Listed, state: string, by: string, own: string, seen: number | null,
 *   isListed: boolean, gaps: number }} Row `own`: what a person has answered; `seen`: facings of it on photos, null: nobody can tell
 * @typedef {{ category: string, name: string, brand: string, gtin: string, facings: number | null }} Listed
 */
import { categoriesOf } from '../../audits/record.js';
import { seenStock, shownOf } from '../../audits/stock-seen.js';
import { soldOut } from './sold-out.js';

const STATES = { open: 'not_checked', present: 'present', missing: 'missing', unsure: 'not_sure' };

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
    { key: 'said_by', value: ({ by }) => by },
    { key: 'person_says', value: ({ own }) => own },
    { key: 'facings_seen', value: ({ seen }) => seen },
    { key: 'on_list', value: ({ isListed }) => (isListed ? 1 : 0) },
    { key: 'named_gaps', value: ({ gaps }) => gaps },
  ],
  rows: (audits) => audits.flatMap(rowsOf),
};

/** @param {PlannedAudit} planned @returns {import('../../audits/stock-seen.js').SeenItem[]} */
export function stockIn({ audit, shots, lists }) {
  const names = new Map(categoriesOf(audit).map(({ id, name }) => [id, name]));
  const photos = shots.map(({ shot, parts }) => ({
    category: names.get(shot.categoryId ?? '') ?? '',
    parts: shot.uncounted ? null : parts,
  }));
  return seenStock(audit.stock ?? [], photos, lists);
}

/** @param {PlannedAudit} planned @returns {Row[]} */
function rowsOf(planned) {
  const { audit, shots } = planned;
  const stock = stockIn(planned);
  const out = soldOut(
    stock,
    shots.map(({ shot }) => shot),
    categoriesOf(audit),
  );
  const gaps = new Map(out.map(({ item, gaps }) => [item?.id, gaps]));
  const listed = stock.map((item) => {
    const { state, by } = shownOf(item);
    return {
      ...{ audit, item, state: STATES[state], by: by ?? '', isListed: true, gaps: gaps.get(item.id) ?? 0 },
      own: item.state === 'open' ? '' : STATES[item.state],
      seen: item.seen.state === 'open' ? null : item.seen.facings,
    };
  });
  const named = out
    .filter(({ item }) => !item)
    .map(({ category, name, brand, gaps }) => {
      const item = { category, name, brand, gtin: '', facings: null };
      const said = { state: STATES.missing, by: 'person', own: STATES.missing, seen: null };
      return { audit, item, ...said, isListed: false, gaps };
    });
  return [...listed, ...named];
}
