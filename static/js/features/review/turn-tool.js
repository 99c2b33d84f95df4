/**
 * The button that turns the photo, and the suggestion to do so. Each tap turns it by another quarter, also while the photo
 * is still being counted.
 *
 * @typedef {import('../../photo/open-photo.js').OpenPhoto} OpenPhoto
 *
 * @typedef {object} TurnEvents
 * @property {(photo: OpenPhoto, file: Blob, picture: { width: number, height: number }) => void} onPicture shows the turned
 *   photo, which is not counted yet
 * @property {(photo: OpenPhoto) => void} onTurned it is counted
 * @property {(photo: OpenPhoto, error: unknown) => void} onFailure it stays as it was
 */
import { seemsToLie } from '../../photo/lying.js';
import { PhotoTurn } from '../../photo/photo-turn.js';

/** To the right or to the left: rows tell that a photo lies, not on which side. */
const EITHER_WAY = [1, 3];

export class TurnTool {
  /** The photo that is being turned, by how many quarters, and how to stop that. */
  #work = { photo: /** @type {OpenPhoto | null} */ (null), quarters: 0, stop: new AbortController() };
  /** The photo of which it was suggested. @type {OpenPhoto | null} */
  #suggested = null;

  /**
   * @param {import('../../photo/session.js').PhotoSession} session
   * @param {TurnEvents} events
   */
  constructor(session, events) {
    this.session = session;
    this.events = events;
    this.turning = new PhotoTurn(session);
  }

  /** @param {OpenPhoto} photo @returns {boolean} */
  isSuggestedFor(photo) {
    return photo === this.#suggested;
  }

  /** Finds out whether the photo should be turned. @param {OpenPhoto} photo that was just counted */
  look(photo) {
    this.#suggested = photo.review && seemsToLie(photo.review.original) ? photo : null;
  }

  /** The person does not want it turned. */
  refuse() {
    this.#suggested = null;
  }

  /** A quarter further than it was turned by the last tap. */
  async turn() {
    const { photo, quarters } = this.#work;
    const isUnderWay = photo !== null && photo === this.session.current;
    await this.turnBy([isUnderWay ? (quarters + 1) % 4 : 1]);
  }

  /** Whichever way the network knows the products better. */
  async turnEitherWay() {
    await this.turnBy(EITHER_WAY);
  }

  /** @param {number[]} quarters to choose from */
  async turnBy(quarters) {
    const photo = this.session.current;
    if (!photo?.shot) return;
    this.#suggested = null;
    this.#work.stop.abort();
    const stop = new AbortController();
    this.#work = { photo, quarters: quarters[0], stop };
    try {
      const onPicture = (/** @type {Blob} */ file, /** @type {ImageBitmap} */ picture) =>
        this.events.onPicture(photo, file, picture);
      if (!(await this.turning.turn(photo, { quarters, signal: stop.signal, onPicture }))) return;
      this.#work.photo = null;
      this.events.onTurned(photo);
    } catch (error) {
      if (stop.signal.aborted || photo !== this.session.current) return;
      this.#work.photo = null;
      this.events.onFailure(photo, error);
    }
  }

  close() {
    this.#work.stop.abort();
    this.#work.photo = null;
    this.#suggested = null;
  }
}
