/**
 * How many products fit into an empty space of a shelf, and where they would stand.
 *
 * @typedef {import('./corrections.js').Box} Box
 */
import { heightOf, widthOf } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';
import { fitLine, yAt } from './board-lines.js';

/** The size and position of a missing product are estimated from this many of the nearest facings. */
const NEIGHBOURS = 6;

/**
 * @param {Box} gap
 * @param {Box[]} standing the facings of its row
 * @returns {number} how many products like its neighbours would fit, at least 1
 */
export function facingsIn(gap, standing) {
  if (standing.length === 0) return 1;
  const near = nearestTo(gap, standing);
  const sides = [near.find((box) => box[0] < gap[0]), near.find((box) => box[2] > gap[2])];
  const widths = sides.flatMap((box) => (box ? [widthOf(box)] : []));
  const width =
    widths.length > 0 ? widths.reduce((sum, each) => sum + each, 0) / widths.length : widthOf(gap);
  const usual = usualSpace(standing);
  return Math.max(1, Math.round((widthOf(gap) - usual) / (width + usual)));
}

/**
 * Boxes for products that stand in a gap: as large as their neighbours, on the same board, and evenly spaced.
 *
 * @param {Box} gap
 * @param {Box[]} standing the facings of its row
 * @param {{ width: number, height: number }} photo pixels
 * @returns {Box[]} left to right, whole pixels, inside the photo
 */
export function productsIn(gap, standing, photo) {
  const neighbours = nearestTo(gap, standing.length > 0 ? standing : [gap]).slice(0, NEIGHBOURS);
  const count = facingsIn(gap, standing);
  const part = widthOf(gap) / count;
  const width = Math.min(part, median(neighbours.map(widthOf)));
  const height = median(neighbours.map(heightOf));
  const board = fitLine(neighbours);
  return Array.from({ length: count }, (_, i) => {
    const x = gap[0] + (i + 0.5) * part;
    const bottom = Math.min(photo.height, Math.round(yAt(board, x)));
    return [
      Math.round(x - width / 2),
      Math.max(0, bottom - Math.round(height)),
      Math.round(x + width / 2),
      bottom,
    ];
  });
}

/**
 * @param {{ box: Box, facings: number }} gap
 * @returns {Box[]} its equal parts, one for each product that fits, left to right
 */
export function gapParts({ box: [left, top, right, bottom], facings }) {
  const width = (right - left) / facings;
  return Array.from({ length: facings }, (_, i) => [left + i * width, top, left + (i + 1) * width, bottom]);
}

/** The usual space between neighbouring products of a row, in pixels. @param {Box[]} standing */
function usualSpace(standing) {
  const spaces = standing.slice(1).map((box, i) => box[0] - standing[i][2]);
  return spaces.length > 2 ? Math.max(0, median(spaces)) : 0;
}

/** @param {Box} gap @param {Box[]} standing @returns {Box[]} the nearest first */
export function nearestTo(gap, standing) {
  const distance = (/** @type {Box} */ box) => Math.abs(middleOf(box) - middleOf(gap));
  return standing.toSorted((a, b) => distance(a) - distance(b));
}

/** @param {Box} box */
const middleOf = (box) => (box[0] + box[2]) / 2;
