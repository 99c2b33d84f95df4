/**
 * The records of an audit. Counts are never stored: they are derived from what the detector found and a person corrected.
 *
 * @typedef {import('../review/corrections.js').Box} Box
 * @typedef {import('../review/corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Audit one visit to one store; times are milliseconds since 1970
 * @property {string} id
 * @property {string} store
 * @property {string} place in the store, e.g. an aisle; may be empty
 * @property {string} note may be empty
 * @property {number} created
 * @property {number} changed
 * @property {number | null} deleted when it was; null: it was not
 * @property {string | null} copyOf id under which it was exported, when it was imported beside an audit of that id
 *
 * @typedef {object} Shot one photo of an audit; the photo itself lies apart from it
 * @property {string} id
 * @property {string | null} auditId null: counted, but not added to an audit yet
 * @property {number} taken
 * @property {number | null} deleted
 * @property {ReviewedShot} review
 *
 * @typedef {{ photo: Blob | null, thumbnail: Blob | null }} Picture null where an import came without them
 *
 * @typedef {object} Counts
 * @property {number} facings
 * @property {Record<string, number>} byLabel every label of the model, also where its count is 0
 * @property {number} machine facings that the machine found: facings = machine + added - removed
 * @property {number} added by a person
 * @property {number} removed by a person
 * @property {number} moved by a person
 * @property {number} relabelled by a person
 * @property {number} gaps accepted as out of stock
 */
import { reconcile } from '../photo/reconcile.js';
import { currentBoxes } from '../review/corrections.js';

/** The longest texts, in characters. Imported ones are cut to this too. */
export const LIMITS = { store: 120, place: 120, note: 2000 };

/**
 * @param {{ store: string, place: string, note: string }} details
 * @param {number} now milliseconds since 1970
 * @returns {Audit}
 */
export function newAudit(details, now) {
  return {
    id: crypto.randomUUID(),
    ...cleanDetails(details),
    created: now,
    changed: now,
    deleted: null,
    copyOf: null,
  };
}

/**
 * @param {ReviewedShot} review
 * @param {number} now milliseconds since 1970
 * @returns {Shot} not yet of any audit
 */
export function newShot(review, now) {
  return { id: crypto.randomUUID(), auditId: null, taken: now, deleted: null, review };
}

/** @param {{ store: string, place: string, note: string }} details as typed */
export function cleanDetails({ store, place, note }) {
  return {
    store: oneLine(store).slice(0, LIMITS.store),
    place: oneLine(place).slice(0, LIMITS.place),
    note: note.trim().slice(0, LIMITS.note),
  };
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * @param {ReviewedShot} review
 * @returns {Counts}
 */
export function countsOf(review) {
  const { corrections, labels } = review;
  const { found, added, removed, moved, relabelled } = reconcile(review);
  const boxes = currentBoxes(review);
  const byLabel = Object.fromEntries(labels.map((label) => [label, 0]));
  for (const { label } of boxes) byLabel[labelOf(review, label)] = (byLabel[labelOf(review, label)] ?? 0) + 1;
  return {
    facings: boxes.length,
    byLabel,
    machine: found,
    added,
    removed,
    moved,
    relabelled,
    gaps: corrections.gaps.accepted.length,
  };
}

/**
 * @param {ReviewedShot} review
 * @param {number} index
 * @returns {string} The label's name.
 */
export function labelOf({ labels }, index) {
  return labels[index] ?? `label ${index}`;
}

/**
 * @param {Iterable<Counts>} counts
 * @returns {{ facings: number, gaps: number }}
 */
export function totalOf(counts) {
  const total = { facings: 0, gaps: 0 };
  for (const { facings, gaps } of counts) {
    total.facings += facings;
    total.gaps += gaps;
  }
  return total;
}
