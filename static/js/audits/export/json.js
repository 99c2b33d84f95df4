/**
 * All of an audit as JSON, to be read by programs and imported again. Photos lie beside it in the zip.
 */

export const FORMAT = 'shelfscan-audits';
export const FORMAT_VERSION = 1;

/**
 * @param {import('./plan.js').PlannedAudit[]} audits
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON; times are ISO 8601 in UTC, boxes xyxy in pixels of the upright photo.
 */
export function toJson(audits, now) {
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    exported: time(now),
    audits: audits.map(({ audit, shots }) => ({
      id: audit.id,
      store: audit.store,
      place: audit.place,
      note: audit.note,
      created: time(audit.created),
      changed: time(audit.changed),
      shots: shots.map(({ shot, counts, photo, marked }) => ({
        id: shot.id,
        taken: time(shot.taken),
        photo,
        marked,
        counts, // derived, for readers of the file; an import counts for itself
        ...shot.review,
      })),
    })),
  };
}

/** @param {number} milliseconds since 1970 */
const time = (milliseconds) => new Date(milliseconds).toISOString();
