/**
 * Turns the open photo and counts it anew: the network sees another picture. Until that is done, the photo stays as it is.
 * What was corrected is turned along; the steps of undo begin anew.
 *
 * @typedef {import('./open-photo.js').OpenPhoto} OpenPhoto
 * @typedef {{ file: Blob, quarters: number, review: import('./record.js').ReviewedShot }} Turned
 */
import { certaintyOf } from './lying.js';
import { turnPlaces } from './notes.js';
import { decodePicture } from './picture.js';
import { turnedPhoto } from './turned-photo.js';
import { turnReview } from './turning.js';

export class PhotoTurn {
  /** @param {import('./session.js').PhotoSession} session */
  constructor(session) {
    this.session = session;
  }

  /**
   * @param {OpenPhoto} photo that is counted
   * @param {object} options
   * @param {number[]} options.quarters turns of 90 degrees clockwise; of several, the one in which the network is surest of
   *   what it sees
   * @param {AbortSignal} options.signal
   * @param {(file: Blob, picture: ImageBitmap) => void} options.onPicture shows the turned photo before it is counted
   * @returns {Promise<boolean>} false: it was aborted, or the photo was closed
   * @throws {import('./picture.js').PictureError}
   * @throws {import('../detector/errors.js').DetectorError}
   */
  async turn(photo, { quarters, signal, onPicture }) {
    const isOver = () => signal.aborted || photo !== this.session.current;
    /** @type {Turned | null} */
    let best = null;
    for (const each of quarters) {
      const file = await turnedPhoto(photo.picture.photo ?? photo.file, (photo.shot?.turn ?? 0) + each);
      const picture = await decodePicture(file);
      try {
        if (isOver()) return false;
        if (!best) onPicture(file, picture);
        await this.session.detector.whenReady();
        const { review: counted } = await this.session.counter.detect(picture);
        if (isOver() || !photo.review) return false;
        const review = turnReview(photo.review.shot, counted, each);
        if (!best || certaintyOf(review) > certaintyOf(best.review)) best = { file, quarters: each, review };
      } finally {
        picture.close();
      }
    }
    return best !== null && this.#keep(photo, best, isOver);
  }

  /** @param {OpenPhoto} photo @param {Turned} turned @param {() => boolean} isOver */
  async #keep(photo, { file, quarters, review }, isOver) {
    const { archive } = this.session;
    // Made first, so that the record and its thumbnail are stored together.
    const thumbnail = photo.shot?.auditId ? await archive.makeThumbnail(file).catch(() => null) : null;
    if (isOver() || !photo.shot) return false;
    const { fingerprint: _, turn = 0, ...shot } = photo.shot; // by which it is known is made anew
    this.session.turned(photo, {
      file,
      picture: { photo: photo.picture.photo, thumbnail },
      shot: { ...shot, ...turnPlaces(shot, quarters), turn: (turn + quarters) % 4, review },
    });
    return true;
  }
}
