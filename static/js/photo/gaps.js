/**
 * Finds places where products are missing. A gap is a space between two neighbouring facings of a row that has room for
 * at least one more product as wide as the narrower neighbour. The space beyond the ends of a row is not a gap, because
 * the photo may simply end there.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./rows.js').Row} Row
 *
 * @typedef {object} Gap
 * @property {Box} box
 * @property {number} row index into the rows
 * @property {number} facings how many products like its neighbours would fit, at least 1
 */
import { areaOf, intersectionOf } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';
import { fitLine } from './board-lines.js';

/** A gap is at least this part of the narrower neighbour wide, not counting the usual space between products of the row. */
const GAP_WIDTH = 0.8;
/** The size and position of a missing product are estimated from this many of the nearest facings. */
const NEIGHBOURS = 6;

/**
 * @param {Box[]} boxes
 * @param {Row[]} rows of these boxes
 * @returns {Gap[]} row by row, left to right
 */
export function findGaps(boxes, rows) {
  return rows.flatMap(({ facings }, row) => {
    const standing = facings.map((i) => boxes[i]);
    const usual = usualSpace(standing);
    return standing.slice(1).flatMap((right, i) => {
      const left = standing[i];
      const box = freePart(between(left, right), boxes);
      const narrower = Math.min(widthOf(left), widthOf(right));
      if (widthOf(box) - usual < GAP_WIDTH * narrower) return [];
      return [{ box, row, facings: facingsIn(box, standing) }];
    });
  });
}

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
  const height = median(neighbours.map((box) => box[3] - box[1]));
  const board = fitLine(neighbours);
  return Array.from({ length: count }, (_, i) => {
    const x = gap[0] + (i + 0.5) * part;
    const bottom = Math.min(photo.height, Math.round(board.y + board.slope * (x - board.x)));
    return [
      Math.round(x - width / 2),
      Math.max(0, bottom - Math.round(height)),
      Math.round(x + width / 2),
      bottom,
    ];
  });
}

/**
 * The gaps that a person has neither accepted nor dismissed yet. A gap's box changes slightly with the boxes around it,
 * so a judged gap is recognised by its overlap rather than by equality.
 *
 * @param {Gap[]} gaps
 * @param {import('./corrections.js').Corrections['gaps']} judged
 * @returns {Gap[]}
 */
export const openGaps = (gaps, { accepted, dismissed }) =>
  gaps.filter(({ box }) => ![...accepted, ...dismissed].some((other) => sharedPart(box, other) > 0.5));

/**
 * The gaps that a person accepted, each with the row that it belongs to now.
 *
 * @param {Box[]} accepted
 * @param {Box[]} boxes that count
 * @param {Row[]} rows of these boxes
 * @returns {Gap[]} `row` is -1 if there is no box beside the gap any more
 */
export const acceptedGaps = (accepted, boxes, rows) =>
  accepted.map((box) => {
    const row = rows.findIndex(({ facings }) => facings.some((i) => isBeside(boxes[i], box)));
    const standing = row < 0 ? [] : rows[row].facings.map((i) => boxes[i]);
    return { box, row, facings: facingsIn(box, standing) };
  });

/**
 * Whether a box stands beside a gap: on the same board, judged by its bottom edge, and no further away than the gap is wide.
 *
 * @param {Box} box
 * @param {Box} gap
 */
function isBeside(box, gap) {
  const hole = Math.max(gap[0] - box[2], box[0] - gap[2]);
  return hole < gap[2] - gap[0] && Math.abs(box[3] - gap[3]) < 0.25 * (gap[3] - gap[1]);
}

/** The usual space between neighbouring products of a row, in pixels. @param {Box[]} standing */
function usualSpace(standing) {
  const spaces = standing.slice(1).map((box, i) => box[0] - standing[i][2]);
  return spaces.length > 2 ? Math.max(0, median(spaces)) : 0;
}

/** The space between two neighbours of a row. @param {Box} left @param {Box} right @returns {Box} */
const between = (left, right) => [left[2], (left[1] + right[1]) / 2, right[0], (left[3] + right[3]) / 2];

/** The widest part of a space that no box overlaps. @param {Box} space @param {Box[]} boxes @returns {Box} */
function freePart(space, boxes) {
  const [left, top, right, bottom] = space;
  const margin = 0.2 * (bottom - top);
  const inside = boxes
    .filter((box) => box[0] < right && box[2] > left && box[1] < bottom - margin && box[3] > top + margin)
    .sort((a, b) => a[0] - b[0]);
  let [from, to, reached] = [left, left, left];
  for (const end of [...inside, [right, 0, right, 0]]) {
    if (end[0] - reached > to - from) [from, to] = [reached, end[0]];
    reached = Math.max(reached, end[2]);
  }
  return [from, top, to, bottom];
}

/** @param {Box} a @param {Box} b @returns {number} the shared area as a fraction of the smaller box */
function sharedPart(a, b) {
  const shared = intersectionOf(a, b);
  return shared === 0 ? 0 : shared / Math.min(areaOf(a), areaOf(b));
}

/** @param {Box} gap @param {Box[]} standing @returns {Box[]} the nearest first */
function nearestTo(gap, standing) {
  const distance = (/** @type {Box} */ box) => Math.abs(middleOf(box) - middleOf(gap));
  return standing.toSorted((a, b) => distance(a) - distance(b));
}

/** @param {Box} box */
const widthOf = (box) => box[2] - box[0];

/** @param {Box} box */
const middleOf = (box) => (box[0] + box[2]) / 2;
