import { makeThumbnail } from '../photo/jpeg.js';
import { holdShot } from './lock.js';

/** @typedef {import('./record.js').Shot} Shot */
/** @typedef {import('./record.js').Picture} Picture */

/** The photo under review: every change is saved at once, and no other tab can open the photo meanwhile. */
export class OpenPhoto {
  #queue;
  #release;
  #isClosed = false;

  /**
   * @param {import('./write-queue.js').WriteQueue} queue
   * @param {Shot} shot
   * @param {Picture} picture
   * @param {() => void} [release] of the shot's lock, if it is held already
   */
  constructor(queue, shot, picture, release = () => {}) {
    this.#queue = queue;
    this.#release = release;
    this.shot = shot;
    this.picture = picture;
  }

  /** Takes the lock of a new shot. It is free: nobody else knows of the shot yet. */
  async hold() {
    const release = await holdShot(this.shot.id);
    if (release && this.#isClosed) release();
    else if (release) this.#release = release;
  }

  /** @returns {Promise<boolean>} Whether it is stored; if not, it waits in memory and is tried again. */
  save() {
    return this.#queue.keepShot(this.shot, this.picture);
  }

  /** @param {import('./record.js').ReviewedShot} review as it is now */
  correct(review) {
    const { corrections, threshold } = this.shot.review;
    if (review.corrections === corrections && review.threshold === threshold) return; // nothing was changed
    this.shot = { ...this.shot, review };
    this.#queue.keepShot(this.shot, null);
  }

  /**
   * @param {string} auditId
   * @throws {import('../review/picture.js').PictureError} There is no thumbnail; the photo itself is saved.
   */
  async addTo(auditId) {
    this.shot = { ...this.shot, auditId };
    await this.save();
    if (!this.picture.photo || this.picture.thumbnail) return;
    this.picture = { ...this.picture, thumbnail: await makeThumbnail(this.picture.photo) };
    await this.save();
  }

  /** Releases the lock: other tabs may open the photo. */
  close() {
    this.#isClosed = true;
    this.#release();
  }
}
