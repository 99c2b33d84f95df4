/**
 * A photo with the boxes that count, drawn as on the screen: the machine's and the person's can be told apart, and an
 * accepted gap is a dashed outline. If a part of the photo alone counts, it has an outline, and the rest is dimmed.
 *
 * @typedef {import('../photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../photo/corrections.js').Box} Box
 * @typedef {{ counted: string, corrected: string, missing: string, hairline: string, ink: string, plate: string,
 *   shade: string }} MarkColours
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
 * @param {string} caption written into the corner
 * @returns {Promise<Blob>} a JPEG with the boxes on it, in the colours of the page
 * @throws {import('../photo/picture.js').PictureError} The photo cannot be decoded.
 */
export function markedJpeg(photo, review, caption) {
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
  };
  const draw = (/** @type {import('../toolkit/canvas.js').Context} */ context) =>
    drawMarks(context, review, { colours, caption });
  return redraw(photo, { longSide: LONG_SIDE_PX, quality: QUALITY, draw });
}

/**
 * @param {import('../toolkit/canvas.js').Context} context with the photo on it, whole
 * @param {ReviewedShot} review
 * @param {{ colours: MarkColours, caption: string }} options `caption` is written into the corner
 */
function drawMarks(context, review, { colours, caption }) {
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
  drawCaption(context, caption, colours, unit);
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
