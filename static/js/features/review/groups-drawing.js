/**
 * Draws the products of a photo: a quiet colour over the boxes of each, and the name over boxes that stand side by side. A name that
 * the machine gave is drawn as what it counts, one of a person as what a person corrects.
 */

import { around } from '../../geometry/boxes.js';
import { boxStops } from '../../photo/stops.js';
import { titleOf } from '../../products/list.js';
import { strokeOnPicture } from '../../toolkit/canvas.js';
import { drawTag } from '../../toolkit/tags.js';
import { drawMarked } from './mark-drawing.js';
import { boxOnStage } from './viewport.js';

/** @typedef {import('./groups.js').Group} Group */

const FILL = 0.36;
/** Where a group is chosen, of all others. */
const FAINT = 0.1;
const STROKE_PX = 2;
const RADIUS_PX = 4;

/**
 * @param {CanvasRenderingContext2D} context with CSS pixels as its unit
 * @param {import('../../photo/shot-review.js').ShotReview} review
 * @param {import('./groups-tool.js').Grouping} grouping
 * @param {import('./viewport.js').Viewport} viewport
 * @param {(name: string) => string} colour
 */
export function drawGroups(context, review, { groups, chosen, marked, cursor }, viewport, colour) {
  const places = new Map(review.boxes.map(({ key, box }) => [key, box]));
  const pathOf = (/** @type {string[]} */ keys) => {
    const path = new Path2D();
    for (const key of keys) {
      const box = places.get(key);
      if (!box) continue;
      const [left, top, right, bottom] = boxOnStage(viewport, box);
      path.roundRect(left + 1, top + 1, right - left - 2, bottom - top - 2, RADIUS_PX);
    }
    return path;
  };
  for (const group of groups) {
    const path = pathOf(group.keys);
    context.fillStyle = context.strokeStyle = colour(`brand-${group.colour}`);
    context.globalAlpha = chosen && !chosen.keys.some((key) => group.keys.includes(key)) ? FAINT : FILL;
    context.fill(path);
    context.globalAlpha = 1;
    if (!chosen) {
      context.lineWidth = 1;
      context.stroke(path);
    }
  }
  if (chosen)
    strokeOnPicture(context, pathOf(chosen.keys), STROKE_PX, colour('selected'), colour('hairline'));
  for (const { box, group } of runsOf(review, groups)) {
    if (!group.product || (chosen && !chosen.keys.some((key) => group.keys.includes(key)))) continue;
    const [left, top, right] = boxOnStage(viewport, box);
    const ink = colour(group.isSaid ? 'by-hand' : 'counted');
    drawTag(context, titleOf(group.product), { x: left, y: top, width: right - left }, colour, ink);
  }
  const isMarked = review.boxes.filter(({ key }) => marked.has(key)).map(({ box }) => box);
  drawMarked(context, isMarked, viewport, colour);
  if (cursor !== null)
    strokeOnPicture(context, pathOf([cursor]), STROKE_PX + 1, colour('selected'), colour('hairline'));
}

/**
 * @param {import('../../photo/shot-review.js').ShotReview} review
 * @param {Group[]} groups
 * @returns {{ box: import('../../photo/corrections.js').Box, group: Group }[]} the boxes of one group that stand side by side, as one
 */
function runsOf({ stops }, groups) {
  const groupOf = new Map(
    groups.flatMap((group) => group.keys.map((key) => /** @type {const} */ ([key, group]))),
  );
  /** @type {{ boxes: import('../../photo/corrections.js').Box[], group: Group, row: number }[]} */
  const runs = [];
  for (const { key, box, row } of boxStops(stops)) {
    const group = groupOf.get(key);
    const last = runs[runs.length - 1];
    if (!group) continue;
    if (last && row >= 0 && last.row === row && last.group === group) last.boxes.push(box);
    else runs.push({ boxes: [box], group, row });
  }
  return runs.map(({ boxes, group }) => ({ box: around(boxes), group }));
}
