/**
 * A counted photo as it is stored.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Shot the photo's file is stored separately
 * @property {string} id
 * @property {string | null} auditId null: counted, but not added to an audit yet
 * @property {number} taken milliseconds since 1970
 * @property {number | null} deleted when it was deleted, milliseconds since 1970; null: it is not in the trash
 * @property {ReviewedShot} review
 * @property {import('./fingerprint.js').Fingerprint} [fingerprint] by which the photo is known again; missing in older records
 *
 * @typedef {{ photo: Blob | null, thumbnail: Blob | null }} Picture null if an import did not contain it
 */

/**
 * @param {ReviewedShot} review
 * @param {number} now milliseconds since 1970
 * @returns {Shot} that belongs to no audit yet
 */
export function newShot(review, now) {
  return { id: crypto.randomUUID(), auditId: null, taken: now, deleted: null, review };
}
