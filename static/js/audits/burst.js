/**
 * Photo after photo in a visit: each is stored before the next is taken, and counted behind. What waits to be counted is
 * stored as such, so that a page that ends goes on with it at its next start.
 *
 * @typedef {import('../photo/record.js').Shot} Shot
 * @typedef {{ auditId: string, categoryId: string | null }} Target where new photos go
 *
 * @typedef {object} BurstEvents
 * @property {(shot: Shot) => void} onStored a photo was stored, or is held in memory where that failed
 * @property {(shot: Shot) => void} onCounted a photo was counted, or could not be
 */
import { makeFingerprint } from '../photo/fingerprint.js';
import { copyOf, decodePicture } from '../photo/picture.js';
import { qualityOf } from '../photo/quality.js';
import { counted, newUncounted } from '../photo/record.js';
import { timeTaken } from '../photo/time-taken.js';
import { codeOf } from '../toolkit/coded-error.js';
import { countedTwice, twinsOf } from './twins.js';

export class Burst {
  /** Where new photos go; null: no visit is open, and a photo is looked at before it is added. @type {Target | null} */
  target = null;
  #archive;
  #detector;
  #counter;
  #recognition;
  #report;
  /** @type {BurstEvents} */
  #events = { onStored: () => {}, onCounted: () => {} };
  /** Storing goes one by one, so that the order of the photos is that in which they were taken. @type {Promise<unknown>} */
  #storing = Promise.resolve();
  /** Ids of what waits, in its order. @type {string[]} */
  #waiting = [];
  /** @type {Promise<void> | null} */
  #counting = null;
  /** @type {Map<string, () => void>} those who wait for one photo */
  #asked = new Map();

  /**
   * @param {object} services
   * @param {import('./archive.js').AuditArchive} services.archive
   * @param {Pick<import('../photo/photo-counter.js').PhotoDetector, 'whenReady'>} services.detector
   * @param {Pick<import('../photo/photo-counter.js').PhotoCounter, 'detect'>} services.counter
   * @param {Pick<import('./recognition.js').Recognition, 'later' | 'go' | 'isBusy'>} [services.recognition] looks at what was counted
   * @param {(error: unknown) => void} services.report what keeps a photo from being counted, for a bug report
   */
  constructor({ archive, detector, counter, recognition, report }) {
    this.#archive = archive;
    this.#detector = detector;
    this.#counter = counter;
    this.#recognition = recognition;
    this.#report = report;
    // What waits to be counted comes first.
    if (recognition) recognition.isBusy = () => this.#counting !== null || this.left > 0;
  }

  /** @param {BurstEvents} events */
  listen(events) {
    this.#events = events;
  }

  /** Number of photos that wait to be counted. */
  get left() {
    return this.#waiting.length;
  }

  /**
   * Adds a photo to the visit.
   *
   * @param {Blob} file
   * @param {object} origin
   * @param {Target} [origin.target]
   * @param {boolean} [origin.fromCamera] it was taken just now
   * @param {import('../geometry/part.js').Part | null} [origin.region] the part of it that alone counts
   * @returns {Promise<boolean>} once it is stored; false: it could not be, and is held in memory until it can
   * @throws {Error} No visit is open, or the file cannot be read.
   */
  take(file, { target = this.target ?? undefined, fromCamera = false, region = null } = {}) {
    if (!target) throw new Error('A photo was added to a visit, but none is open. Open a visit first.');
    const taking = this.#storing.then(() => this.#store(file, target, { fromCamera, region }));
    this.#storing = taking.catch(() => {}); // told to who has added it
    return taking;
  }

  /** Goes on with what an earlier page has left, and with what could not be counted then. */
  async resume() {
    for (const { id } of await this.#archive.store.listUncounted()) this.#enqueue(id);
    this.#count();
  }

  /**
   * Has a photo counted before all others.
   *
   * @param {string} id of a shot that waits
   * @returns {Promise<void>} once it was counted, or could not be
   */
  async first(id) {
    this.#waiting = [id, ...this.#waiting.filter((each) => each !== id)];
    const done = new Promise((resolve) => this.#asked.set(id, () => resolve(undefined)));
    this.#count();
    await done;
  }

  /** @param {Blob} file @param {Target} target @param {{ fromCamera: boolean, region: import('../geometry/part.js').Part | null }} origin */
  async #store(file, target, { fromCamera, region }) {
    const now = Date.now();
    // The bytes are read at once: what a gallery lends may be gone a moment later.
    const photo = await copyOf(file);
    const taken = fromCamera ? null : await timeTaken(photo, now);
    const shot = newUncounted({ ...target, taken, region }, now);
    const isStored = await this.#archive.keep(shot, { photo, thumbnail: null });
    this.#events.onStored(shot);
    this.#enqueue(shot.id);
    this.#count();
    return isStored;
  }

  /** @param {string} id */
  #enqueue(id) {
    if (!this.#waiting.includes(id)) this.#waiting.push(id);
  }

  #count() {
    this.#counting ??= this.#countAll().finally(() => {
      this.#counting = null;
      if (this.#waiting.length > 0)
        this.#count(); // added when it was about to end
      else this.#recognition?.go();
    });
  }

  async #countAll() {
    for (;;) {
      const id = this.#waiting[0];
      if (id === undefined) return;
      const shot = await this.#countOne(id).catch((error) => {
        this.#report(error);
        return null; // it is tried again at the next start
      });
      this.#waiting = this.#waiting.filter((each) => each !== id);
      if (shot) this.#events.onCounted(shot);
      if (shot && !shot.uncounted) this.#recognition?.later([shot.id]);
      this.#asked.get(id)?.();
      this.#asked.delete(id);
    }
  }

  /** @param {string} id @returns {Promise<Shot | null>} null: it is gone, counted already, or another tab counts it */
  async #countOne(id) {
    const release = await this.#archive.hold(id);
    if (!release) return null;
    try {
      const found = await this.#archive.find(id);
      if (!found?.picture.photo || found.isDiscarded || !found.shot.uncounted) return null;
      return await this.#look(found.shot, found.picture.photo, found.shot.uncounted);
    } finally {
      release();
    }
  }

  /** @param {Shot} shot @param {Blob} photo @param {import('../photo/record.js').Uncounted} uncounted */
  async #look(shot, photo, uncounted) {
    const thumbnail = await this.#archive.makeThumbnail(photo).catch(() => null); // a placeholder stands for it
    try {
      await this.#detector.whenReady();
      const picture = await decodePicture(photo);
      const quality = qualityOf(picture);
      const { review } = await this.#counter.detect(picture, uncounted.region);
      const fingerprint = await makeFingerprint(photo).catch(() => null); // then it is not compared
      const known = fingerprint ? { fingerprint } : {};
      const done = (/** @type {Shot} */ now) => ({ ...counted(now, review, quality), ...known });
      // Number and question come together: a photo that is opened at once is asked about too.
      const twice = await this.#compare(done(shot)).catch(this.#report);
      return await this.#keep(shot.id, thumbnail, (now) => (twice ? { ...done(now), twice } : done(now)));
    } catch (error) {
      this.#report(error);
      const failure = codeOf(error) ?? 'unknown';
      return this.#keep(shot.id, thumbnail, (now) => ({ ...now, uncounted: { ...uncounted, failure } }));
    }
  }

  /**
   * @param {Shot} shot
   * @returns {Promise<Shot['twice'] | null>} what others of its visit show too, about which the person is asked when it is opened
   */
  async #compare(shot) {
    const archive = this.#archive;
    const stored = shot.auditId === null ? null : await archive.reader.read(shot.auditId);
    const twins = stored && (await twinsOf(shot, stored.shots, (other) => archive.readFingerprint(other)));
    const [twin] = countedTwice(shot.review, twins ?? []);
    return twin ? { of: twin.shot.id, isSame: twin.match.isSame } : null;
  }

  /**
   * @param {string} id
   * @param {Blob | null} thumbnail
   * @param {(shot: Shot) => Shot} change of the record as it is by now: it may have been moved while it was counted
   * @returns {Promise<Shot | null>} null: it was deleted meanwhile
   */
  async #keep(id, thumbnail, change) {
    const found = await this.#archive.find(id);
    if (!found || found.isDiscarded) return null;
    const shot = change(found.shot);
    await this.#archive.keep(shot, thumbnail && { photo: null, thumbnail });
    return shot;
  }
}
