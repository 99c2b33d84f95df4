/**
 * The photo under review. It has one owner, the session (session.js).
 *
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 *
 * @typedef {object} Origin of a new photo
 * @property {boolean} fromCamera
 * @property {import('../geometry/part.js').Part | null} [region] the part of it that alone counts; null: everything counts
 */
import { CodedError } from '../toolkit/coded-error.js';

/**
 * Why a stored photo cannot be opened. 'photo-missing': the record exists without its picture.
 *
 * @extends {CodedError<'photo-gone' | 'photo-missing' | 'open-elsewhere'>}
 */
export class PhotoError extends CodedError {
  /** @param {'photo-gone' | 'photo-missing' | 'open-elsewhere'} code */
  constructor(code) {
    super(code, `The photo cannot be opened: ${code}`);
  }
}

/** One photo. Only the session changes it. */
export class OpenPhoto {
  /** Its boxes and corrections; null before it was counted. @type {import('./shot-review.js').ShotReview | null} */
  review = null;
  /** Its record as last passed to the archive; null before it was counted. @type {Shot | null} */
  shot = null;
  /** Its stored files; `file` is the photo as it is shown. @type {Picture} */
  picture;
  /** The score threshold for new photos, 0..1. */
  usualThreshold = 0;
  /** Releases this tab's lock on the photo. */
  release = () => {};
  /** Called before it is closed, for what must not wait any longer. */
  beforeClose = () => {};

  /**
   * @param {Blob} file
   * @param {Origin} origin
   */
  constructor(file, { fromCamera, region = null }) {
    this.file = file;
    this.fromCamera = fromCamera;
    this.region = region;
    this.picture = { photo: file, thumbnail: null };
  }
}
