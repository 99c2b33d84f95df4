/**
 * Columns of exported tables for what was noted of a photo, and for who made the visit and where.
 *
 * @typedef {import('./export-plan.js').PlannedAudit} PlannedAudit
 * @typedef {import('./export-tables.js').Column} Column
 */
import { notesOf } from '../../photo/notes.js';

/** @param {PlannedAudit[]} audits @returns {Column[]} where: only if one of them says so */
export function noteColumns(audits) {
  const hasWhere = audits.some(({ audit }) => audit.where);
  /** @type {(key: 'latitude' | 'longitude' | 'accuracy', name: string) => Column} */
  const where = (key, name) => ({ key: name, value: ({ audit }) => audit.where?.[key] ?? null });
  return [
    { key: 'tags', value: ({ planned }) => planned && notesOf(planned.shot).tags.join(' | ') },
    { key: 'photo_note', value: ({ planned }) => planned && notesOf(planned.shot).note },
    { key: 'places', value: ({ planned }) => planned && placesOf(planned.shot) },
    { key: 'who', value: ({ audit }) => audit.who ?? null },
    ...(hasWhere
      ? [where('latitude', 'latitude'), where('longitude', 'longitude'), where('accuracy', 'accuracy_m')]
      : []),
  ];
}

/** @param {import('../../audits/record.js').Shot} shot */
const placesOf = (shot) =>
  notesOf(shot)
    .places.map(({ text }, index) => `${index + 1} ${text}`.trim())
    .join(' | ');
