/**
 * The table of counts: a row for each photo. Its column names are the same in every language, so that what an office
 * builds on them keeps working.
 */
import { toCsv } from './csv.js';
import { localTime } from './plan.js';

/** @typedef {import('./csv.js').Cell} Cell */

/**
 * @param {import('./plan.js').PlannedAudit[]} audits
 * @returns {string} CSV; an audit without photos has one row that says so.
 */
export function countsTable(audits) {
  const labels = labelsOf(audits);
  // With one label its column would only repeat `facings`.
  const labelColumns = labels.length > 1 ? labels : [];
  const header = [
    'audit_id',
    'store',
    'place',
    'audit_started',
    'photo_number',
    'photo_taken',
    'facings',
    ...labelColumns.map((label) => `facings_${label}`),
    'gaps',
    'found_by_detector',
    'added_by_hand',
    'removed_by_hand',
    'moved_by_hand',
    'detector',
    'photo_file',
    'photo_id',
    'note',
  ];
  /** @type {Cell[][]} */
  const rows = [header];
  for (const { audit, shots } of audits) {
    const start = [audit.id, audit.store, audit.place, localTime(audit.created)];
    for (const { shot, counts, number, photo } of shots) {
      const { model } = shot.review;
      rows.push([
        ...start,
        number,
        localTime(shot.taken),
        counts.facings,
        ...labelColumns.map((label) => counts.byLabel[label] ?? 0),
        counts.gaps,
        counts.machine,
        counts.added,
        counts.removed,
        counts.moved,
        `${model.name} ${model.version}`,
        photo,
        shot.id,
        audit.note,
      ]);
    }
    if (shots.length === 0)
      rows.push([...start, ...header.slice(start.length + 1).map(() => null), audit.note]);
  }
  return toCsv(rows);
}

/**
 * @param {import('./plan.js').PlannedAudit[]} audits
 * @returns {string[]} Every label of any photo, each once.
 */
export function labelsOf(audits) {
  const all = audits.flatMap(({ shots }) => shots.flatMap(({ counts }) => Object.keys(counts.byLabel)));
  return [...new Set(all)];
}
