/**
 * The session owns the photo under review from the shutter to storage: its file, the detections, the corrections and the
 * audit that it belongs to. One photo is open at a time. The session depends on no view and no database.
 *
 * @typedef {import('./record.js').Shot} Shot
 * @typedef {import('./record.js').Picture} Picture
 * @typedef {import('./open-photo.js').Origin} Origin
 *
 * @typedef {object} PhotoArchive where photos are stored
 * @property {(id: string) => Promise<{ shot: Shot, picture: Picture, isDiscarded: boolean } | null>} find includes discarded
 *   photos until they are purged
 * @property {(id: string) => Promise<(() => void) | null>} hold locks the photo for this tab until it is released; null:
 *   another tab holds it
 * @property {(shot: Shot, picture: Picture | null) => Promise<boolean>} keep stores it; false: it is only in memory and will be
 *   retried. `picture` is null if it is stored already.
 * @property {(id: string) => Promise<void>} discard deletes a photo; it can be restored for a while
 * @property {(id: string) => Promise<void>} restore brings a discarded photo back
 * @property {(photo: Blob) => Promise<Blob>} makeThumbnail
 *
 * @typedef {'opened' | 'counted' | 'turned' | 'stored' | 'corrected' | 'changing' | 'changed' | 'filed' | 'saved' | 'closed'} PhotoEvent
 *   `turned`: and counted anew; `stored`: for the first time; `corrected`: products were left out; `changing`: a correction or
 *   turn is being stored; `changed`: and is stored; `filed`: added to an audit; `saved`: and stored there
 */

import { withNotes } from './notes.js';
import { OpenPhoto, PhotoError } from './open-photo.js';
import { PhotoCounter } from './photo-counter.js';
import { copyOf, decodePicture, PictureError } from './picture.js';
import { qualityOf } from './quality.js';
import { newShot } from './record.js';
import { ShotReview } from './shot-review.js';
import { timeTaken } from './time-taken.js';
import { turnedPhoto } from './turned-photo.js';

/** What of a review may change. */
const STORED = /** @type {const} */ ([
  'corrections',
  'names',
  'alike',
  'recognised',
  'threshold',
  'gapNames',
]);

export class PhotoSession {
  /** @type {OpenPhoto | null} */
  #open = null;
  /** @type {Set<(event: PhotoEvent, photo: OpenPhoto) => void>} */
  #listeners = new Set();

  /**
   * @param {object} services
   * @param {import('./photo-counter.js').PhotoDetector} services.detector
   * @param {import('./photo-counter.js').PhotoSettings} services.settings
   * @param {PhotoArchive} services.archive
   * @param {(error: unknown) => null | void} services.onStorageFailure called when storing failed
   */
  constructor({ detector, settings, archive, onStorageFailure }) {
    this.counter = new PhotoCounter({ detector, settings });
    this.detector = detector;
    this.settings = settings;
    this.archive = archive;
    this.onStorageFailure = onStorageFailure;
  }

  /** @returns {OpenPhoto | null} */
  get current() {
    return this.#open;
  }

  /**
   * @param {(event: PhotoEvent, photo: OpenPhoto) => void} listener
   * @returns {() => void} ends it
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Opens a new photo and closes the previous one.
   *
   * @param {Blob} file
   * @param {Origin} origin
   */
  begin(file, origin) {
    return this.#replace(new OpenPhoto(file, origin));
  }

  /**
   * Reads a stored photo and locks it for this tab. Pass it to `adopt` to open it.
   *
   * @param {string} id
   * @returns {Promise<OpenPhoto>}
   * @throws {PhotoError}
   */
  async find(id) {
    // Locked before it is read, so that no other tab can purge it in between.
    const release = await this.archive.hold(id);
    if (!release) throw new PhotoError('open-elsewhere');
    try {
      return await this.#read(id, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Opens a stored photo and closes the previous one. @param {OpenPhoto} photo from `find` */
  adopt(photo) {
    return this.#replace(photo);
  }

  /**
   * Copies the bytes of a new photo. The file that was chosen may be gone a moment later: a gallery in the cloud lends it.
   *
   * @param {OpenPhoto} photo
   * @returns {Promise<boolean>} false if the photo was closed meanwhile
   * @throws {PictureError} The file cannot be read.
   */
  async copy(photo) {
    try {
      const file = await copyOf(photo.file);
      photo.file = file;
      photo.picture = { ...photo.picture, photo: file };
    } catch (error) {
      throw new PictureError(error);
    }
    return photo === this.#open;
  }

  /**
   * Decodes a photo, upright.
   *
   * @param {OpenPhoto} photo
   * @returns {Promise<ImageBitmap | null>} null if the photo was closed meanwhile
   * @throws {import('./picture.js').PictureError}
   */
  async decode(photo) {
    const picture = await decodePicture(photo.file);
    if (photo === this.#open) return picture;
    picture.close();
    return null;
  }

  /**
   * Counts a new photo and starts storing it at once, so that a crash does not lose it.
   *
   * @param {OpenPhoto} photo
   * @param {ImageBitmap} picture its pixels; always closed, even on failure
   * @returns {Promise<void>} resolves once it is counted or was closed; storing continues in the background
   * @throws {import('../detector/errors.js').DetectorError}
   */
  async count(photo, picture) {
    try {
      const quality = qualityOf(picture);
      await this.detector.whenReady();
      if (photo !== this.#open) return;
      const { review, usualThreshold } = await this.counter.detect(picture, photo.region);
      const now = Date.now();
      const taken = photo.fromCamera ? null : await timeTaken(photo.file, now);
      if (photo !== this.#open) return;
      Object.assign(photo, {
        usualThreshold,
        review: new ShotReview(review),
        shot: newShot(review, now, { taken, quality }),
      });
    } finally {
      picture.close();
    }
    this.#tell('counted', photo);
    this.#store(photo).catch(this.onStorageFailure);
  }

  /**
   * Puts a turned photo in the place of the open one, and stores it. See PhotoTurn.
   *
   * @param {OpenPhoto} photo
   * @param {Required<Pick<OpenPhoto, 'file' | 'picture'>> & { shot: Shot }} turned the photo as it is shown now, its stored
   *   files, of which the thumbnail may be new, and its record
   */
  turned(photo, { file, picture, shot }) {
    if (photo !== this.#open) return;
    Object.assign(photo, { file, picture, shot, review: new ShotReview(shot.review) });
    this.#tell('turned', photo);
    this.#keepChange(photo, shot, picture.thumbnail && picture);
  }

  /** Stores the review after a change. @param {OpenPhoto} photo */
  corrected(photo) {
    const { review, shot } = photo;
    if (!review || !shot || photo !== this.#open) return;
    const now = review.shot;
    if (STORED.every((part) => now[part] === shot.review[part])) return; // nothing was changed
    photo.shot = { ...shot, review: now };
    this.#keepChange(photo, photo.shot, null);
  }

  /** Stores what a person notes of the open photo. @param {OpenPhoto} photo @param {import('./notes.js').Notes} notes */
  noted(photo, notes) {
    if (!photo.shot || photo !== this.#open) return;
    photo.shot = withNotes(photo.shot, notes);
    this.archive.keep(photo.shot, null);
  }

  /**
   * Takes out of the open photo what other photos show: a correction that can be undone.
   *
   * @param {import('./twice.js').Shown[]} shown by them
   */
  leaveOut(shown) {
    const photo = this.#open;
    if (!photo?.review) return;
    photo.review.leaveOut(shown);
    this.corrected(photo);
    this.#tell('corrected', photo);
  }

  /**
   * Keeps a fingerprint with the record of the open photo. It is stored with the photo's next change: it can be made anew.
   *
   * @param {OpenPhoto} photo
   * @param {import('./fingerprint.js').Fingerprint} fingerprint
   */
  keepFingerprint(photo, fingerprint) {
    if (photo !== this.#open || !photo.shot) return;
    photo.shot = { ...photo.shot, fingerprint };
    if (photo.shot.auditId !== null) this.archive.keep(photo.shot, null); // perhaps nothing changes any more
  }

  /** A person has said what counts of the open photo, which shows what another one shows. */
  settleTwice() {
    const shot = this.#open?.shot;
    if (!this.#open || !shot?.twice) return;
    const { twice: _, ...settled } = shot;
    this.#open.shot = settled;
    this.archive.keep(settled, null);
  }

  /**
   * Adds the open photo to an audit.
   *
   * @param {string} auditId
   * @param {string | null} [categoryId] of the audit
   * @throws {import('./picture.js').PictureError} The thumbnail could not be made; the photo itself is stored.
   */
  async fileUnder(auditId, categoryId = null) {
    const photo = this.#open;
    if (!photo?.shot) return;
    const keep = async () => photo.shot !== null && (await this.archive.keep(photo.shot, photo.picture));
    photo.shot = { ...photo.shot, auditId, ...(categoryId === null ? {} : { categoryId }) };
    this.#tell('filed', photo);
    if (await keep()) this.#tell('saved', photo);
    if (!photo.picture.photo || photo.picture.thumbnail) return;
    const { file } = photo;
    const thumbnail = await this.archive.makeThumbnail(file);
    if (file !== photo.file) return; // it was turned meanwhile, and has another one
    photo.picture = { ...photo.picture, thumbnail };
    await keep();
  }

  /** Another tab has deleted an audit; what was added to it is in a new one. @param {string} from @param {string} to */
  moved(from, to) {
    const photo = this.#open;
    if (photo?.shot?.auditId === from) photo.shot = { ...photo.shot, auditId: to };
  }

  /** Closes the open photo. A photo that belongs to no audit is discarded. */
  close() {
    const photo = this.#open;
    if (!photo) return;
    photo.beforeClose();
    this.#open = null;
    const { shot } = photo;
    if (shot && shot.auditId === null) this.archive.discard(shot.id).catch(this.onStorageFailure);
    photo.release();
    this.#tell('closed', photo);
  }

  /** @param {string} id @param {() => void} release */
  async #read(id, release) {
    const found = await this.archive.find(id);
    if (!found) throw new PhotoError('photo-gone');
    const { shot, picture, isDiscarded } = found;
    if (!picture.photo) throw new PhotoError('photo-missing');
    if (isDiscarded) await this.archive.restore(id);
    const photo = new OpenPhoto(await turnedPhoto(picture.photo, shot.turn), { fromCamera: false });
    const { card } = this.detector;
    photo.usualThreshold = card ? this.settings.thresholdOf(card, 'photo') : shot.review.threshold;
    return Object.assign(photo, { shot, picture, release, review: new ShotReview(shot.review) });
  }

  /** @param {OpenPhoto} photo */
  #replace(photo) {
    this.close();
    this.#open = photo;
    this.#tell('opened', photo);
    return photo;
  }

  /**
   * Until a change is stored, the photo is not called saved.
   *
   * @param {OpenPhoto} photo
   * @param {Shot} shot its record
   * @param {Picture | null} picture null: it is stored already
   */
  async #keepChange(photo, shot, picture) {
    const kept = this.archive.keep(shot, picture);
    this.#tell('changing', photo);
    if ((await kept) && photo === this.#open) this.#tell('changed', photo);
  }

  /** @param {OpenPhoto} photo that was just counted */
  async #store(photo) {
    const { shot, picture } = photo;
    if (!shot) return;
    // The photo is stored even if the lock could not be had.
    const release = await this.archive.hold(shot.id).catch(this.onStorageFailure);
    if (release && photo !== this.#open) release();
    else if (release) photo.release = release;
    if (photo !== this.#open) return;
    // `photo.shot` includes corrections made in the meantime.
    await this.archive.keep(photo.shot ?? shot, picture);
    if (photo === this.#open) this.#tell('stored', photo);
  }

  /** @param {PhotoEvent} event @param {OpenPhoto} photo */
  #tell(event, photo) {
    for (const listener of this.#listeners) listener(event, photo);
  }
}
