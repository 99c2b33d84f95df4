/**
 * The boxes that count, drawn on a photo, as on the screen: the machine's and the person's can be told apart, and a
 * gap is a dashed outline.
 *
 * @typedef {{ counted: string, corrected: string, missing: string, hairline: string, ink: string, plate: string }} MarkColours
 */
import { currentBoxes } from '../../photo/corrections.js';

/** On a photo of this long side lines are as wide as on a screen; on larger ones they grow with it. */
const REFERENCE_PX = 900;

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context with the photo on it, whole
 * @param {import('../record.js').ReviewedShot} review
 * @param {{ colours: MarkColours, caption: string }} options `caption` is written into the corner
 */
export function drawMarks(context, review, { colours, caption }) {
  const { width, height } = context.canvas;
  const [scaleX, scaleY] = [width / review.width, height / review.height];
  const unit = Math.max(1, Math.max(width, height) / REFERENCE_PX);

  const outline = (/** @type {import('../record.js').Box} */ [left, top, right, bottom]) => {
    // A little inside the product: facings touch each other, and shared lines would melt into a grid.
    const [x, y] = [left * scaleX + unit, top * scaleY + unit];
    const size_x = Math.max(unit, (right - left) * scaleX - 2 * unit);
    const size_y = Math.max(unit, (bottom - top) * scaleY - 2 * unit);
    context.beginPath();
    context.roundRect(x, y, size_x, size_y, Math.min(4 * unit, size_x / 4, size_y / 4));
  };
  const stroke = (/** @type {string} */ colour) => {
    context.strokeStyle = colours.hairline;
    context.lineWidth = 3.5 * unit;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = 2 * unit;
    context.stroke();
  };

  for (const { box, source } of currentBoxes(review)) {
    outline(box);
    stroke(source === 'machine' ? colours.counted : colours.corrected);
  }
  context.setLineDash([6 * unit, 5 * unit]);
  for (const gap of review.corrections.gaps.accepted) {
    outline(gap);
    stroke(colours.missing);
  }
  context.setLineDash([]);
  drawCaption(context, caption, colours, unit);
}

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context
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
