import { fitToScreen } from '../../toolkit/canvas.js';
import { drawReview } from './drawing.js';
import { boxOnStage, fit, frame, keepInside, pan, pointOnPhoto, reveal, zoom } from './viewport.js';

/**
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('./viewport.js').Point} Point
 * @typedef {import('./viewport.js').Viewport} Viewport
 * @typedef {Omit<import('./drawing.js').Scene, 'viewport'>} Scene
 */

/** The whole photo counts as shown up to this factor, which allows for rounding. */
const NEARLY_WHOLE = 1.01;

/**
 * Shows a part of the photo, which can be zoomed and panned, with the drawing over it. The browser scales the photo; the
 * drawing is a canvas of the stage's size at the screen's resolution. So both are sharp at every zoom, and the canvas does
 * not grow with it. Points on the stage are CSS pixels from its top left corner.
 */
export class PhotoStage {
  /** @type {Viewport | null} null until photo and stage have a size */
  #viewport = null;
  #photo = { width: 0, height: 0 };
  #size = { width: 0, height: 0 };
  #frame = 0;
  /** Called after each drawing, for what else follows the photo. */
  onDraw = () => {};
  #resizes = new ResizeObserver(() => this.#resize());

  /**
   * @param {string} url of the photo
   * @param {() => Scene | null} scene what to draw over it
   */
  constructor(url, scene) {
    this.scene = scene;
    this.image = document.createElement('img');
    this.image.className = 'editor__photo';
    this.image.alt = ''; // the element around it has the description
    this.image.src = url;
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'editor__boxes';
    this.canvas.setAttribute('aria-hidden', 'true'); // its content is announced as text
    this.element = document.createElement('div');
    this.element.className = 'editor';
    this.element.append(this.image, this.canvas);
    this.#resizes.observe(this.element);
  }

  /** @param {{ width: number, height: number }} photo pixels, upright */
  setPhoto({ width, height }) {
    this.#photo = { width, height };
    this.image.style.width = `${width}px`;
    this.image.style.height = `${height}px`;
    this.#resize();
  }

  /** Size of the photo in pixels. */
  get photo() {
    return this.#photo;
  }

  /** Size of the stage in CSS pixels. */
  get size() {
    return this.#size;
  }

  get middle() {
    return { x: this.#size.width / 2, y: this.#size.height / 2 };
  }

  /** CSS pixels per pixel of the photo. */
  get scale() {
    return this.#viewport?.scale ?? 1;
  }

  get isWhole() {
    return !this.#viewport || this.scale <= fit(this.#photo, this.#size).scale * NEARLY_WHOLE;
  }

  /** @param {Point} point on the stage @returns {Point} on the photo */
  toPhoto(point) {
    return this.#viewport ? pointOnPhoto(this.#viewport, point) : point;
  }

  /** @param {Box} box on the photo @returns {Box} on the stage */
  toStage(box) {
    return this.#viewport ? boxOnStage(this.#viewport, box) : box;
  }

  /** @param {Point} by */
  pan(by) {
    this.#show((viewport) => pan(viewport, by, this.#photo, this.#size));
  }

  /** @param {number} factor above 1: closer @param {Point} [at] stays where it is */
  zoom(factor, at = this.middle) {
    this.#show((viewport) => zoom(viewport, factor, at, this.#photo, this.#size));
  }

  showWhole() {
    this.#show(() => fit(this.#photo, this.#size));
  }

  /** Scrolls a box into view if it is outside. @param {Box} box */
  reveal(box) {
    this.#show((viewport) => reveal(viewport, box, this.#photo, this.#size));
  }

  /** Zooms to a box. @param {Box} box @param {number} part of the stage that it takes, 0..1 */
  frame(box, part) {
    this.#show(() => frame(box, part, this.#photo, this.#size));
  }

  /** Draws in the next animation frame. */
  drawSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Frees the photo's memory. */
  close() {
    cancelAnimationFrame(this.#frame);
    this.#resizes.disconnect();
    this.image.removeAttribute('src');
  }

  /** @param {(viewport: Viewport) => Viewport} change */
  #show(change) {
    if (!this.#viewport) return;
    this.#viewport = change(this.#viewport);
    this.drawSoon();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0 || this.#photo.width === 0) return;
    const { isWhole } = this;
    const [before, wasIn] = [this.#viewport, this.#size];
    this.#size = { width, height };
    if (!before || isWhole) this.#viewport = fit(this.#photo, this.#size);
    else {
      const x = before.x + (width - wasIn.width) / 2; // keeps the middle in the middle
      const y = before.y + (height - wasIn.height) / 2;
      const scale = Math.max(before.scale, fit(this.#photo, this.#size).scale);
      this.#viewport = keepInside({ scale, x, y }, this.#photo, this.#size);
    }
    this.#draw(); // at once, because resizing has cleared the canvas
  }

  #draw() {
    const viewport = this.#viewport;
    if (!viewport) return;
    const { scale, x, y } = viewport;
    this.image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    const scene = this.scene();
    const context = scene && this.#prepare();
    if (scene && context) drawReview(context, this.#size, { ...scene, viewport });
    this.onDraw();
  }

  /** @returns {CanvasRenderingContext2D | null} in CSS pixels; null if there is no memory for it, then only the photo is shown */
  #prepare() {
    return fitToScreen(this.canvas, this.#size);
  }
}
