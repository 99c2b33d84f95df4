/**
 * Finds places where products are missing. A gap is an empty space between two facings of a row that has room for a product
 * as wide as the narrower of the two. Precision comes first: a space is no gap where the detector has seen something, if
 * only faintly, and none where the rows above and below are interrupted too, as at an upright, a pillar or a door frame.
 * The space beyond the ends of a row is not a gap either: the photo or the shelf may simply end there. The limits were
 * chosen on photos whose empty places people have marked, see training/EXPERIMENTS.md.
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
import { fitLine, yAt } from './board-lines.js';

/** A gap is at least this part of the narrower neighbour wide. */
const GAP_WIDTH = 1.2;
/** The largest part of a gap that other products may cover. */
const COVERED = 0.05;
/** The most that faint boxes may say: the sum of their scores, each times the part of the gap that it covers. */
const FAINT = 0.15;
/** An upright interrupts at least this part of the rows near it: */
const INTERRUPTED = 0.3;
/** so many above, and as many below. */
const NEAR_ROWS = 3;
/** The part of a gap at either side into which the products of other rows may reach. */
const EDGE = 0.2;
/** The size and position of a missing product are estimated from this many of the nearest facings. */
const NEIGHBOURS = 6;

/**
 * @param {Box[]} boxes that count
 * @param {Row[]} rows of these boxes
 * @param {{ box: Box, score: number }[]} [faint] what the detector has found with a score too low to count
 * @returns {Gap[]} row by row, left to right
 */
export function findGaps(boxes, rows, faint = []) {
  const inRows = rows.map(({ facings, stacked }) => [...facings, ...stacked].map((i) => boxes[i]));
  return rows.flatMap(({ facings }, row) => {
    const standing = facings.map((i) => boxes[i]);
    const near = inRows.slice(Math.max(0, row - NEAR_ROWS), row + NEAR_ROWS + 1);
    const others = near.filter((each) => each !== inRows[row]);
    const isEmpty = (/** @type {Box} */ space) =>
      weightOn(space, boxes) <= COVERED &&
      weightOn(
        space,
        faint.map(({ box }) => box),
        faint.map(({ score }) => score),
      ) < FAINT &&
      others.filter((each) => isInterrupted(space, each)).length <= INTERRUPTED * others.length;
    return spacesIn(inRows[row], standing)
      .filter(({ box, narrower }) => widthOf(box) >= GAP_WIDTH * narrower && isEmpty(box))
      .map(({ box }) => ({ box, row, facings: facingsIn(box, standing) }));
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

/**
 * The spaces between the products of a row, as high as the facings beside them.
 *
 * @param {Box[]} products
 * @param {Box[]} standing those of them that are facings, left to right
 * @returns {{ box: Box, narrower: number }[]} `narrower`: width of the narrower facing beside it
 */
function spacesIn(products, standing) {
  const [first, ...others] = products.toSorted((a, b) => a[0] - b[0]);
  let reached = first[2];
  return others.flatMap((next) => {
    const [from, to] = [reached, next[0]];
    reached = Math.max(reached, next[2]);
    const left = standing.findLast((box) => box[2] <= from && box[0] < from);
    const right = standing.find((box) => box[0] >= to);
    if (to <= from || !left || !right) return [];
    /** @type {Box} */
    const box = [from, (left[1] + right[1]) / 2, to, (left[3] + right[3]) / 2];
    return box[3] > box[1] ? [{ box, narrower: Math.min(widthOf(left), widthOf(right)) }] : [];
  });
}

/**
 * @param {Box} space
 * @param {Box[]} boxes
 * @param {number[]} [weights] of the boxes, else 1
 * @returns {number} sum of the parts of the space that boxes cover, each times the box's weight
 */
const weightOn = (space, boxes, weights) =>
  boxes.reduce((sum, box, i) => sum + (intersectionOf(space, box) / areaOf(space)) * (weights?.[i] ?? 1), 0);

/** Whether nothing of a row stands above or below the middle of a space. @param {Box} space @param {Box[]} row */
function isInterrupted(space, row) {
  const edge = EDGE * widthOf(space);
  return row.every((box) => box[2] <= space[0] + edge || box[0] >= space[2] - edge);
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
