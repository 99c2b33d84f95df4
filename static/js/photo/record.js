/**
 * A counted photo as it is stored.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Shot the photo's file is stored separately
 * @property {string} id
 * @property {string | null} auditId null: counted, but not added to an audit yet
 * @property {number} taken milliseconds since 1970, as the photo's file says it; else when it was counted
 * @property {number} [counted] when it was counted, if the file says another time
 * @property {'file'} [clock] `taken` is when the file was last changed; missing: it is the camera's time, or that of counting
 * @property {{ taken: number, counted: number }} [offsets] of both times, minutes ahead of UTC, where the photo was then;
 *   missing in older records
 * @property {number | null} deleted when it was deleted, milliseconds since 1970; null: it is not in the trash
 * @property {ReviewedShot} review
 * @property {import('./fingerprint.js').Fingerprint} [fingerprint] by which the photo is known again; missing in older records
 * @property {import('./quality.js').Quality} [quality] whether it is sharp and light enough; missing in older records
 * @property {number} [turn] quarters by which its file is turned clockwise to be shown; missing: none
 *
 * @typedef {{ photo: Blob | null, thumbnail: Blob | null }} Picture null if an import did not contain it
 */
import { offsetHere } from '../toolkit/iso-time.js';

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
