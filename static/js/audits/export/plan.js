/**
 * What goes into an export and under which name.
 *
 * @typedef {import('../record.js').Audit} Audit
 * @typedef {import('../record.js').Shot} Shot
 * @typedef {import('../record.js').Counts} Counts
 *
 * @typedef {object} PlannedShot
 * @property {Shot} shot
 * @property {Counts} counts
 * @property {number} number within its audit, from 1
 * @property {string | null} photo path of the photo in the export; null when the audit came without it
 * @property {string | null} marked path of the photo with its boxes drawn
 *
 * @typedef {{ audit: Audit, shots: PlannedShot[] }} PlannedAudit
 */
import { countsOf } from '../../photo/counts.js';

const NAME_LENGTH = 40;

/**
 * @param {{ audit: Audit, shots: Shot[] }[]} audits
 * @param {(shotId: string) => boolean} hasPhoto
 * @returns {PlannedAudit[]} In the given order; every path is different from all others on any file system.
 */
export function planExport(audits, hasPhoto) {
  const taken = new Set();
  return audits.map(({ audit, shots }) => ({
    audit,
    shots: shots.map((shot, index) => {
      const number = index + 1;
      const base = `${baseName(audit)}-${String(number).padStart(2, '0')}`;
      let name = base;
      for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${base}-${copy}`;
      taken.add(name.toLowerCase());
      const there = hasPhoto(shot.id);
      return {
        shot,
        counts: countsOf(shot.review),
        number,
        photo: there ? `photos/${name}.jpg` : null,
        marked: there ? `marked/${name}.jpg` : null,
      };
    }),
  }));
}

/**
 * @param {Audit[]} audits
 * @param {number} now milliseconds since 1970
 * @returns {string} Name for a file with these audits, without an ending.
 */
export function exportName(audits, now) {
  const only = audits.length === 1 ? audits[0] : undefined;
  return only ? `shelfscan-${baseName(only)}` : `shelfscan-${audits.length}-audits-${day(now)}`;
}

/** @param {Audit} audit */
const baseName = ({ store, created }) => [plain(store), day(created)].filter(Boolean).join('-');

/**
 * @param {string} text
 * @returns {string} Letters, digits and hyphens, for every file system.
 */
function plain(text) {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  return Array.from(words)
    .slice(0, NAME_LENGTH)
    .join('')
    .replace(/^-+|-+$/g, '');
}

/**
 * @param {number} time milliseconds since 1970
 * @returns {string} The day where the phone is.
 */
function day(time) {
  return localTime(time).slice(0, 10);
}

/**
 * @param {number} time milliseconds since 1970
 * @returns {string} `2026-03-09 14:05:00` where the phone is, which spreadsheets read as a date.
 */
export function localTime(time) {
  const date = new Date(time);
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
