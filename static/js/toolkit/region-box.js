import { html, nothing, ref, render } from '../../vendor/lit.js';
import { messages } from '../messages.js';
import { ARROWS } from './arrows.js';

/**
 * @typedef {{ x: number, y: number }} Point fractions of the layer
 * @typedef {{ x: -1 | 0 | 1, y: -1 | 0 | 1 }} Handle a corner: -1 left or top, 1 right or bottom; 0, 0: all of the region
 */

/**
 * How a region is shown and changed; all in fractions of the layer.
 * @template Region
 * @typedef {object} Outline
 * @property {(region: Region) => Point[]} corners four, clockwise from the top left
 * @property {(region: Region, handle: Handle, by: Point) => Region} move
 * @property {(region: Region, handle: Handle, to: Point) => Region} place puts a corner, or the middle, at a point
 */

/**
 * @template Region
 * @typedef {object} RegionEvents
 * @property {(region: Region, isSameStep: boolean) => void} onChange the person has changed the region; `isSameStep`: by the
 *   same drag, or key that is held down, as the last time
 * @property {(isPicked: boolean) => void} onPick whether the next tap puts a handle elsewhere
 * @property {(at: Point) => void} [onFocus] the keyboard has come to a handle
 */

/** How far an arrow key moves a corner: a fiftieth of the picture. */
const KEY_STEP = 0.02;

/** A trembling finger still taps; beyond so many CSS pixels it drags. */
const SLOP_PX = 6;

/** @type {{ handle: Handle, name: keyof typeof messages.region.corners }[]} */
const HANDLES = [
  { handle: { x: -1, y: -1 }, name: 'topLeft' },
  { handle: { x: 1, y: -1 }, name: 'topRight' },
  { handle: { x: -1, y: 1 }, name: 'bottomLeft' },
  { handle: { x: 1, y: 1 }, name: 'bottomRight' },
  { handle: { x: 0, y: 0 }, name: 'all' },
];

/** @param {Handle} handle of a corner @returns {number} clockwise from the top left, 0..3 */
export const cornerIndex = ({ x, y }) => (y < 0 ? (x < 0 ? 0 : 1) : x < 0 ? 3 : 2);

/**
 * The frame around the part of a picture that counts. Its corners can be dragged, and so can the whole. Who cannot drag taps
 * a corner and then the place where it should go, or uses the arrow keys.
 *
 * @template Region
 */
export class RegionBox {
  #outline;
  #events;
  /** @type {Region | null} */
  #region = null;
  /** The handle that was tapped, which the next tap puts elsewhere. @type {Handle | null} */
  #picked = null;
  /** What the pointer that is down on a handle does. @type {'tap' | 'drag' | null} */
  #press = null;
  /** Whether the drag, or the key that is down, has changed the region. */
  #hasChanged = false;

  /**
   * @param {Outline<Region>} outline
   * @param {RegionEvents<Region>} events
   */
  constructor(outline, events) {
    this.#outline = outline;
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
   * @param {Point} point
   * @returns {boolean} false when no handle was tapped before
   */
  place(point) {
    const [region, handle] = [this.#region, this.#picked];
    if (!region || !handle) return false;
    this.#pick(null);
    this.#hasChanged = false;
    this.#change(this.#outline.place(region, handle, point));
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
    const corners = this.#outline.corners(region);
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
    const inBox = (/** @type {Point} */ { x, y }) => ({ x: (x - left) / width, y: (y - top) / height });
    return html`<div
      class="region"
      role="group"
      aria-label=${messages.region.label}
      ${ref(placed({ x: left, y: top }, { width, height }))}
    >
      ${HANDLES.map(
        ({ handle, name }) =>
          html`<button
            class="region__handle"
            data-x=${handle.x}
            data-y=${handle.y}
            aria-label=${messages.region.corners[name]}
            aria-pressed=${handle === this.#picked}
            ${ref(placed(inBox(pointOf(corners, handle))))}
            @click=${(/** @type {MouseEvent} */ event) => this.#tap(event, handle)}
            @pointerdown=${(/** @type {PointerEvent} */ event) => this.#drag(event, handle)}
            @keydown=${(/** @type {KeyboardEvent} */ event) => this.#step(event, handle)}
            @focus=${(/** @type {FocusEvent} */ event) => this.#focus(event, handle)}
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
    this.#hasChanged = false;
    const { width, height } = this.element.getBoundingClientRect();
    const onMove = (/** @type {PointerEvent} */ now) => {
      if (Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > SLOP_PX)
        this.#press = 'drag';
      if (this.#press !== 'drag') return;
      const by = { x: (now.clientX - event.clientX) / width, y: (now.clientY - event.clientY) / height };
      this.#change(this.#outline.move(region, handle, by));
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
    if (!event.repeat) this.#hasChanged = false;
    const by = { x: KEY_STEP * arrow.x, y: KEY_STEP * arrow.y };
    this.#change(this.#outline.move(this.#region, handle, by));
    this.#focus(event, handle);
  }

  /** @param {Event} event @param {Handle} handle */
  #focus({ currentTarget }, handle) {
    const isByKeyboard = currentTarget instanceof Element && currentTarget.matches(':focus-visible');
    if (isByKeyboard && this.#region)
      this.#events.onFocus?.(pointOf(this.#outline.corners(this.#region), handle));
  }

  /** @param {Region} region */
  #change(region) {
    if (this.#region && JSON.stringify(region) === JSON.stringify(this.#region)) return;
    const isSameStep = this.#hasChanged;
    this.#hasChanged = true;
    this.#events.onChange(region, isSameStep);
  }
}

/** @param {Point[]} corners @param {Handle} handle @returns {Point} a corner; for all of the region the middle of its upper side */
function pointOf(corners, handle) {
  const [a, b] = corners;
  return handle.x === 0 ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : corners[cornerIndex(handle)];
}

/**
 * Through CSSOM, since the content security policy allows no style attributes.
 * @param {Point} at fractions of what it lies in
 * @param {{ width: number, height: number }} [size] the same
 */
function placed({ x, y }, size) {
  return (/** @type {Element | undefined} */ element) => {
    if (!(element instanceof HTMLElement)) return;
    element.style.left = `${100 * x}%`;
    element.style.top = `${100 * y}%`;
    if (!size) return;
    element.style.width = `${100 * size.width}%`;
    element.style.height = `${100 * size.height}%`;
  };
}
