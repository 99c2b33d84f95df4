import { messages } from '../../messages.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { nextPlace, placesOf } from './arrow-keys.js';

/**
 * @typedef {import('./tracking.js').Facing} Facing
 *
 * @typedef {object} PictureActions what the keys work on
 * @property {() => Facing[]} facings that count now
 * @property {() => { width: number, height: number }} picture pixels
 * @property {() => void} moved called when another facing has become the current one, or none
 * @property {(id: number) => boolean} mark marks a facing or takes its mark away; returns whether it is marked now
 * @property {(id: number) => boolean} isMarked
 * @property {(text: string) => void} say for screen readers
 */

/** The keyboard on a paused picture: arrow keys move from product to product, Enter marks one, Escape deselects. */
export class PictureKeys {
  #element;
  #actions;
  /** Id of the facing that the arrow keys have reached. @type {number | null} */
  current = null;

  /**
   * @param {HTMLElement} element over the picture; hidden from screen readers unless it is enabled
   * @param {PictureActions} actions
   */
  constructor(element, actions) {
    this.#element = element;
    this.#actions = actions;
    element.addEventListener('keydown', (event) => this.#press(event));
    this.enable(false);
  }

  /** @param {boolean} isEnabled */
  enable(isEnabled) {
    const element = this.#element;
    this.current = null;
    if (isEnabled) {
      element.tabIndex = 0;
      element.removeAttribute('aria-hidden');
      element.setAttribute('role', 'application'); // screen readers keep arrow keys to themselves otherwise
      element.setAttribute('aria-label', messages.live.picture);
      element.setAttribute('aria-description', messages.live.keys);
    } else {
      element.blur();
      for (const name of ['tabindex', 'role', 'aria-label', 'aria-description'])
        element.removeAttribute(name);
      element.setAttribute('aria-hidden', 'true'); // the count in words says what it shows
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
      const places = placesOf(this.#actions.facings(), this.#actions.picture());
      const place = direction
        ? nextPlace(places, this.current, direction)
        : places.find(({ facing }) => facing.id === this.current);
      if (!place) return;
      const { id } = place.facing;
      const isMarked = direction ? this.#actions.isMarked(id) : this.#actions.mark(id);
      this.#go(id);
      this.#actions.say(messages.live.product({ ...place, isMarked }));
    }
  }

  /** @param {number | null} id */
  #go(id) {
    this.current = id;
    this.#actions.moved();
  }
}
