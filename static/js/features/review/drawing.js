import { intersectionOf } from '../../geometry/boxes.js';
import { median } from '../../geometry/median.js';
import { bandsOf } from '../../photo/bands.js';
import { machineKey } from '../../photo/corrections.js';
import { strokeOnPicture } from '../../toolkit/canvas.js';
import { polygon, shadeOutside } from '../../toolkit/shade.js';
import { drawTag } from '../../toolkit/tags.js';
import { drawGroups } from './groups-drawing.js';
import { CORNERS, cornerOf, PULLED_FROM_PX } from './handles.js';
import { drawLine, drawMarked } from './mark-drawing.js';
import { drawBrands } from './paint-drawing.js';
import { boxOnStage, pointOnStage } from './viewport.js';

/**
 * @typedef {ReturnType<typeof bandsOf>} Bands in CSS pixels
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 * @typedef {import('./viewport.js').Viewport} Viewport
 * @typedef {{ width: number, height: number }} Size
 *
 * @typedef {object} Scene
 * @property {ShotReview} review
 * @property {Viewport} viewport
 * @property {{ key: string | null, box: Box } | null} draft the box that is being dragged or drawn; `key`: the box that it
 *   replaces, null for a new one
 * @property {number | null} row the highlighted row; null: none
 * @property {{ index: number, box: Box } | null} asked the box of the machine that the person is asked about
 * @property {Set<string>} marked keys of boxes that are marked
 * @property {import('./box-line.js').Line | null} line that marks
 * @property {import('../../brands/list.js').Brand[]} brands of the person's list
 * @property {boolean} isPainting whether boxes are being named by them
 * @property {import('../../photo/names.js').BoxNames} named the brands of boxes, by what a person says or the machine knows
 * @property {import('./groups-tool.js').Grouping | null} grouping the photo's products, while they are shown
 * @property {string[] | null} kinds names of the labels if they are shown on the boxes, else null
 */

const STROKE_PX = 2;
const HAIRLINE_PX = 1;
const RADIUS_PX = 4;
const HANDLE_PX = 7;
/** Strokes are thinner if boxes are smaller than this on the screen. */
const ROOMY_PX = 28;
const DASH_PX = [5, 4];
const CHIP = { height: 20, pad: 7, space: 3, font: '600 12px system-ui, sans-serif' };

/**
 * Draws boxes, corrections, gaps and rows. Colours come from the CSS custom properties of the canvas.
 *
 * @param {CanvasRenderingContext2D} context with CSS pixels as its unit
 * @param {Size} stage CSS pixels
 * @param {Scene} scene
 */
export function drawReview(context, stage, scene) {
  const { review, viewport, draft, row, kinds, asked, marked, line, grouping } = scene;
  const style = getComputedStyle(context.canvas);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`);
  context.clearRect(0, 0, stage.width, stage.height);
  const { selection } = review;
  const fine = fineness(review, viewport);
  const hidden = [selection?.key, draft?.key, asked && machineKey(asked.index)];

  const region = review.region?.corners.map(([x, y]) => pointOnStage(viewport, { x, y }));
  if (region) shadeOutside(context, stage, region, colour('shade'));
  const bands = bandsOnStage(review, viewport);
  drawBands(context, bands, review, viewport, row, colour);
  for (const byHand of [false, true]) {
    const boxes = review.boxes.filter(
      ({ source, key }) => (source !== 'machine') === byHand && !hidden.includes(key),
    );
    const path = new Path2D();
    for (const { box } of boxes) traceBox(path, boxOnStage(viewport, box), STROKE_PX * fine);
    context.fillStyle = colour(byHand ? 'by-hand-fill' : 'counted-fill');
    context.fill(path);
    strokeOnPicture(
      context,
      path,
      STROKE_PX * fine,
      colour(byHand ? 'by-hand' : 'counted'),
      colour('hairline'),
    );
  }
  if (grouping) drawGroups(context, review, grouping, viewport, colour);
  else drawBrands(context, review, scene, viewport, colour);
  if (kinds) {
    for (const { box, label } of review.boxes) {
      const [x, y, right] = boxOnStage(viewport, box);
      drawTag(context, kinds[label], { x, y, width: right - x }, colour);
    }
  }
  for (const gap of review.gaps) {
    drawGap(context, boxOnStage(viewport, gap.box), gap, gap.key === selection?.key, colour);
  }
  const isMarked = review.boxes.filter(({ key }) => marked.has(key));
  drawMarked(
    context,
    isMarked.map(({ box }) => box),
    viewport,
    colour,
  );
  const chosen = draft?.box ?? (selection?.kind === 'box' ? selection.box : null);
  if (chosen) drawSelected(context, boxOnStage(viewport, chosen), colour, true);
  if (asked) drawSelected(context, boxOnStage(viewport, asked.box), colour, false);
  if (region) strokeOnPicture(context, polygon(region), STROKE_PX, colour('on-chrome'), colour('hairline'));
  drawChips(context, stage, bands, review, viewport, colour);
  if (line) drawLine(context, line, viewport, colour);
}

/**
 * @param {ShotReview} review
 * @param {Viewport} viewport
 * @returns {number} factor for stroke widths, 0.5..1
 */
function fineness({ boxes }, { scale }) {
  if (boxes.length === 0) return 1;
  const side = median(boxes.map(({ box }) => Math.min(box[2] - box[0], box[3] - box[1])));
  return Math.min(1, Math.max(0.5, (side * scale) / ROOMY_PX));
}

/**
 * Traces a box slightly inside its product, because the lines of facings that touch each other would merge into a grid.
 * @param {Path2D} path
 * @param {Box} box CSS pixels
 * @param {number} stroke_px
 */
function traceBox(path, [left, top, right, bottom], stroke_px) {
  const inset = Math.min(stroke_px / 2 + HAIRLINE_PX / 2, (right - left) / 4, (bottom - top) / 4);
  const [width, height] = [right - left - 2 * inset, bottom - top - 2 * inset];
  path.roundRect(left + inset, top + inset, width, height, Math.min(RADIUS_PX, width / 4, height / 4));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Bands} bands
 * @param {ShotReview} review
 * @param {Viewport} viewport
 * @param {number | null} chosen
 * @param {(name: string) => string} colour
 */
function drawBands(context, bands, review, viewport, chosen, colour) {
  const { width, height } = review.original;
  const [left, top, right, bottom] = boxOnStage(viewport, [0, 0, width, height]);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top); // a band may extend beyond the photo
  context.clip();
  for (const { row, band } of bands) {
    if (chosen !== null && row !== chosen) continue;
    context.beginPath();
    for (const { x, y } of band) context.lineTo(x, y);
    context.closePath();
    context.fillStyle = colour(row === chosen ? 'row-chosen' : 'row');
    context.fill();
  }
  context.restore();
}

/**
 * @param {ShotReview} review
 * @param {Viewport} viewport
 * @returns {Bands}
 */
const bandsOnStage = ({ rows, boxes }, viewport) =>
  bandsOf(
    rows,
    boxes.map(({ box }) => box),
  ).map(({ row, band }) => {
    const onStage = band.map((point) => pointOnStage(viewport, point));
    return { row, band: /** @type {typeof band} */ (onStage) };
  });

/**
 * Draws the number of products of each row beside its first or last band, or on the board below, where that covers no
 * product and no gap, and the picture has room.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Size} stage
 * @param {Bands} bands
 * @param {ShotReview} review
 * @param {Viewport} viewport
 * @param {(name: string) => string} colour
 */
function drawChips(context, stage, bands, review, viewport, colour) {
  const taken = [...review.boxes, ...review.gaps].map(({ box }) => boxOnStage(viewport, box));
  context.font = CHIP.font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  review.rows.forEach(({ facings, stacked }, row) => {
    const own = bands.filter((each) => each.row === row).map(({ band }) => band);
    if (own.length === 0) return;
    const text = String(facings.length + stacked.length);
    const width = Math.max(CHIP.height, context.measureText(text).width + 2 * CHIP.pad);
    const [first, last] = [own[0], own[own.length - 1]];
    const place = [
      { x: first[3].x - width - CHIP.space, y: first[3].y - CHIP.height },
      { x: last[2].x + CHIP.space, y: last[2].y - CHIP.height },
      ...own.map((band) => ({ x: band[3].x, y: band[3].y + CHIP.space })),
      ...own.map((band) => ({ x: band[2].x - width, y: band[2].y + CHIP.space })),
    ].find(({ x, y }) => {
      const isInside = x >= 0 && y >= 0 && x + width <= stage.width && y + CHIP.height <= stage.height;
      return isInside && !taken.some((box) => intersectionOf(box, [x, y, x + width, y + CHIP.height]) > 0);
    });
    if (!place) return;
    taken.push([place.x, place.y, place.x + width, place.y + CHIP.height]);
    const chip = new Path2D();
    chip.roundRect(place.x, place.y, width, CHIP.height, CHIP.height / 2);
    context.fillStyle = colour('chrome');
    context.fill(chip);
    context.fillStyle = colour('on-chrome');
    context.fillText(text, place.x + width / 2, place.y + CHIP.height / 2 + 0.5);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box CSS pixels
 * @param {import('../../photo/shot-review.js').GapStop} gap
 * @param {boolean} isSelected
 * @param {(name: string) => string} colour
 */
function drawGap(context, box, { isAccepted }, isSelected, colour) {
  const path = new Path2D();
  traceBox(path, box, STROKE_PX);
  context.fillStyle = colour(isAccepted || isSelected ? 'missing-fill' : 'gap-fill');
  context.fill(path);
  context.setLineDash(isAccepted ? [] : DASH_PX);
  strokeOnPicture(context, path, STROKE_PX, colour(isSelected ? 'selected' : 'missing'), colour('hairline'));
  context.setLineDash([]);
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const arm = Math.min(7, (box[2] - box[0]) / 4, (box[3] - box[1]) / 4);
  const sign = new Path2D();
  if (isAccepted) {
    sign.moveTo(x - arm, y - arm);
    sign.lineTo(x + arm, y + arm);
    sign.moveTo(x + arm, y - arm);
    sign.lineTo(x - arm, y + arm);
  } else {
    sign.moveTo(x - arm, y);
    sign.lineTo(x + arm, y);
    sign.moveTo(x, y - arm);
    sign.lineTo(x, y + arm);
  }
  context.lineCap = 'round';
  strokeOnPicture(context, sign, STROKE_PX, colour('missing'), colour('hairline'));
  context.lineCap = 'butt';
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box CSS pixels
 * @param {(name: string) => string} colour
 * @param {boolean} isPulled whether it can be changed at its corners
 */
function drawSelected(context, box, colour, isPulled) {
  const [left, top, right, bottom] = box;
  const path = new Path2D();
  path.roundRect(left, top, right - left, bottom - top, RADIUS_PX);
  context.fillStyle = colour('selected-fill');
  context.fill(path);
  strokeOnPicture(context, path, STROKE_PX + 1, colour('selected'), colour('hairline'));
  const side = Math.min(right - left, bottom - top);
  if (!isPulled || side < PULLED_FROM_PX) return; // the corner handles would cover the box
  const radius = Math.min(HANDLE_PX, side / 5);
  for (const corner of CORNERS) {
    const { x, y } = cornerOf(box, corner);
    const handle = new Path2D();
    handle.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = colour('selected');
    context.fill(handle);
    context.strokeStyle = colour('hairline');
    context.lineWidth = HAIRLINE_PX;
    context.stroke(handle);
  }
}
