/**
 * The content of an export of audits, with the names of its files.
 *
 * @typedef {import('../../audits/record.js').Audit} Audit
 * @typedef {import('../../audits/record.js').Shot} Shot
 * @typedef {import('../../photo/counts.js').Counts} Counts
 * @typedef {import('../../models/card.js').ModelCard} ModelCard
 * @typedef {import('../../brands/list.js').Brand} Brand
 *
 * @typedef {object} PlannedShot
 * @property {Shot} shot
 * @property {Counts} counts
 * @property {import('../../photo/shelves.js').Shelves} shelves
 * @property {number} number within its audit, from 1
 * @property {string | null} photo path of the photo in the export; null if its file is missing
 * @property {string | null} marked path of the photo with its boxes drawn
 * @property {Map<string, Brand>} brands of its boxes, by their keys; unnamed ones are not in it
 * @property {ModelCard['licence'] | null} licence of the model that counted; null if unknown
 *
 * @typedef {{ audit: Audit, shots: PlannedShot[] }} PlannedAudit
 */

import { fileName, localDay, UniqueNames } from '../../export/file-names.js';
import { countsOf } from '../../photo/counts.js';
import { shelvesOf } from '../../photo/shelves.js';

/**
 * @param {{ audit: Audit, shots: Shot[] }[]} audits
 * @param {object} options
 * @param {(shotId: string) => boolean} options.hasPhoto
 * @param {ModelCard | null} options.card of the model in use, for shots whose record does not contain the licence of
 *   their model
 * @param {Brand[]} [options.brands] the person's list
 * @returns {PlannedAudit[]} In the given order; paths are unique on any file system.
 */
export function planExport(audits, { hasPhoto, card, brands = [] }) {
  const byId = new Map(brands.map((brand) => [brand.id, brand]));
  const names = new UniqueNames();
  return audits.map(({ audit, shots }) => ({
    audit,
    shots: shots.map((shot, index) => {
      const number = index + 1;
      const name = names.take(`${baseName(audit)}-${String(number).padStart(2, '0')}`);
      const isThere = hasPhoto(shot.id);
      return {
        shot,
        counts: countsOf(shot.review),
        shelves: shelvesOf(shot.review),
        number,
        photo: isThere ? `photos/${name}.jpg` : null,
        marked: isThere ? `marked/${name}.jpg` : null,
        brands: brandsOf(shot.review.names ?? {}, byId),
        licence: licenceOf(shot, card),
      };
    }),
  }));
}

/** @param {import('../../photo/names.js').BoxNames} names @param {Map<string, Brand>} byId @returns {Map<string, Brand>} */
function brandsOf(names, byId) {
  const entries = Object.entries(names).flatMap(([key, name]) => {
    const brand = byId.get(name.brand ?? '');
    return brand ? [/** @type {const} */ ([key, brand])] : [];
  });
  return new Map(entries);
}

/** @param {Shot} shot @param {ModelCard | null} card */
function licenceOf({ review: { model } }, card) {
  if (model.licence) return model.licence;
  return card && card.name === model.name && card.version === model.version ? card.licence : null;
}

/**
 * @param {Audit[]} audits
 * @param {number} now milliseconds since 1970
 * @returns {string} Name for a file with these audits, without extension.
 */
export function exportName(audits, now) {
  const only = audits.length === 1 ? audits[0] : undefined;
  return only ? `shelfscan-${baseName(only)}` : `shelfscan-${audits.length}-visits-${localDay(now)}`;
}

/** @param {Audit} audit */
const baseName = ({ store, created }) => [fileName(store), localDay(created)].filter(Boolean).join('-');

/**
 * @param {PlannedAudit[]} audits
 * @returns {string[]} Every label of any photo, each once.
 */
export function labelsOf(audits) {
  const all = audits.flatMap(({ shots }) => shots.flatMap(({ counts }) => Object.keys(counts.byLabel)));
  return [...new Set(all)];
}

/**
 * @param {PlannedAudit[]} audits
 * @returns {{ name: string, version: string, licence: ModelCard['licence'] | null }[]} Every model that counted a photo,
 *   each once, with its terms of use.
 */
export function modelsOf(audits) {
  const models = new Map();
  for (const { shots } of audits) {
    for (const { shot, licence } of shots) {
      const { name, version } = shot.review.model;
      const key = `${name} ${version}`;
      if (licence || !models.has(key)) models.set(key, { name, version, licence });
    }
  }
  return [...models.values()];
}
