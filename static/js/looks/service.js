/**
 * What products look like: an embedder turns facings into vectors, see vectors.js. It is loaded into the detector's worker when
 * it is first asked for, and not before.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('./card.js').EmbedderCard} EmbedderCard
 * @typedef {import('./vectors.js').Vectors} Vectors
 *
 * @typedef {object} LooksState
 * @property {'unloaded' | 'loading' | 'ready' | 'failed'} status `ready`: facings can be compared.
 * @property {string | null} problem A code that says why it failed; null unless `status` is 'failed'.
 * @property {EmbedderCard | null} card Of the embedder in use; null until one was ready.
 */
import { Observable } from '../toolkit/observable.js';

export class LooksService {
  /** @type {Observable<LooksState>} */
  #state = new Observable(/** @type {LooksState} */ ({ status: 'unloaded', problem: null, card: null }));

  /** @returns {LooksState} */
  get state() {
    return this.#state.state;
  }

  /** @param {(state: LooksState) => void} listener @returns {() => void} removes the listener */
  subscribe(listener) {
    return this.#state.subscribe(listener);
  }

  /** @returns {string | null} Of the embedder in use, which its vectors carry; null until one was ready. */
  get id() {
    return null;
  }

  /**
   * Loads the embedder at the first call. After a failure it tries anew.
   *
   * @returns {Promise<EmbedderCard>}
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} There is none here, or none that works.
   */
  async whenReady() {
    throw new Error('not made yet');
  }

  /**
   * @param {ImageBitmap} picture It stays open.
   * @param {Box[]} boxes xyxy, in pixels of the picture.
   * @returns {Promise<Vectors>} A vector for each box.
   * @throws {import('../toolkit/coded-error.js').CodedError<string>} See `whenReady`; or the embedder failed on this picture.
   */
  async vectorsOf(picture, boxes) {
    throw new Error(`not made yet: ${picture.width} ${boxes.length}`);
  }
}
