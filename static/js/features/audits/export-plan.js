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
 * @property {Map<string, NamedBox>} named its boxes by their keys; those of which nothing is known are not in it
 * @property {import('../../brands/share.js').PhotoParts} parts its facings by what is said of them
 * @property {ModelCard['licence'] | null} licence of the model that counted; null if unknown
 *
 * @typedef {import('../../products/list.js').Product} Product
 * @typedef {import('../../brands/said.js').Identity<Product> & { score: number | null }} NamedBox `score` of what was recognised
 *
 * @typedef {object} PlannedAudit
 * @property {Audit} audit
 * @property {PlannedShot[]} shots
 * @property {import('../../products/share.js').Lists} lists of this device
 * @property {{ audit: Audit, shots: Shot[] } | null} earlier the last visit to the same store, if there are products to be compared
 */

import { saidOf, whatIs } from '../../brands/said.js';
import { partsOf } from '../../brands/share.js';
import { fileName, localDay, UniqueNames } from '../../export/file-names.js';
import { countsOf } from '../../photo/counts.js';
import { shelvesOf } from '../../photo/shelves.js';
import { hasProducts, listsOf } from '../../products/share.js';
import { earlierVisit } from './report-facts.js';

/**
 * @param {{ audit: Audit, shots: Shot[] }[]} audits
 * @param {object} options
 * @param {(shotId: string) => boolean} options.hasPhoto
 * @param {ModelCard | null} options.card of the model in use, for shots whose record does not contain the licence of
 *   their model
 * @param {Brand[]} [options.brands] the person's list
 * @param {Product[]} [options.products] the catalogue, with deleted products
 * @param {{ audit: Audit, shots: Shot[] }[]} [options.all] all visits, among which earlier ones are
 * @returns {PlannedAudit[]} In the given order; paths are unique on any file system.
 */
export function planExport(audits, { hasPhoto, card, brands = [], products = [], all = [] }) {
  const lists = listsOf(brands, products);
  const names = new UniqueNames();
  return audits.map(({ audit, shots }) => ({
    ...{ audit, lists },
    earlier: shots.some(({ review }) => hasProducts(review)) ? earlierVisit(audit, all) : null,
    shots: shots.map((shot, index) => {
      const number = index + 1;
      const name = names.take(`${baseName(audit)}-${String(number).padStart(2, '0')}`);
      const isThere = hasPhoto(shot.id);
      const shelves = shelvesOf(shot.review);
      return {
        shot,
        counts: countsOf(shot.review),
        shelves,
        parts: partsOf(shelves, shot.review),
        number,
        photo: isThere ? `photos/${name}.jpg` : null,
        marked: isThere ? `marked/${name}.jpg` : null,
        named: namedOn(shot.review, lists),
        licence: licenceOf(shot, card),
      };
    }),
  }));
}

/**
 * @param {Shot['review']} review
 * @param {import('../../products/share.js').Lists} lists
 * @returns {Map<string, NamedBox>}
 */
function namedOn(review, lists) {
  const { names = {}, recognised = {} } = review;
  const entries = [...new Set([...Object.keys(names), ...Object.keys(recognised)])].flatMap((key) => {
    const identity = whatIs(saidOf(review, key), lists);
    const score = identity.by === 'looks' ? recognised[key].score : null;
    return identity.brand || identity.product ? [/** @type {const} */ ([key, { ...identity, score }])] : [];
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
