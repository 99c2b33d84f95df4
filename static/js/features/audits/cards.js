/**
 * Converts stored audits and photos into what the views show.
 *
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('./state.js').AuditCard} AuditCard
 * @typedef {import('./state.js').AuditPage} AuditPage
 * @typedef {import('./state.js').ShotCard} ShotCard
 * @typedef {{ facings: number, unchecked: number }} ShelfNumbers
 */
import { productsOn } from '../../audits/reader.js';
import { countsOf } from '../../photo/counts.js';
import { openRange, rangeOf, rangeOfAll } from '../../photo/range.js';
import { shelvesOf, standingOf } from '../../photo/shelves.js';
import { ThumbnailUrls } from './thumbnails.js';

export class AuditCards {
  #urls = new ThumbnailUrls();
  /** By photo, with the corrections from which they were derived. @type {Map<string, ShelfNumbers & { from: string }>} */
  #derived = new Map();

  /** @param {import('../../audits/archive.js').AuditArchive} archive */
  constructor(archive) {
    this.archive = archive;
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditCard>} */
  async cardOf({ audit, shots }) {
    const { id, store, place, created } = audit;
    const cover = shots[0] ? await this.#thumbnail(shots[0].id) : null;
    return { id, store, place, created, photos: shots.length, products: productsOn(shots), cover };
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditPage>} */
  async pageOf({ audit, shots }) {
    const cards = shots.map(async ({ id, taken, turn, review }) => {
      const { products, missing, added, removed, moved, relabelled } = countsOf(review);
      const { facings, unchecked } = this.#shelves(id, review, turn);
      const thumbnail = await this.#thumbnail(id);
      const saved = this.archive.queue.waitingShot(id) === null;
      const corrected = added + removed + moved + relabelled > 0;
      const range = openRange(rangeOf(review));
      return { id, taken, products, range, facings, missing, unchecked, corrected, thumbnail, saved };
    });
    const range = openRange(rangeOfAll(shots.map(({ review }) => review)));
    return { audit, range, ...sumsOf(await Promise.all(cards)) };
  }

  /** Has the thumbnail of a photo read again. @param {string} id of the shot */
  forgetThumbnail(id) {
    this.#urls.forget(id);
  }

  /** Revokes the URLs of thumbnails that are not shown any more. @param {AuditCard[]} list @param {AuditPage | null} page */
  keepThumbnails(list, page) {
    const shots = page?.shots ?? [];
    this.#urls.keepOnly([...list.map(({ cover }) => cover), ...shots.map(({ thumbnail }) => thumbnail)]);
  }

  /**
   * @param {string} id of a shot
   * @param {import('../../audits/record.js').ReviewedShot} review
   * @param {number} [turn] A turned photo was counted anew.
   * @returns {ShelfNumbers}
   */
  #shelves(id, review, turn) {
    const from = JSON.stringify([review.threshold, review.corrections, turn]);
    const known = this.#derived.get(id);
    if (known?.from === from) return known;
    const shelves = shelvesOf(review);
    const derived = { from, facings: standingOf(shelves).facings, unchecked: shelves.unchecked.length };
    this.#derived.set(id, derived);
    return derived;
  }

  /** @param {string} id of a shot */
  #thumbnail(id) {
    return this.#urls.get(id, () => this.archive.readThumbnail(id));
  }
}

/** @param {ShotCard[]} shots @returns {Omit<AuditPage, 'audit' | 'range'>} */
function sumsOf(shots) {
  const sum = (/** @type {'products' | 'facings' | 'missing' | 'unchecked'} */ key) =>
    shots.reduce((total, shot) => total + shot[key], 0);
  return {
    shots,
    products: sum('products'),
    facings: sum('facings'),
    missing: sum('missing'),
    unchecked: sum('unchecked'),
  };
}
