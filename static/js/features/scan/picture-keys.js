import { messages } from '../../messages.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { nextPlace, placesOf } from './arrow-keys.js';

/**
 * @typedef {import('./tracking.js').Facing} Facing
 *
 * @typedef {object} Wishes
 * @property {() => Facing[]} facings that count now
 * @property {() => { width: number, height: number }} picture pixels
 * @property {() => void} moved another facing is the current one, or none
 * @property {(id: number) => boolean} mark or unmark; returns whether it is marked now
 * @property {(id: number) => boolean} isMarked
 * @property {(text: string) => void} say
 */

/** A picture that stands still can be walked over with the keyboard, to mark products on it. */
export class PictureKeys {
  /** @type {number | null} id of the facing where the keyboard is */
  current = null;

  /**
   * @param {HTMLElement} element over the picture; hidden from screen readers while there is nothing to do on it
   * @param {Wishes} wishes
   */
  constructor(element, wishes) {
    this.element = element;
    this.wishes = wishes;
    element.addEventListener('keydown', (event) => this.#press(event));
    this.enable(false);
  }

  /** @param {boolean} isEnabled */
  enable(isEnabled) {
    const { element } = this;
    this.current = null;
    if (isEnabled) {
      element.tabIndex = 0;
      element.removeAttribute('aria-hidden');
      element.setAttribute('role', 'application'); // so that arrows reach it with a screen reader too
      element.setAttribute('aria-label', messages.live.picture);
      element.setAttribute('aria-description', messages.live.keys);
    } else {
      element.blur();
      for (const name of ['tabindex', 'role', 'aria-label', 'aria-description'])
        element.removeAttribute(name);
      element.setAttribute('aria-hidden', 'true'); // the count says in words what is on it
    }
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const direction = ARROWS[event.key];
    const isMark = event.key === 'Enter' || event.key === ' ';
    const isLeave = event.key === 'Escape' && this.current !== null;
    if (event.ctrlKey || event.metaKey || event.altKey || !(direction || isMark || isLeave)) return;
    event.preventDefault();
    if (isLeave) this.#go(null);
    else {
      const places = placesOf(this.wishes.facings(), this.wishes.picture());
      const place = direction
        ? nextPlace(places, this.current, direction)
        : places.find(({ facing }) => facing.id === this.current);
      if (!place) return;
      const { id } = place.facing;
      const isMarked = direction ? this.wishes.isMarked(id) : this.wishes.mark(id);
      this.#go(id);
      this.wishes.say(messages.live.product({ ...place, isMarked }));
    }
  }

  /** @param {number | null} id */
  #go(id) {
    this.current = id;
    this.wishes.moved();
  }
}
