/**
 * Converts stored audits and photos into what the views show.
 *
 * @typedef {import('../../audits/store.js').AuditWithShots} AuditWithShots
 * @typedef {import('./state.js').AuditCard} AuditCard
 * @typedef {import('./state.js').AuditPage} AuditPage
 */
import { totalOfShots } from '../../audits/reader.js';
import { countsOf } from '../../photo/counts.js';
import { ThumbnailUrls } from './thumbnails.js';

export class AuditCards {
  #urls = new ThumbnailUrls();

  /** @param {import('../../audits/archive.js').AuditArchive} archive */
  constructor(archive) {
    this.archive = archive;
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditCard>} */
  async cardOf({ audit, shots }) {
    const { id, store, place, created } = audit;
    const cover = shots[0] ? await this.#thumbnail(shots[0].id) : null;
    return { id, store, place, created, photos: shots.length, ...totalOfShots(shots), cover };
  }

  /** @param {AuditWithShots} stored @returns {Promise<AuditPage>} */
  async pageOf({ audit, shots }) {
    const cards = shots.map(async ({ id, taken, review }) => {
      const { facings, gaps, added, removed, moved, relabelled } = countsOf(review);
      const thumbnail = await this.#thumbnail(id);
      const saved = this.archive.queue.waitingShot(id) === null;
      const corrected = added + removed + moved + relabelled > 0;
      return { id, taken, facings, gaps, corrected, thumbnail, saved };
    });
    return { audit, shots: await Promise.all(cards), ...totalOfShots(shots) };
  }

  /** Revokes the URLs of thumbnails that are not shown any more. @param {AuditCard[]} list @param {AuditPage | null} page */
  keepThumbnails(list, page) {
    const shots = page?.shots ?? [];
    this.#urls.keepOnly([...list.map(({ cover }) => cover), ...shots.map(({ thumbnail }) => thumbnail)]);
  }

  /** @param {string} id of a shot */
  #thumbnail(id) {
    return this.#urls.get(id, () => this.archive.readThumbnail(id));
  }
}
