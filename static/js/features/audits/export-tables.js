/**
 * The tables of an export of audits. Every total is the sum of what stands beside it or below it.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('./export-plan.js').PlannedShot} PlannedShot
 * @typedef {{ audit: PlannedAudit['audit'], planned: PlannedShot | null }} Row `planned` is null in the only row of an
 *   audit without photos
 * @typedef {import('../../export/tables.js').Column<Row>} Column
 * @typedef {import('../../export/tables.js').Cell} Cell
 */
import { Tables } from '../../export/tables.js';
import { rangeOf } from '../../photo/range.js';
import { clockOf, countedAt } from '../../photo/record.js';
import { missingFacings, standingOf } from '../../photo/shelves.js';
import { isoSeconds } from '../../toolkit/iso-time.js';
import { labelsOf } from './export-plan.js';
import { products } from './export-products.js';
import { shares } from './export-shares.js';
import { noteColumns } from './note-columns.js';
import { stockTable } from './stock-table.js';

export const MAIN_TABLE = 'counts';

/**
 * A row on a photo; `row` counts from 1 at the top, null: what stands on no shelf.
 * @typedef {import('../../photo/shelves.js').Standing & { audit: PlannedAudit['audit'], planned: PlannedShot,
 *   row: number | null, unchecked: Gap[], missing: Gap[] }} ShelfRow
 * @typedef {import('../../photo/gaps.js').Gap} Gap
 */

/** A row for each photo with its counts: products = found_by_detector + added_by_hand - removed_by_hand. */
const counts = {
  name: MAIN_TABLE,
  columns: columnsOf,
  rows: rowsOf,
};

/**
 * A row for each shelf row of each photo, so that those of a photo add up to its row in `counts`.
 * @type {import('../../export/tables.js').Table<PlannedAudit[], ShelfRow>}
 */
const rows = {
  name: 'rows',
  columns: () => [
    { key: 'audit_id', value: ({ audit }) => audit.id },
    { key: 'store', value: ({ audit }) => audit.store },
    { key: 'store_id', value: ({ audit }) => audit.storeId ?? null },
    { key: 'address', value: ({ audit }) => audit.address ?? null },
    { key: 'place', value: ({ audit }) => audit.place },
    { key: 'photo_number', value: ({ planned }) => planned.number },
    { key: 'row', value: ({ row }) => row },
    { key: 'products', value: ({ products }) => products },
    { key: 'facings', value: ({ facings }) => facings },
    { key: 'gaps_unchecked', value: ({ unchecked }) => unchecked.length },
    { key: 'gaps_missing', value: ({ missing }) => missing.length },
    { key: 'missing_facings', value: ({ missing }) => missingFacings({ missing }) },
    { key: 'photo_id', value: ({ planned }) => planned.shot.id },
  ],
  rows: (audits) =>
    audits.flatMap(({ audit, shots }) =>
      shots.flatMap((planned) => shelfRowsOf(planned).map((row) => ({ audit, planned, ...row }))),
    ),
};

/** @type {Tables<PlannedAudit[]>} */
export const auditTables = new Tables();
auditTables.register(counts).register(rows).register(shares).register(products).register(stockTable);

/** @param {PlannedShot} planned @returns {Omit<ShelfRow, 'audit' | 'planned'>[]} */
function shelfRowsOf({ shelves }) {
  const { rows, withoutShelf } = standingOf(shelves);
  const gapsIn = (/** @type {number} */ row) => ({
    unchecked: shelves.unchecked.filter((gap) => gap.row === row),
    missing: shelves.missing.filter((gap) => gap.row === row),
  });
  const inRows = rows.map((standing, index) => ({ row: index + 1, ...standing, ...gapsIn(index) }));
  const elsewhere = { row: null, ...withoutShelf, ...gapsIn(-1) };
  return elsewhere.products + elsewhere.missing.length > 0 ? [...inRows, elsewhere] : inRows;
}

/** @param {PlannedAudit[]} audits @returns {Row[]} */
function rowsOf(audits) {
  /** @type {(planned: PlannedAudit) => (PlannedShot | null)[]} */
  const shotsOf = ({ shots }) => (shots.length > 0 ? shots : [null]);
  return audits.flatMap((each) => shotsOf(each).map((planned) => ({ audit: each.audit, planned })));
}

/** @param {PlannedAudit[]} audits @returns {Column[]} */
function columnsOf(audits) {
  const labels = labelsOf(audits);
  // With a single label, its column would repeat `products`.
  const labelColumns = labels.length > 1 ? labels : [];
  return [
    { key: 'audit_id', value: ({ audit }) => audit.id },
    { key: 'store', value: ({ audit }) => audit.store },
    { key: 'store_id', value: ({ audit }) => audit.storeId ?? null },
    { key: 'address', value: ({ audit }) => audit.address ?? null },
    { key: 'place', value: ({ audit }) => audit.place },
    { key: 'audit_started', value: ({ audit }) => isoSeconds(audit.created) },
    ofPhoto('photo_number', ({ number }) => number),
    ofPhoto('photo_taken', ({ shot }) => isoSeconds(shot.taken, shot.offsets?.taken)),
    ofPhoto('photo_clock', ({ shot }) => clockOf(shot)),
    ofPhoto('photo_counted', ({ shot }) => isoSeconds(countedAt(shot), shot.offsets?.counted)),
    ofPhoto('quality', ({ shot }) => shot.quality ?? null),
    ofPhoto('products', ({ counts }) => counts.products),
    ofPhoto('likely_from', ({ shot: { review } }) => rangeOf(review)?.low ?? null),
    ofPhoto('likely_to', ({ shot: { review } }) => rangeOf(review)?.high ?? null),
    ...labelColumns.map((label) =>
      ofPhoto(`products_${label}`, ({ counts: { byLabel } }) => byLabel[label] ?? 0),
    ),
    ofPhoto('part_only', ({ shot: { review } }) => (review.corrections.region ? 1 : 0)),
    ofPhoto('facings', ({ shelves }) => standingOf(shelves).facings),
    ofPhoto('gaps_unchecked', ({ shelves }) => shelves.unchecked.length),
    ofPhoto('gaps_missing', ({ counts }) => counts.missing),
    ofPhoto('gaps_none', ({ counts }) => counts.noGap),
    ofPhoto('missing_facings', ({ shelves }) => missingFacings(shelves)),
    ofPhoto('found_by_detector', ({ counts }) => counts.machine),
    ofPhoto('added_by_hand', ({ counts }) => counts.added),
    ofPhoto('removed_by_hand', ({ counts }) => counts.removed),
    ofPhoto('moved_by_hand', ({ counts }) => counts.moved),
    ofPhoto('relabelled_by_hand', ({ counts }) => counts.relabelled),
    ofPhoto('detector', ({ shot: { review } }) => `${review.model.name} ${review.model.version}`),
    ...noteColumns(audits),
    ofPhoto('photo_file', ({ photo }) => photo),
    ofPhoto('photo_id', ({ shot }) => shot.id),
    { key: 'note', value: ({ audit }) => audit.note },
  ];
}

/**
 * @param {string} key
 * @param {(planned: PlannedShot) => Cell} value
 * @returns {Column} with empty cells for audits without photos
 */
const ofPhoto = (key, value) => ({ key, value: ({ planned }) => (planned ? value(planned) : null) });
