/** Draws what is marked on a photo, and the line that marks. */

import { isLasso } from '../../geometry/path.js';
import { strokeOnPicture } from '../../toolkit/canvas.js';
import { boxOnStage, pointOnStage } from './viewport.js';

/** @typedef {import('./viewport.js').Viewport} Viewport */

const STROKE_PX = 3;
const RADIUS_PX = 4;

/**
 * @param {CanvasRenderingContext2D} context with CSS pixels as its unit
 * @param {import('../../photo/corrections.js').Box[]} boxes
 * @param {Viewport} viewport
 * @param {(name: string) => string} colour
 */
export function drawMarked(context, boxes, viewport, colour) {
  if (boxes.length === 0) return;
  const path = new Path2D();
  for (const box of boxes) {
    const [left, top, right, bottom] = boxOnStage(viewport, box);
    path.roundRect(left + 1, top + 1, right - left - 2, bottom - top - 2, RADIUS_PX);
  }
  context.fillStyle = colour('marked-fill');
  context.fill(path);
  strokeOnPicture(context, path, STROKE_PX - 1, colour('marked'), colour('hairline'));
}

/**
 * A line, with a ring where it has to end to make a lasso; a lasso is filled.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import('./box-line.js').Line} line
 * @param {Viewport} viewport
 * @param {(name: string) => string} colour
 */
export function drawLine(context, { path, reach }, viewport, colour) {
  const points = path.map((point) => pointOnStage(viewport, point));
  const line = new Path2D();
  for (const { x, y } of points) line.lineTo(x, y);
  if (isLasso(path, reach)) {
    line.closePath();
    context.fillStyle = colour('selected-fill');
    context.fill(line);
  }
  context.lineCap = 'round';
  context.lineJoin = 'round';
  strokeOnPicture(context, line, STROKE_PX, colour('selected'), colour('hairline'));
  const ring = new Path2D();
  ring.arc(points[0].x, points[0].y, reach * viewport.scale, 0, 2 * Math.PI);
  strokeOnPicture(context, ring, 1, colour('selected'), colour('hairline'));
  context.lineCap = 'butt';
  context.lineJoin = 'miter';
}
