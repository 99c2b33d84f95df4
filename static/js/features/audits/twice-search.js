/**
 * Looks for photos of an audit that show what a new photo shows. The search begins as soon as the photo is counted, so that
 * its result is there when the person adds the photo.
 *
 * @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto
 * @typedef {{ found: import('../../audits/twins.js').Twin[], number: number }} Result the one with the most in common first; `number` of the new photo
 */
import { twinsOf } from '../../audits/twins.js';
import { makeFingerprint } from '../../photo/fingerprint.js';
import { within } from '../../toolkit/time-limit.js';

/** After this time the photo is added without a question. */
const LIMIT_MS = 5000;

export class TwiceSearch {
  /** @type {{ photo: OpenPhoto, auditId: string, result: Promise<Result | null> } | null} */
  #latest = null;
  /** @type {WeakMap<OpenPhoto, Promise<void>>} */
  #prepared = new WeakMap();

  /**
   * @param {object} services
   * @param {import('../../audits/archive.js').AuditArchive} services.archive
   * @param {import('../../photo/session.js').PhotoSession} services.photo
   * @param {(error: unknown) => void} report
   */
  constructor({ archive, photo }, report) {
    this.archive = archive;
    this.session = photo;
    this.report = report;
  }

  /** Begins anew with a photo that was turned. @param {OpenPhoto} photo */
  forget(photo) {
    this.#prepared.delete(photo);
    if (this.#latest?.photo === photo) this.#latest = null;
  }

  /** Makes the photo's fingerprint, once. @param {OpenPhoto} photo that is counted @returns {Promise<void>} never rejected */
  prepare(photo) {
    const known = this.#prepared.get(photo);
    if (known) return known;
    const { file } = photo;
    const prepared = photo.shot?.fingerprint
      ? Promise.resolve()
      : makeFingerprint(file)
          .then((fingerprint) => {
            if (file === photo.file) this.session.keepFingerprint(photo, fingerprint); // else it was turned
          })
          .catch(this.report); // it is added without being compared
    this.#prepared.set(photo, prepared);
    return prepared;
  }

  /**
   * @param {OpenPhoto} photo that is counted
   * @param {string} auditId
   * @returns {Promise<Result | null>} null: no photo shows the same, or it could not be found out in time; never rejected
   */
  find(photo, auditId) {
    if (this.#latest?.photo !== photo || this.#latest.auditId !== auditId) {
      const result = this.#search(photo, auditId).catch((error) => {
        this.report(error);
        return null;
      });
      this.#latest = { photo, auditId, result };
    }
    const { result } = this.#latest;
    return within(LIMIT_MS, result, 'no result in time').catch(() => null);
  }

  /** @param {OpenPhoto} photo @param {string} auditId @returns {Promise<Result | null>} */
  async #search(photo, auditId) {
    await this.prepare(photo);
    const stored = await this.archive.reader.read(auditId);
    if (!stored || !photo.shot) return null;
    const goesOn = () => photo === this.session.current;
    const found = await twinsOf(
      photo.shot,
      stored.shots,
      (shot) => this.archive.readFingerprint(shot),
      goesOn,
    );
    return found && found.length > 0 ? { found, number: stored.shots.length + 1 } : null;
  }
}
