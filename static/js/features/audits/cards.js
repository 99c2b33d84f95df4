/**
 * Converts stored audits and photos into what the views show.
 *
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('./state.js').AuditCard} AuditCard
 * @typedef {import('./state.js').AuditPage} AuditPage
 * @typedef {import('./state.js').ShotCard} ShotCard
 * @typedef {{ stock: import('../../audits/stock-check.js').CheckedItem[], offered: string[] }} Lists see AuditPage
 * @typedef {{ facings: number, unchecked: number, parts: import('../../brands/share.js').PhotoParts }} ShelfNumbers
 */
import { nextToDo } from '../../audits/checklist.js';
import { productsOn } from '../../audits/reader.js';
import { categoriesOf, isOpen } from '../../audits/record.js';
import { seenStock } from '../../audits/stock-seen.js';
import { partsOf, shareOf } from '../../brands/share.js';
import { countsOf } from '../../photo/counts.js';
import { openRange, rangeOf, rangeOfAll } from '../../photo/range.js';
import { shelvesOf, standingOf } from '../../photo/shelves.js';
import { hasProducts, listsOf, productShareOf } from '../../products/share.js';
import { soldOut } from './sold-out.js';
import { ThumbnailUrls } from './thumbnails.js';

/** So many of the newest photos are in the strip under the camera's picture. */
const STRIP = 30;

export class AuditCards {
  #urls = new ThumbnailUrls();
  /** By photo, with the corrections from which they were derived. @type {Map<string, ShelfNumbers & { from: string }>} */
  #derived = new Map();

  /**
   * @param {import('../../audits/archive.js').AuditArchive} archive
   * @param {import('../../brands/service.js').BrandService} brands
   * @param {import('../../products/service.js').ProductService} products
   */
  constructor(archive, brands, products) {
    this.archive = archive;
    this.brands = brands;
    this.products = products;
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditCard>} */
  async cardOf({ audit, shots }) {
    const { id, store, place, created } = audit;
    const cover = shots[0] ? await this.#thumbnail(shots[0].id) : null;
    const photos = shots.length;
    return { id, store, place, created, photos, products: productsOn(shots), cover, isOpen: isOpen(audit) };
  }

  /** @param {AuditWithShots} stored @param {Lists} lists @returns {Promise<AuditPage>} */
  async pageOf({ audit, shots }, { stock, offered }) {
    await this.brands.load();
    // Without a product's name on a photo no catalogue is read.
    const isByProduct = shots.some(({ review }) => hasProducts(review));
    if (isByProduct) await this.products.load();
    const known = listsOf(this.brands.list, isByProduct ? this.products.all : []);
    const partsOn = (/** @type {import('../../audits/record.js').Shot} */ { id, review, turn }) =>
      this.#shelves(id, review, turn).parts;
    const shareOn = (/** @type {(shot: import('../../audits/record.js').Shot) => boolean} */ isOn) => {
      const parts = shots.filter((shot) => !shot.uncounted && isOn(shot)).map(partsOn);
      const byProduct = isByProduct ? productShareOf(parts, known) : null;
      return { share: shareOf(parts, this.brands.list, known.find), byProduct };
    };
    const cards = shots.map(async (shot) => {
      const { id, taken, turn, review, twice, categoryId = null } = shot;
      const { products, missing, added, removed, moved, relabelled } = countsOf(review);
      const { facings, unchecked } = this.#shelves(id, review, turn);
      const thumbnail = await this.#thumbnail(id);
      const saved = this.archive.queue.waitingShot(id) === null;
      const corrected = added + removed + moved + relabelled > 0;
      const range = openRange(rangeOf(review));
      const uncounted = stateOf(shot);
      const numbers = { products, range, facings, missing, unchecked };
      const twin = twice ? shots.findIndex((other) => other.id === twice.of) + 1 : 0;
      const again = twice && twin > 0 ? { number: twin, isSame: twice.isSame } : null;
      return { id, taken, categoryId, uncounted, ...numbers, again, corrected, thumbnail, saved };
    });
    const counted = shots.filter(({ uncounted }) => !uncounted);
    // How sure a sum is can be said only when all of it is there.
    const isWhole = counted.length === shots.length;
    const range = isWhole ? openRange(rangeOfAll(counted.map(({ review }) => review))) : null;
    const all = await Promise.all(cards);
    const categories = categoriesOf(audit).map((each) => {
      const own = sumsOf(all.filter(({ categoryId }) => categoryId === each.id));
      const { products, missing, unchecked } = own;
      const uncounted = own.shots.filter((shot) => shot.uncounted).length;
      const shares = shareOn(({ categoryId }) => categoryId === each.id);
      return { ...each, photos: own.shots.length, products, uncounted, missing, unchecked, ...shares };
    });
    const names = new Map(categories.map(({ id, name }) => [id, name]));
    const photos = shots.map((shot) => ({
      category: names.get(shot.categoryId ?? '') ?? '',
      parts: shot.uncounted ? null : partsOn(shot),
    }));
    const seen = seenStock(stock, photos, known);
    const out = soldOut(seen, shots, categories);
    const lists = {
      stock: seen,
      offered,
      soldOut: out.map(({ name, brand, category, by }) => ({ name, brand, category, by })),
    };
    const sums = { ...shareOn(() => true), uncounted: shots.length - counted.length, ...sumsOf(all) };
    return { audit, range, categories, ...lists, ...sums };
  }

  /**
   * @param {AuditWithShots} stored
   * @param {string | null} categoryId where the person is
   * @returns {Promise<import('./state.js').CurrentVisit>}
   */
  async currentOf({ audit, shots }, categoryId) {
    const categories = categoriesOf(audit);
    const category = categories.find(({ id }) => id === categoryId) ?? null;
    const first = shots.length - Math.min(shots.length, STRIP);
    const strip = shots.slice(first).map(async (shot, index) => ({
      id: shot.id,
      number: first + index + 1,
      products: productsOn([shot]),
      uncounted: stateOf(shot),
      thumbnail: await this.#thumbnail(shot.id, { isMade: !shot.uncounted }),
    }));
    return {
      ...{ id: audit.id, store: audit.store, photos: shots.length, products: productsOn(shots) },
      uncounted: shots.filter(({ uncounted }) => uncounted).length,
      category,
      next: nextToDo(categories, category?.id ?? null),
      strip: await Promise.all(strip),
    };
  }

  /** Has the thumbnail of a photo read again. @param {string} id of the shot */
  forgetThumbnail(id) {
    this.#urls.forget(id);
  }

  /**
   * Revokes the URLs of thumbnails that are not shown any more.
   *
   * @param {AuditCard[]} list
   * @param {AuditPage | null} page
   * @param {import('./state.js').CurrentVisit | null} current
   */
  keepThumbnails(list, page, current) {
    const shots = [...(page?.shots ?? []), ...(current?.strip ?? [])];
    this.#urls.keepOnly([...list.map(({ cover }) => cover), ...shots.map(({ thumbnail }) => thumbnail)]);
  }

  /**
   * @param {string} id of a shot
   * @param {import('../../audits/record.js').ReviewedShot} review
   * @param {number} [turn] A turned photo was counted anew.
   * @returns {ShelfNumbers}
   */
  #shelves(id, review, turn) {
    const { threshold, corrections, names, recognised } = review;
    const from = JSON.stringify([threshold, corrections, names, recognised, turn]);
    const known = this.#derived.get(id);
    if (known?.from === from) return known;
    const shelves = shelvesOf(review);
    const { facings } = standingOf(shelves);
    const parts = partsOf(shelves, review);
    const derived = { from, facings, unchecked: shelves.unchecked.length, parts };
    this.#derived.set(id, derived);
    return derived;
  }

  /** @param {string} id of a shot @param {{ isMade?: boolean }} [options] `isMade` false: only one that is stored by now */
  #thumbnail(id, { isMade = true } = {}) {
    const { archive } = this;
    return this.#urls.get(id, () => (isMade ? archive.readThumbnail(id) : archive.reader.readThumbnail(id)));
  }
}

/** @param {import('../../audits/record.js').Shot} shot @returns {ShotCard['uncounted']} */
const stateOf = ({ uncounted }) => (uncounted ? (uncounted.failure ? 'failed' : 'waiting') : null);

/** @param {ShotCard[]} shots @returns {Pick<AuditPage, 'shots' | 'products' | 'facings' | 'missing' | 'unchecked'>} */
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
