import { fitToScreen, strokeOnPicture } from '../../toolkit/canvas.js';
import { drawTag } from '../../toolkit/tags.js';
import { rectsOnElement } from './overlay-rects.js';

/** @typedef {import('./overlay-rects.js').Boxes} Boxes */

const STROKE_PX = 2;
const MARKED_STROKE_PX = 4;
const CURRENT_STROKE_PX = 3;
const HAIRLINE_PX = 1;
const RADIUS_PX = 4;
const FAINT = 0.35;
const INSET_PX = STROKE_PX / 2 + HAIRLINE_PX / 2;

/**
 * Draws boxes over a picture, on a canvas that covers the picture's element and follows its size.
 * Colours come from the CSS custom properties --counted, --counted-fill, --marked, --marked-fill, --by-hand,
 * --by-hand-fill, --hairline, and those of the names.
 */
export class BoxOverlay {
  /** @type {Boxes | null} */
  #boxes = null;
  /** @type {Boxes | null} */
  #marked = null;
  /** @type {Boxes | null} */
  #current = null;
  #isFaint = false;

  /** @param {string} className of the canvas */
  constructor(className) {
    this.canvas = document.createElement('canvas');
    this.canvas.className = className;
    new ResizeObserver(() => this.#draw()).observe(this.canvas);
  }

  /**
   * @param {Boxes | null} boxes null for none
   * @param {Boxes | null} [marked] those that the person has marked, in a stroke of their own
   * @param {Boxes | null} [current] the one that the arrow keys have reached, with a ring around it
   * @param {boolean} [isFaint] those that are not marked are hardly to be seen
   */
  show(boxes, marked = null, current = null, isFaint = false) {
    this.#boxes = boxes;
    this.#marked = marked;
    this.#current = current;
    this.#isFaint = isFaint;
    this.#draw();
  }

  #draw() {
    const { canvas } = this;
    const element = canvas.getBoundingClientRect();
    const context = this.#prepare(element);
    if (!context) return;
    const colours = getComputedStyle(canvas);
    const draw = (
      /** @type {Boxes | null} */ boxes,
      /** @type {string} */ name,
      /** @type {number} */ stroke_px,
      inset_px = INSET_PX,
    ) => {
      if (!boxes) return;
      const path = new Path2D();
      for (const { x, y, width, height } of rectsOnElement(boxes, element, inset_px)) {
        path.roundRect(x, y, width, height, Math.min(RADIUS_PX, width / 4, height / 4));
      }
      context.fillStyle = colours.getPropertyValue(`--${name}-fill`);
      context.fill(path);
      const colour = colours.getPropertyValue(`--${name}`);
      strokeOnPicture(context, path, stroke_px, colour, colours.getPropertyValue('--hairline'));
    };
    context.globalAlpha = this.#isFaint ? FAINT : 1;
    draw(this.#boxes, 'counted', STROKE_PX);
    context.globalAlpha = 1;
    draw(this.#marked, 'marked', MARKED_STROKE_PX);
    draw(this.#current, 'by-hand', CURRENT_STROKE_PX, -CURRENT_STROKE_PX);
    const colour = (/** @type {string} */ name) => colours.getPropertyValue(`--${name}`);
    for (const boxes of [this.#boxes, this.#marked]) {
      boxes?.names?.forEach((name, i) => {
        const only = { ...boxes, boxes: boxes.boxes.subarray(4 * i, 4 * i + 4), count: 1 };
        for (const rect of rectsOnElement(only, element, INSET_PX)) drawTag(context, name, rect, colour);
      });
    }
  }

  /**
   * An empty canvas with as many pixels as the screen has under it, and CSS pixels as its unit.
   * @param {{ width: number, height: number }} element CSS pixels
   * @returns {CanvasRenderingContext2D | null} null while the canvas is not on the page
   */
  #prepare({ width, height }) {
    if (width <= 0 || height <= 0) return null;
    const context = fitToScreen(this.canvas, { width, height });
    context?.clearRect(0, 0, width, height);
    return context;
  }
}
