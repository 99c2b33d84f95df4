/**
 * Asks whether products further away, as of an aisle behind the shelf, are to be left out. It is not asked of a photo whose
 * boxes a person has corrected, nor twice.
 *
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 */
import { messages } from '../../messages.js';
import { backgroundOf } from '../../photo/background.js';
import { removeAll } from '../../photo/many.js';

export class FarQuestion {
  #review;
  #events;
  /** What it was asked of last, and the keys of these boxes: finding them takes a moment. */
  #last = { shelves: /** @type {unknown} */ (null), keys: /** @type {string[]} */ ([]) };

  /**
   * @param {ShotReview} review
   * @param {{ onChange: () => void, onAnnounce: (text: string) => void }} events
   */
  constructor(review, events) {
    this.#review = review;
    this.#events = events;
  }

  /** @returns {string[]} keys of the boxes in question; none: nothing is asked */
  get keys() {
    const { shelves } = this.#review;
    if (shelves !== this.#last.shelves) this.#last = { shelves, keys: this.#find() };
    return this.#last.keys;
  }

  /** They are left out: one step. */
  leaveOut() {
    const { keys } = this;
    this.#review.answerFar();
    this.#review.correct(removeAll(this.#review.shot, keys));
    this.#events.onChange();
    this.#events.onAnnounce(messages.marks.removed(keys.length, this.#review.boxes.length));
  }

  /** They count. */
  refuse() {
    this.#review.answerFar();
    this.#events.onChange();
  }

  #find() {
    const { shelves, shot } = this.#review;
    const { removed, moved, added, confirmed = [], complete, askedFar } = shot.corrections;
    const corrected = removed.length + added.length + confirmed.length + Object.keys(moved).length;
    if (corrected > 0 || complete || askedFar) return [];
    return backgroundOf(shelves, shot).map((i) => shelves.boxes[i].key);
  }
}
