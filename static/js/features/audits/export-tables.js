/**
 * The tables of an export of audits.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('./export-plan.js').PlannedShot} PlannedShot
 * @typedef {{ audit: PlannedAudit['audit'], planned: PlannedShot | null }} Row `planned` is null in the only row of an
 *   audit without photos
 * @typedef {import('../../export/tables.js').Column<Row>} Column
 * @typedef {import('../../export/tables.js').Cell} Cell
 */
import { Tables } from '../../export/tables.js';
import { labelsOf } from './export-plan.js';

export const MAIN_TABLE = 'counts';

/** A row for each photo with its counts: facings = found_by_detector + added_by_hand - removed_by_hand. */
const counts = {
  name: MAIN_TABLE,
  columns: columnsOf,
  rows: rowsOf,
};

/** @type {Tables<PlannedAudit[]>} */
export const auditTables = new Tables();
auditTables.register(counts);

/** @param {PlannedAudit[]} audits @returns {Row[]} */
function rowsOf(audits) {
  /** @type {(planned: PlannedAudit) => (PlannedShot | null)[]} */
  const shotsOf = ({ shots }) => (shots.length > 0 ? shots : [null]);
  return audits.flatMap((each) => shotsOf(each).map((planned) => ({ audit: each.audit, planned })));
}

/** @param {PlannedAudit[]} audits @returns {Column[]} */
function columnsOf(audits) {
  const labels = labelsOf(audits);
  // With a single label, its column would repeat `facings`.
  const labelColumns = labels.length > 1 ? labels : [];
  return [
    { key: 'audit_id', value: ({ audit }) => audit.id },
    { key: 'store', value: ({ audit }) => audit.store },
    { key: 'place', value: ({ audit }) => audit.place },
    { key: 'audit_started', value: ({ audit }) => new Date(audit.created) },
    ofPhoto('photo_number', ({ number }) => number),
    ofPhoto('photo_taken', ({ shot }) => new Date(shot.taken)),
    ofPhoto('facings', ({ counts }) => counts.facings),
    ...labelColumns.map((label) =>
      ofPhoto(`facings_${label}`, ({ counts: { byLabel } }) => byLabel[label] ?? 0),
    ),
    ofPhoto('gaps', ({ counts }) => counts.gaps),
    ofPhoto('missing_facings', ({ counts }) => counts.missingFacings),
    ofPhoto('found_by_detector', ({ counts }) => counts.machine),
    ofPhoto('added_by_hand', ({ counts }) => counts.added),
    ofPhoto('removed_by_hand', ({ counts }) => counts.removed),
    ofPhoto('moved_by_hand', ({ counts }) => counts.moved),
    ofPhoto('relabelled_by_hand', ({ counts }) => counts.relabelled),
    ofPhoto('detector', ({ shot: { review } }) => `${review.model.name} ${review.model.version}`),
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
