/** Draws the brands of boxes: quietly, at the foot of each, and with their names while brands are painted. */
import { drawTag } from '../../toolkit/tags.js';
import { boxOnStage } from './viewport.js';

/** Of the brand's colour over a box, while brands are painted. */
const FILL = 0.42;
const STRIP = { part: 0.1, least_px: 3, most_px: 6 };
const RADIUS_PX = 4;

/**
 * @param {CanvasRenderingContext2D} context with CSS pixels as its unit
 * @param {import('../../photo/shot-review.js').ShotReview} review
 * @param {object} painted
 * @param {import('../../brands/list.js').Brand[]} painted.brands
 * @param {boolean} painted.isPainting
 * @param {import('../../photo/names.js').BoxNames} painted.named the brands of boxes, by what a person says or the machine knows
 * @param {import('./viewport.js').Viewport} viewport
 * @param {(name: string) => string} colour
 */
export function drawBrands(context, { boxes, names }, { brands, isPainting, named }, viewport, colour) {
  const byId = new Map(brands.map((brand) => [brand.id, brand]));
  for (const { key, box } of boxes) {
    const brand = byId.get(named[key]?.brand ?? '');
    if (!brand) continue;
    const [left, top, right, bottom] = boxOnStage(viewport, box);
    const isSaid = names[key]?.brand !== undefined || names[key]?.product !== undefined;
    const most = Math.min(STRIP.most_px, Math.max(STRIP.least_px, STRIP.part * (bottom - top)));
    const height = isSaid ? most : most / 2; // what the machine knows takes less room than a person's word
    const [x, width] = [left + 1, right - left - 2];
    context.fillStyle = colour(`brand-${brand.colour}`);
    if (isPainting) {
      const whole = new Path2D();
      whole.roundRect(x, top + 1, width, bottom - top - 2, RADIUS_PX);
      context.globalAlpha = FILL;
      context.fill(whole);
      context.globalAlpha = 1;
    }
    context.fillRect(x, bottom - 1 - height, width, height);
    context.strokeStyle = colour('hairline');
    context.lineWidth = 1;
    context.strokeRect(x, bottom - 1 - height, width, height);
    if (isPainting) drawTag(context, brand.name, { x: left, y: top, width: right - left }, colour);
  }
}
