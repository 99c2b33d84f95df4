/**
 * A counted photo as it is stored.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Shot the photo's file is stored separately
 * @property {string} id
 * @property {string | null} auditId null: counted, but not added to an audit yet
 * @property {string} [categoryId] of its visit; missing: the photo is in none of them
 * @property {Uncounted} [uncounted] the photo is stored, and its turn to be counted has not come; until then `review` is empty
 * @property {number} taken milliseconds since 1970, as the photo's file says it; else when it was counted
 * @property {number} [counted] when it was counted, if the file says another time
 * @property {'file'} [clock] `taken` is when the file was last changed; missing: it is the camera's time, or that of counting
 * @property {{ taken: number, counted: number }} [offsets] of both times, minutes ahead of UTC, where the photo was then;
 *   missing in older records
 * @property {number | null} deleted when it was deleted, milliseconds since 1970; null: it is not in the trash
 * @property {ReviewedShot} review
 * @property {import('./fingerprint.js').Fingerprint} [fingerprint] by which the photo is known again; missing in older records
 * @property {import('./quality.js').Quality} [quality] whether it is sharp and light enough; missing in older records
 * @property {{ of: string, isSame: boolean }} [twice] another photo of its visit, by id, shows the same or a part of it, and
 *   nobody has said yet what counts; missing: nothing is to be asked
 * @property {number} [turn] quarters by which its file is turned clockwise to be shown; missing: none
 * @property {string[]} [tags] what a person notes of it, see notes.js; missing where there is nothing, and in older records
 * @property {string} [note]
 * @property {import('./notes.js').NotedPlace[]} [places]
 *
 * @typedef {{ photo: Blob | null, thumbnail: Blob | null }} Picture null if an import did not contain it
 *
 * @typedef {object} Uncounted
 * @property {number} added milliseconds since 1970, by which photos wait for their turn
 * @property {import('../geometry/part.js').Part | null} region the part of the photo that alone counts; null: all of it
 * @property {string} [failure] why it could not be counted, a code of PictureError or DetectorError; missing: it will be
 */
import { offsetHere } from '../toolkit/iso-time.js';
import { noCorrections } from './corrections.js';

/**
 * @param {ReviewedShot} review
 * @param {number} now milliseconds since 1970
 * @param {object} [known] of the photo
 * @param {import('./time-taken.js').Taken | null} [known.taken] when its file says that it was taken
 * @param {import('./quality.js').Quality | null} [known.quality]
 * @returns {Shot} that belongs to no audit yet
 */
export function newShot(review, now, { taken = null, quality = null } = {}) {
  const here = offsetHere(now);
  return {
    ...{ id: crypto.randomUUID(), auditId: null, taken: taken?.time ?? now, deleted: null, review },
    ...(taken === null ? {} : { counted: now }),
    ...(taken?.clock === 'file' ? { clock: 'file' } : {}),
    offsets: { taken: taken?.offset ?? here, counted: here },
    ...(quality ? { quality } : {}),
  };
}

/** @param {Pick<Shot, 'taken' | 'counted'>} shot @returns {number} when it was counted, milliseconds since 1970 */
export const countedAt = ({ taken, counted }) => counted ?? taken;

/**
 * @param {Pick<Shot, 'counted' | 'clock'>} shot
 * @returns {'exif' | 'file' | 'counted'} Which clock `taken` is from: the camera's, in the photo's file; that of the file; or
 *   this page's, when it counted the photo.
 */
export const clockOf = ({ counted, clock }) => clock ?? (counted === undefined ? 'counted' : 'exif');

/** A photo that is not counted yet has no detector, and no label but this one. */
const NOT_COUNTED = /** @type {const} */ ({ name: '', version: '' });

/**
 * A photo that is stored first, and counted when its turn comes.
 *
 * @param {object} photo
 * @param {string} photo.auditId
 * @param {string | null} photo.categoryId
 * @param {import('./time-taken.js').Taken | null} photo.taken when its file says that it was taken
 * @param {import('../geometry/part.js').Part | null} photo.region the part of it that alone counts
 * @param {number} now milliseconds since 1970
 * @returns {Shot}
 */
export function newUncounted({ auditId, categoryId, taken, region }, now) {
  /** @type {ReviewedShot} */
  const review = {
    ...{ width: 1, height: 1, threshold: 0, labels: ['product'], machine: [] },
    ...{ corrections: noCorrections, model: NOT_COUNTED },
  };
  return {
    ...newShot(review, now, { taken }),
    auditId,
    ...(categoryId === null ? {} : { categoryId }),
    uncounted: { added: now, region },
  };
}

/**
 * @param {Shot} shot that was not counted
 * @param {ReviewedShot} review
 * @param {import('./quality.js').Quality | null} quality
 * @returns {Shot} the same, counted; it keeps its time, by which photos are in order
 */
export function counted({ uncounted: _, ...shot }, review, quality) {
  return { ...shot, review, ...(quality ? { quality } : {}) };
}
