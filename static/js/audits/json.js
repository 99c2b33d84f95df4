/**
 * Audits as JSON with all that belongs to them, to be read by programs and imported again (parse.js). Photos lie beside it
 * in the archive.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 *
 * @typedef {object} ExportedShot
 * @property {import('./record.js').Shot} shot
 * @property {import('../photo/counts.js').Counts} counts
 * @property {string | null} photo path of the photo in the archive; null when the audit came without it
 * @property {string | null} marked path of the photo with its boxes drawn
 *
 * @typedef {{ audit: import('./record.js').Audit, shots: ExportedShot[] }} ExportedAudit
 * @typedef {{ name: string, version: string, licence: ModelCard['licence'] | null }} ExportedModel a model that counted
 *   photos, and the terms under which it and what it found may be used; null where they are not known
 */

import { withIds, withNames } from '../photo/names.js';
import { keptOf, notesOf } from '../photo/notes.js';
import { clockOf, countedAt } from '../photo/record.js';
import { isoTime } from '../toolkit/iso-time.js';
import { factsToJson } from './whereabouts.js';

export const FORMAT = 'shelfscan-audits';
export const FORMAT_VERSION = 1;
/** Name of the file in the archive of an export. */
export const JSON_FILE = 'audits.json';

/**
 * @param {{ audits: ExportedAudit[], models: ExportedModel[], brands?: import('../brands/list.js').Brand[] }} content `brands`: the
 *   person's list; those that name a box go along
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON; times are ISO 8601 with their offset, boxes xyxy in pixels of the upright photo.
 */
export function toJson({ audits, models, brands = [] }, now) {
  const known = new Set(brands.map(({ id }) => id));
  const used = new Set(
    audits.flatMap(({ shots }) =>
      shots.flatMap(({ shot }) => Object.values(shot.review.names ?? {}).map(({ brand }) => brand)),
    ),
  );
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    exported: isoTime(now),
    models,
    brands: brands
      .filter(({ id }) => used.has(id))
      .map(({ id, name, own, colour }) => ({ id, name, own, colour })),
    audits: audits.map(({ audit, shots }) => ({
      id: audit.id,
      store: audit.store,
      place: audit.place,
      note: audit.note,
      storeId: audit.storeId,
      address: audit.address,
      stock: audit.stock,
      ...factsToJson(audit),
      categories: audit.categories?.map(({ id, name, state, reason }) => ({ id, name, state, reason })),
      finished: audit.finished ? isoTime(audit.finished) : audit.finished,
      created: isoTime(audit.created),
      changed: isoTime(audit.changed),
      shots: shots.map(({ shot, counts, photo, marked }) => ({
        id: shot.id,
        taken: isoTime(shot.taken, shot.offsets?.taken),
        clock: clockOf(shot),
        counted: isoTime(countedAt(shot), shot.offsets?.counted),
        categoryId: shot.categoryId,
        uncounted: shot.uncounted && { region: shot.uncounted.region },
        quality: shot.quality,
        ...keptOf(notesOf(shot)),
        photo,
        marked,
        counts, // derived, for readers of the file; an import counts for itself
        ...withNames(
          shot.review,
          withIds(shot.review.names, (id) => (known.has(id) ? id : null)),
        ),
        fingerprint: shot.fingerprint,
      })),
    })),
  };
}
