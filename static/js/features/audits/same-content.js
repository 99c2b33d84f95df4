/**
 * Whether an exported audit is one that is here already: by its content, without ids, which differ in a copy, without the models'
 * terms, which older records lack, and without what was recognised by its looks, which is found anew.
 *
 * @typedef {import('../../audits/record.js').Audit} Audit
 * @typedef {import('../../audits/record.js').Shot} Shot
 */
import { keptOf, notesOf } from '../../photo/notes.js';

/**
 * @param {{ audit: Audit, shots: Shot[] }} known
 * @param {{ audit: Audit, shots: Shot[] }} other
 */
export const isSameContent = (known, other) => contentOf(known) === contentOf(other);

/**
 * @param {Shot[]} shots
 * @param {Shot} other
 * @returns {Shot | null} The one of these shots that is the other, or a copy of it.
 */
export function sameShotIn(shots, other) {
  const content = contentOfShot(other);
  const twin = shots.find(({ id }) => id === other.id);
  return twin ?? shots.find((shot) => contentOfShot(shot) === content) ?? null;
}

/** @param {{ audit: Audit, shots: Shot[] }} audit */
function contentOf({ audit: { store, place, note, created }, shots }) {
  return JSON.stringify([store, place, note, created, shots.map(contentOfShot).sort()]);
}

/** @param {Shot} shot */
function contentOfShot({ taken, review: { model, recognised: _, ...review }, ...shot }) {
  return JSON.stringify([taken, model.name, model.version, sorted(review), sorted(keptOf(notesOf(shot)))]);
}

/**
 * @param {unknown} value
 * @returns {unknown} The same value with sorted keys in all objects.
 */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
