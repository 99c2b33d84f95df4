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
 * @property {Map<string, { product: { id: string } | null, by: 'person' | 'looks' | null, score: number | null }>} [named] what its boxes
 *   are, by their keys
 *
 * @typedef {object} ExportedAudit
 * @property {import('./record.js').Audit} audit
 * @property {ExportedShot[]} shots
 * @property {{ id: string, seen: import('./stock-seen.js').Seen }[]} [stock] what its photos say of what must be in stock
 * @property {ProductSum[]} [byProduct] nothing where no product is named
 *
 * @typedef {object} ProductSum facings of a product in a category
 * @property {string} category its name; empty: photos without one
 * @property {string | null} product its id; null: not named
 * @property {string | null} brand its id; null: not known, or none
 * @property {number} facings
 * @property {number} width in shelf rows
 * @property {number} byPerson of the facings
 * @property {number} byLooks of the facings
 * @property {number} [before] facings at the last visit to the store
 * @property {import('../products/share.js').Change} [change] against that
 *
 * @typedef {{ name: string, version: string, licence: ModelCard['licence'] | null }} ExportedModel a model that counted
 *   photos, and the terms under which it and what it found may be used; null where they are not known
 */

import { productIdsIn, recognisedWithIds, withIds, withNames, withRecognised } from '../photo/names.js';
import { keptOf, notesOf } from '../photo/notes.js';
import { clockOf, countedAt } from '../photo/record.js';
import { productFinder } from '../products/list.js';
import { productToJson } from '../products/parse.js';
import { isoTime } from '../toolkit/iso-time.js';
import { factsToJson } from './whereabouts.js';

export const FORMAT = 'shelfscan-audits';
export const FORMAT_VERSION = 1;
/** Name of the file in the archive of an export. */
export const JSON_FILE = 'audits.json';

/**
 * @param {object} content
 * @param {ExportedAudit[]} content.audits
 * @param {ExportedModel[]} content.models
 * @param {import('../brands/list.js').Brand[]} [content.brands] the person's list; those that name a box go along
 * @param {import('../products/list.js').Product[]} [content.products] the catalogue, with deleted products; those that name a box go along
 * @param {number} now milliseconds since 1970
 * @returns {object} To be written as JSON; times are ISO 8601 with their offset, boxes xyxy in pixels of the upright photo.
 */
export function toJson({ audits, models, brands = [], products = [] }, now) {
  const reviews = audits.flatMap(({ shots }) => shots.map(({ shot }) => shot.review));
  const find = productFinder(products);
  const productIdOf = (/** @type {string} */ id) => find(id)?.id ?? null;
  const named = new Set(reviews.flatMap(productIdsIn).map(productIdOf));
  const goAlong = products.filter(({ id }) => named.has(id));
  const known = new Set(brands.map(({ id }) => id));
  const used = new Set(
    reviews
      .flatMap(({ names = {} }) => Object.values(names).map(({ brand }) => brand))
      .concat(goAlong.map(({ brand }) => brand)),
  );
  const brandIdOf = (/** @type {string} */ id) => (known.has(id) ? id : null);
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    exported: isoTime(now),
    models,
    brands: brands
      .filter(({ id }) => used.has(id))
      .map(({ id, name, own, colour }) => ({ id, name, own, colour })),
    ...(goAlong.length > 0 ? { products: goAlong.map(productToJson) } : {}),
    audits: audits.map(({ audit, shots, stock = [], byProduct = [] }) => ({
      id: audit.id,
      store: audit.store,
      place: audit.place,
      note: audit.note,
      storeId: audit.storeId,
      address: audit.address,
      stock: withSeen(audit.stock, stock),
      ...(byProduct.length > 0 ? { byProduct } : {}), // derived, as `seen` in the stock: an import derives it itself
      ...factsToJson(audit),
      categories: audit.categories?.map(({ id, name, state, reason }) => ({ id, name, state, reason })),
      finished: audit.finished ? isoTime(audit.finished) : audit.finished,
      created: isoTime(audit.created),
      changed: isoTime(audit.changed),
      shots: shots.map(({ shot, counts, photo, marked, named }) => ({
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
        ...boxProducts(named), // derived, too: of `names` and `recognised`
        ...withRecognised(
          withNames(shot.review, withIds(shot.review.names, brandIdOf, productIdOf)),
          recognisedWithIds(shot.review.recognised, productIdOf),
        ),
        fingerprint: shot.fingerprint,
      })),
    })),
  };
}

/**
 * @param {ExportedShot['named']} [named]
 * @returns {{ boxProducts?: Record<string, { product: string, by: 'person' | 'machine', score?: number }> }} which product each box
 *   is, by its key, and who says so; nothing where none is named
 */
function boxProducts(named = new Map()) {
  const entries = [...named].flatMap(([key, { product, by, score }]) => {
    if (!product || !by) return [];
    const word = {
      product: product.id,
      by: /** @type {'person' | 'machine'} */ (by === 'person' ? by : 'machine'),
    };
    return [/** @type {const} */ ([key, score === null ? word : { ...word, score }])];
  });
  return entries.length > 0 ? { boxProducts: Object.fromEntries(entries) } : {};
}

/** @param {import('./record.js').Audit['stock']} stock @param {NonNullable<ExportedAudit['stock']>} seen @returns {object[] | undefined} */
function withSeen(stock, seen) {
  const byId = new Map(seen.map((item) => [item.id, item.seen]));
  return stock?.map((item) => {
    const own = byId.get(item.id);
    // Where no name says anything, the item is as it was.
    return own && own.state !== 'open' ? { ...item, seen: own } : item;
  });
}
