/**
 * A photo with the boxes that count, drawn as on the screen: the machine's and the person's can be told apart, and an
 * accepted gap is a dashed outline. If a part of the photo alone counts, it has an outline, and the rest is dimmed. Places that a
 * person has noted are numbered pins.
 *
 * @typedef {import('../photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../photo/corrections.js').Box} Box
 * @typedef {{ counted: string, corrected: string, missing: string, hairline: string, ink: string, plate: string,
 *   shade: string, pin: string, onPin: string }} MarkColours
 */
import { currentBoxes, judgedGaps } from '../photo/corrections.js';
import { redraw } from '../photo/jpeg.js';
import { polygon, shadeOutside } from '../toolkit/shade.js';

/** On a photo of this long side lines are as wide as on a screen; on larger ones they grow with it. */
const REFERENCE_PX = 900;
/** Enough to read a label; a canvas of a whole 50-megapixel photo is more than some phones allow. */
const LONG_SIDE_PX = 2400;
const QUALITY = 0.85;

/**
 * @param {Blob} photo
 * @param {ReviewedShot} review
 * @param {object} [options]
 * @param {string} [options.caption] written into the corner; empty: none
 * @param {import('../photo/notes.js').NotedPlace[]} [options.places] that a person has noted
 * @param {number} [options.longSide] pixels at most
 * @param {number} [options.quality] 0..1
 * @returns {Promise<Blob>} a JPEG with the boxes on it, in the colours of the page
 * @throws {import('../photo/picture.js').PictureError} The photo cannot be decoded.
 */
export function markedJpeg(photo, review, options = {}) {
  const { caption = '', places = [], longSide = LONG_SIDE_PX, quality = QUALITY } = options;
  const tokens = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => tokens.getPropertyValue(name).trim();
  const colours = {
    counted: colour('--counted'),
    corrected: colour('--by-hand'),
    missing: colour('--missing'),
    hairline: colour('--hairline'),
    ink: colour('--on-chrome'),
    plate: colour('--chrome-glass'),
    shade: colour('--shade'),
    pin: colour('--pin'),
    onPin: colour('--on-pin'),
  };
  const draw = (/** @type {import('../toolkit/canvas.js').Context} */ context) =>
    drawMarks(context, review, { colours, caption, places });
  return redraw(photo, { longSide, quality, draw });
}

/**
 * @param {import('../toolkit/canvas.js').Context} context with the photo on it, whole
 * @param {ReviewedShot} review
 * @param {{ colours: MarkColours, caption: string, places: import('../photo/notes.js').NotedPlace[] }} options
 */
function drawMarks(context, review, { colours, caption, places }) {
  const { width, height } = context.canvas;
  const [scaleX, scaleY] = [width / review.width, height / review.height];
  const unit = Math.max(1, Math.max(width, height) / REFERENCE_PX);

  const outline = (/** @type {Box} */ [left, top, right, bottom]) => {
    // A little inside the product: facings touch each other, and shared lines would melt into a grid.
    const [x, y] = [left * scaleX + unit, top * scaleY + unit];
    const size_x = Math.max(unit, (right - left) * scaleX - 2 * unit);
    const size_y = Math.max(unit, (bottom - top) * scaleY - 2 * unit);
    const path = new Path2D();
    path.roundRect(x, y, size_x, size_y, Math.min(4 * unit, size_x / 4, size_y / 4));
    return path;
  };
  const stroke = (/** @type {Path2D} */ path, /** @type {string} */ colour) => {
    context.strokeStyle = colours.hairline;
    context.lineWidth = 3.5 * unit;
    context.stroke(path);
    context.strokeStyle = colour;
    context.lineWidth = 2 * unit;
    context.stroke(path);
  };

  const region = review.corrections.region?.corners.map(([x, y]) => ({ x: x * scaleX, y: y * scaleY }));
  if (region) {
    shadeOutside(context, { width, height }, region, colours.shade);
    stroke(polygon(region), colours.ink);
  }

  for (const { box, source } of currentBoxes(review)) {
    stroke(outline(box), source === 'machine' ? colours.counted : colours.corrected);
  }
  context.setLineDash([6 * unit, 5 * unit]);
  for (const gap of judgedGaps(review.corrections).accepted) {
    stroke(outline(gap), colours.missing);
  }
  context.setLineDash([]);
  places.forEach((place, index) => {
    drawPin(context, place, String(index + 1), colours, unit);
  });
  if (caption) drawCaption(context, caption, colours, unit);
}

/**
 * @param {import('../toolkit/canvas.js').Context} context
 * @param {{ x: number, y: number }} place parts of the photo
 * @param {string} number
 * @param {MarkColours} colours
 * @param {number} unit
 */
function drawPin(context, { x, y }, number, colours, unit) {
  const radius = 12 * unit;
  // Whole, also at the edge.
  const inside = (/** @type {number} */ at, /** @type {number} */ length) =>
    Math.min(Math.max(at * length, radius + unit), length - radius - unit);
  const [left, top] = [inside(x, context.canvas.width), inside(y, context.canvas.height)];
  context.beginPath();
  context.arc(left, top, radius, 0, 2 * Math.PI);
  context.fillStyle = colours.pin;
  context.fill();
  context.strokeStyle = colours.hairline;
  context.lineWidth = 1.5 * unit;
  context.stroke();
  context.font = `700 ${15 * unit}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colours.onPin;
  context.fillText(number, left, top + unit / 2);
  context.textAlign = 'start';
}

/**
 * @param {import('../toolkit/canvas.js').Context} context
 * @param {string} caption
 * @param {MarkColours} colours
 * @param {number} unit
 */
function drawCaption(context, caption, colours, unit) {
  const [size, padding, margin] = [20 * unit, 12 * unit, 14 * unit];
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  const width = context.measureText(caption).width + 2 * padding;
  const height = size + 1.4 * padding;
  const top = context.canvas.height - margin - height;
  context.fillStyle = colours.plate;
  context.beginPath();
  context.roundRect(margin, top, width, height, 10 * unit);
  context.fill();
  context.fillStyle = colours.ink;
  context.fillText(caption, margin + padding, top + height / 2);
}
