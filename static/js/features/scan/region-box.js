import { html, nothing, ref, render } from '../../../vendor/lit.js';
import { messages } from '../../messages.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { moveRegion, placeHandle, resizeRegion } from './region.js';

/** @typedef {import('./region.js').Region} Region */
/** @typedef {import('./region.js').Handle} Handle */

/** How far an arrow key moves a corner: a fiftieth of the picture. */
const KEY_STEP = 0.02;

/** A trembling finger still taps; beyond so many CSS pixels it drags. */
const SLOP_PX = 6;

/** @type {{ handle: Handle, name: keyof typeof messages.live.corners }[]} */
const HANDLES = [
  { handle: { x: -1, y: -1 }, name: 'topLeft' },
  { handle: { x: 1, y: -1 }, name: 'topRight' },
  { handle: { x: -1, y: 1 }, name: 'bottomLeft' },
  { handle: { x: 1, y: 1 }, name: 'bottomRight' },
  { handle: { x: 0, y: 0 }, name: 'all' },
];

/**
 * The frame around the part of the picture that counts. The rest is dimmed. Its corners can be dragged, and so can the
 * whole. Who cannot drag taps a corner and then the place where it should go.
 */
export class RegionBox {
  #events;
  /** @type {Region | null} */
  #region = null;
  /** The handle that was tapped, which the next tap puts elsewhere. @type {Handle | null} */
  #picked = null;
  /** What the pointer that is down on a handle does. @type {'tap' | 'drag' | null} */
  #press = null;

  /**
   * @param {object} events
   * @param {(region: Region) => void} events.onChange the person has changed the region
   * @param {(isPicked: boolean) => void} events.onPick whether the next tap puts a handle elsewhere
   */
  constructor(events) {
    this.#events = events;
    this.element = document.createElement('div');
    this.element.className = 'region-layer';
  }

  /** @param {Region | null} region null for none */
  show(region) {
    this.#region = region;
    if (!region) this.#pick(null);
    render(region ? this.#template(region) : nothing, this.element);
  }

  /**
   * Puts the handle that was tapped before in another place.
   * @param {{ x: number, y: number }} point fractions of the picture
   * @returns {boolean} false when no handle was tapped before
   */
  place(point) {
    const [region, handle] = [this.#region, this.#picked];
    if (!region || !handle) return false;
    this.#pick(null);
    this.#events.onChange(placeHandle(region, handle, point));
    return true;
  }

  /** @param {Handle | null} handle */
  #pick(handle) {
    if (handle === this.#picked) return;
    this.#picked = handle;
    this.#events.onPick(handle !== null);
    if (this.#region) this.show(this.#region);
  }

  /** @param {Region} region */
  #template(region) {
    const place = (/** @type {Element | undefined} */ element) => {
      if (!(element instanceof HTMLElement)) return;
      // Through CSSOM, since the content security policy allows no style attributes.
      element.style.left = `${100 * region.left}%`;
      element.style.top = `${100 * region.top}%`;
      element.style.width = `${100 * (region.right - region.left)}%`;
      element.style.height = `${100 * (region.bottom - region.top)}%`;
    };
    return html`<div class="region" role="group" aria-label=${messages.live.region} ${ref(place)}>
      ${HANDLES.map(
        ({ handle, name }) =>
          html`<button
            class="region__handle"
            data-x=${handle.x}
            data-y=${handle.y}
            aria-label=${messages.live.corners[name]}
            aria-pressed=${handle === this.#picked}
            @click=${(/** @type {MouseEvent} */ event) => this.#tap(event, handle)}
            @pointerdown=${(/** @type {PointerEvent} */ event) => this.#drag(event, handle)}
            @keydown=${(/** @type {KeyboardEvent} */ event) => this.#step(event, handle)}
          ></button>`,
      )}
    </div>`;
  }

  /** @param {PointerEvent} event @param {Handle} handle */
  #drag(event, handle) {
    const region = this.#region;
    const button = event.currentTarget;
    if (!region || !(button instanceof HTMLElement)) return;
    button.setPointerCapture(event.pointerId);
    this.#press = 'tap';
    const { width, height } = this.element.getBoundingClientRect();
    const onMove = (/** @type {PointerEvent} */ now) => {
      if (Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > SLOP_PX)
        this.#press = 'drag';
      if (this.#press !== 'drag') return;
      const [dx, dy] = [(now.clientX - event.clientX) / width, (now.clientY - event.clientY) / height];
      this.#change(region, handle, dx, dy);
    };
    const end = new AbortController();
    button.addEventListener('pointermove', onMove, { signal: end.signal });
    for (const type of ['pointerup', 'pointercancel']) {
      button.addEventListener(type, () => end.abort(), { signal: end.signal });
    }
  }

  /** @param {MouseEvent} event @param {Handle} handle */
  #tap({ detail }, handle) {
    // A drag ends with a click too, which is not meant as one. Clicks by keyboard have no pointer, and a detail of 0.
    const isMeant = this.#press === 'tap' || detail === 0;
    this.#press = null;
    if (isMeant) this.#pick(handle === this.#picked ? null : handle);
  }

  /** @param {KeyboardEvent} event @param {Handle} handle */
  #step(event, handle) {
    const arrow = ARROWS[event.key];
    if (!arrow || !this.#region) return;
    event.preventDefault();
    this.#change(this.#region, handle, KEY_STEP * arrow.x, KEY_STEP * arrow.y);
  }

  /** @param {Region} region @param {Handle} handle @param {number} dx @param {number} dy */
  #change(region, handle, dx, dy) {
    const isMove = handle.x === 0 && handle.y === 0;
    this.#events.onChange(isMove ? moveRegion(region, dx, dy) : resizeRegion(region, handle, dx, dy));
  }
}
