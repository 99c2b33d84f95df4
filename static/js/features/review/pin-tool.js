/**
 * Marks places on the photo, which the person notes: a tap sets a numbered pin. A pin can be dragged, or moved with the arrow
 * keys, and removed. The pins follow the photo's zoom, and are always shown.
 *
 * @typedef {import('../../photo/notes.js').NotedPlace} NotedPlace
 * @typedef {import('./viewport.js').Point} Point
 *
 * @typedef {object} Places
 * @property {NotedPlace[]} places
 * @property {(places: NotedPlace[]) => void} setPlaces stores them
 *
 * @typedef {object} PinToolEvents
 * @property {(chosen: number | null) => void} onChoose
 * @property {(text: string) => void} onAnnounce
 */
import { html, ref, render } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { NOTE_LIMITS } from '../../photo/notes.js';
import { ARROWS } from '../../toolkit/arrows.js';

/** A trembling finger still taps; beyond so many CSS pixels it drags. */
const SLOP_PX = 6;
const KEY_STEP_PX = 4;

export class PinTool {
  #stage;
  #places;
  #events;
  #isOpen = false;
  /** @type {number | null} */
  #chosen = null;
  #hasDragged = false;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {Places} places
   * @param {PinToolEvents} events
   */
  constructor(stage, places, events) {
    this.#stage = stage;
    this.#places = places;
    this.#events = events;
    /** Lies over the stage. */
    this.element = document.createElement('div');
    this.element.className = 'pin-layer';
  }

  /** @param {{ isOpen: boolean, chosen: number | null }} state whether pins can be changed, and which one is */
  show({ isOpen, chosen }) {
    this.#isOpen = isOpen;
    this.#chosen = chosen;
    this.draw();
  }

  draw() {
    const { places } = this.#places;
    render(
      places.map((place, index) => this.#pin(place, index)),
      this.element,
    );
  }

  /** @param {Point} at on the stage */
  add(at) {
    const { places } = this.#places;
    const place = { ...this.#onPhoto(at), text: '' };
    const isOutside = place.x < 0 || place.x > 1 || place.y < 0 || place.y > 1;
    if (isOutside) return;
    if (places.length >= NOTE_LIMITS.places) {
      this.#events.onAnnounce(messages.notes.enoughPlaces(NOTE_LIMITS.places));
      return;
    }
    this.#places.setPlaces([...places, place]);
    this.#events.onAnnounce(messages.notes.placed(places.length + 1));
    this.#events.onChoose(places.length);
  }

  /** Marks the middle of what is shown: for people who cannot tap the photo. */
  addInMiddle() {
    this.add(this.#stage.middle);
  }

  /** @param {string} text of the chosen pin, as typed so far */
  write(text) {
    this.#change((place) => ({ ...place, text }));
  }

  /** Removes the chosen pin. */
  remove() {
    const chosen = this.#chosen;
    if (chosen === null) return;
    this.#places.setPlaces(this.#places.places.filter((_, index) => index !== chosen));
    this.#events.onAnnounce(messages.notes.placeRemoved(chosen + 1));
    this.#events.onChoose(null);
  }

  /** @param {NotedPlace} place @param {number} index */
  #pin({ x, y, text }, index) {
    const { width, height } = this.#stage.photo;
    const [left, top] = this.#stage.toStage([x * width, y * height, x * width, y * height]);
    return html`<button
      class="pin"
      ?disabled=${!this.#isOpen}
      aria-label=${messages.notes.place(index + 1, text)}
      aria-pressed=${index === this.#chosen}
      ${ref(placed({ x: left, y: top }))}
      @click=${() => this.#tap(index)}
      @pointerdown=${(/** @type {PointerEvent} */ event) => this.#drag(event, index)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => this.#onKey(event, index)}
    ><span class="pin__number">${index + 1}</span></button>`;
  }

  /** @param {number} index */
  #tap(index) {
    if (!this.#hasDragged) this.#events.onChoose(index);
    this.#hasDragged = false; // a drag ends with a click too
  }

  /** @param {PointerEvent} event @param {number} index */
  #drag(event, index) {
    const button = event.currentTarget;
    const from = this.#places.places[index];
    if (!(button instanceof HTMLElement) || !from) return;
    button.setPointerCapture(event.pointerId);
    this.#hasDragged = false;
    const end = new AbortController();
    const onMove = (/** @type {PointerEvent} */ now) => {
      const [dx, dy] = [now.clientX - event.clientX, now.clientY - event.clientY];
      if (!this.#hasDragged && Math.hypot(dx, dy) <= SLOP_PX) return;
      if (!this.#hasDragged) this.#events.onChoose(index);
      this.#hasDragged = true;
      this.#change(() => ({ ...from, ...this.#moved(from, dx, dy) }));
    };
    button.addEventListener('pointermove', onMove, { signal: end.signal });
    for (const type of ['pointerup', 'pointercancel'])
      button.addEventListener(type, () => end.abort(), { signal: end.signal });
  }

  /** @param {KeyboardEvent} event @param {number} index */
  #onKey(event, index) {
    const arrow = ARROWS[event.key];
    if (arrow) {
      if (index !== this.#chosen) this.#events.onChoose(index);
      this.#change((place) => ({
        ...place,
        ...this.#moved(place, KEY_STEP_PX * arrow.x, KEY_STEP_PX * arrow.y),
      }));
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.#events.onChoose(index);
      this.remove();
    } else return;
    event.preventDefault();
  }

  /** @param {NotedPlace} place @param {number} dx CSS pixels @param {number} dy */
  #moved({ x, y }, dx, dy) {
    const { width, height } = this.#stage.photo;
    const inside = (/** @type {number} */ value) => Math.min(1, Math.max(0, value));
    const { scale } = this.#stage;
    return { x: inside(x + dx / scale / width), y: inside(y + dy / scale / height) };
  }

  /** @param {(place: NotedPlace) => NotedPlace} change of the chosen pin */
  #change(change) {
    const { places } = this.#places;
    this.#places.setPlaces(places.map((place, index) => (index === this.#chosen ? change(place) : place)));
  }

  /** @param {Point} at on the stage @returns {Point} parts of the photo */
  #onPhoto(at) {
    const { x, y } = this.#stage.toPhoto(at);
    const { width, height } = this.#stage.photo;
    return { x: x / width, y: y / height };
  }
}

/** Through CSSOM, since the content security policy allows no style attributes. @param {Point} at CSS pixels */
const placed =
  ({ x, y }) =>
  (/** @type {Element | undefined} */ element) => {
    if (element instanceof HTMLElement) element.style.transform = `translate(${x}px, ${y}px)`;
  };
