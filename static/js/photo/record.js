/**
 * A counted photo as it is stored.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} Shot the photo itself lies apart from it
 * @property {string} id
 * @property {string | null} auditId null: counted, but not added to an audit yet
 * @property {number} taken milliseconds since 1970
 * @property {number | null} deleted when it was, until it is purged
 * @property {ReviewedShot} review
 *
 * @typedef {{ photo: Blob | null, thumbnail: Blob | null }} Picture null where an import came without them
 */

/**
 * @param {ReviewedShot} review
 * @param {number} now milliseconds since 1970
 * @returns {Shot} not yet of any audit
 */
export function newShot(review, now) {
  return { id: crypto.randomUUID(), auditId: null, taken: now, deleted: null, review };
}
