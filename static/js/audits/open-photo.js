import { holdShot } from './lock.js';
import { makeThumbnail } from './pictures.js';

/** @typedef {import('./record.js').Shot} Shot */
/** @typedef {import('./record.js').Picture} Picture */

/** The photo under review: every change of it is saved at once, and no other tab can open it meanwhile. */
export class OpenPhoto {
  #release = () => {};
  #isClosed = false;

  /**
   * @param {import('./keeper.js').Keeper} keeper
   * @param {Shot} shot
   * @param {Picture} picture
   */
  constructor(keeper, shot, picture) {
    this.keeper = keeper;
    this.shot = shot;
    this.picture = picture;
  }

  /** @returns {Promise<boolean>} false: another tab has it open. */
  async hold() {
    const release = await holdShot(this.shot.id);
    if (release && this.#isClosed) release();
    else if (release) this.#release = release;
    return release !== null;
  }

  /** @returns {Promise<boolean>} Whether it is stored; else it is in memory, and tried again. */
  save() {
    return this.keeper.keepShot(this.shot, this.picture);
  }

  /** @param {import('./record.js').ReviewedShot} review as it is now */
  correct(review) {
    const { corrections, threshold } = this.shot.review;
    if (review.corrections === corrections && review.threshold === threshold) return; // only looked at
    this.shot = { ...this.shot, review };
    this.keeper.keepShot(this.shot, null);
  }

  /**
   * @param {string} auditId
   * @throws {import('../photo/picture.js').PictureError} There is no thumbnail; the photo itself is saved.
   */
  async addTo(auditId) {
    this.shot = { ...this.shot, auditId };
    await this.save();
    if (!this.picture.photo || this.picture.thumbnail) return;
    this.picture = { ...this.picture, thumbnail: await makeThumbnail(this.picture.photo) };
    await this.save();
  }

  /** Lets other tabs have it. */
  close() {
    this.#isClosed = true;
    this.#release();
  }
}
