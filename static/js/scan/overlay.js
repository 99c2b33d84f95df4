import { rectsOnElement } from './geometry.js';

/** @typedef {import('../detector/client.js').Detections} Detections */

const STROKE_PX = 2;
const HAIRLINE_PX = 1;
const RADIUS_PX = 4;
const INSET_PX = STROKE_PX / 2 + HAIRLINE_PX / 2;

/**
 * The boxes over a picture: a canvas that covers the picture's element exactly and follows its size.
 * Colours come from the CSS custom properties --counted, --counted-fill and --hairline.
 */
export class BoxOverlay {
  /** @type {Detections | null} */
  #detections = null;

  /** @param {string} className of the canvas */
  constructor(className) {
    this.canvas = document.createElement('canvas');
    this.canvas.className = className;
    this.canvas.setAttribute('aria-hidden', 'true'); // the count says it in words
    new ResizeObserver(() => this.#draw()).observe(this.canvas);
  }

  /** @param {Detections | null} detections null for a clean picture */
  show(detections) {
    this.#detections = detections;
    this.#draw();
  }

  #draw() {
    const { canvas } = this;
    const element = canvas.getBoundingClientRect();
    const context = this.#prepare(element);
    if (!context || !this.#detections) return;
    const boxes = new Path2D();
    for (const { x, y, width, height } of rectsOnElement(this.#detections, element, INSET_PX)) {
      boxes.roundRect(x, y, width, height, Math.min(RADIUS_PX, width / 4, height / 4));
    }
    const colours = getComputedStyle(canvas);
    context.fillStyle = colours.getPropertyValue('--counted-fill');
    context.fill(boxes);
    // The dark hairline outside and inside of the light stroke keeps a box readable on any package.
    context.strokeStyle = colours.getPropertyValue('--hairline');
    context.lineWidth = STROKE_PX + 2 * HAIRLINE_PX;
    context.stroke(boxes);
    context.strokeStyle = colours.getPropertyValue('--counted');
    context.lineWidth = STROKE_PX;
    context.stroke(boxes);
  }

  /**
   * An empty canvas with as many pixels as the screen has under it, and CSS pixels as its unit.
   * @param {{ width: number, height: number }} element CSS pixels
   * @returns {CanvasRenderingContext2D | null} null while the canvas is not on the page
   */
  #prepare({ width, height }) {
    const { canvas } = this;
    const context = width > 0 && height > 0 ? canvas.getContext('2d') : null;
    if (!context) return null;
    const ratio = globalThis.devicePixelRatio;
    const [pixels_x, pixels_y] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixels_x || canvas.height !== pixels_y) {
      canvas.width = pixels_x;
      canvas.height = pixels_y;
    }
    context.setTransform(pixels_x / width, 0, 0, pixels_y / height, 0, 0);
    context.clearRect(0, 0, width, height);
    return context;
  }
}
