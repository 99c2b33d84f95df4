/**
 * The places of a row where a product could be missing: each space between two facings, and each end of the row up to where
 * the rows near it end, in parts as wide as the products beside them. Most of these places are not empty; gap-evidence.js
 * says what speaks for it.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./rows.js').Row} Row
 *
 * @typedef {object} Space of a row without a box
 * @property {number} row index into the rows
 * @property {number} from left edge, pixels
 * @property {number} to right edge
 * @property {Box | null} left the facing beside it; null: the row begins with this space
 * @property {Box | null} right the facing beside it; null: the row ends with it
 *
 * @typedef {object} Place
 * @property {Space} space
 * @property {number} index from the left within its space
 * @property {number} count places in the space
 * @property {Box} box
 */
import { clamp, heightOf, widthOf } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';
import { fitLine, yAt } from './board-lines.js';
import { facingsIn, nearestTo } from './fitting.js';

/** A space is at least this part of the narrower facing beside it wide. */
const LEAST_WIDTH = 0.5;
/** A row may go on for as long as so many rows above it do, and as many below. */
const NEAR_ROWS = 3;
/**
 * An upright, a pillar or a door frame interrupts the rows near it too: it is taken for one where fewer than this part of at
 * least so many rows have a product above or below.
 */
const UPRIGHT = { part: 0.3, rows: 2 };
/** At the end of a row, its board is where a line through this many facings goes on. */
const ON_BOARD = 6;
/** The steepest slope that such a line may have, pixels down for each pixel to the right. */
const STEEPEST = 0.3;

/**
 * @param {Box[]} boxes that count
 * @param {Row[]} rows of these boxes
 * @param {{ height: number }} picture pixels
 * @returns {Place[]} row by row, left to right
 */
export function placesIn(boxes, rows, picture) {
  const inRows = inEachRow(boxes, rows).map((row) => row.sort((a, b) => a[0] - b[0]));
  return rows.flatMap(({ facings }, row) => {
    const standing = facings.map((i) => boxes[i]).sort((a, b) => a[0] - b[0]);
    if (standing.length < 2) return [];
    const near = rowsNear(inRows, row);
    return spacesIn(inRows[row], standing, near)
      .map((space) => ({ row, ...space }))
      .filter(
        ({ from, to, left, right }) =>
          to - from >=
          LEAST_WIDTH * Math.min(...[left, right].map((side) => (side ? widthOf(side) : Infinity))),
      )
      .flatMap((space) => partsOf(space, standing, picture))
      .filter(({ box }) => !isUpright(box, near));
  });
}

/**
 * @param {Box[]} products of the row, left to right
 * @param {Box[]} standing those of them that are facings
 * @param {Box[][]} near the products of the rows near it
 * @returns {Omit<Space, 'row'>[]} left to right
 */
function spacesIn(products, standing, near) {
  const spaces = [];
  const [first, last] = [standing[0], standing[standing.length - 1]];
  const ends = near.map((row) => ({ left: row[0][0], right: Math.max(...row.map((box) => box[2])) }));
  if (ends.length > 0)
    spaces.push({ from: median(ends.map(({ left }) => left)), to: products[0][0], left: null, right: first });
  let reached = products[0][2];
  for (const next of products.slice(1)) {
    const [from, to] = [reached, next[0]];
    reached = Math.max(reached, next[2]);
    const left = standing.findLast((box) => box[2] <= from && box[0] < from);
    const right = standing.find((box) => box[0] >= to);
    if (left && right) spaces.push({ from, to, left, right });
  }
  if (ends.length > 0)
    spaces.push({ from: reached, to: median(ends.map(({ right }) => right)), left: last, right: null });
  return spaces;
}

/** @param {Space} space @param {Box[]} standing @param {{ height: number }} picture @returns {Place[]} */
function partsOf(space, standing, picture) {
  const { from, to, left, right } = space;
  const sides = [left, right].filter((side) => side !== null);
  const height = sides.reduce((sum, box) => sum + heightOf(box), 0) / sides.length;
  const middle = (from + to) / 2;
  const board = fitLine(nearestTo([middle, 0, middle, 0], standing).slice(0, ON_BOARD));
  const line = { ...board, slope: clamp(board.slope, -STEEPEST, STEEPEST) };
  const isBetween = left !== null && right !== null;
  const count = facingsIn([from, 0, to, 0], standing);
  return Array.from({ length: count }, (_, index) => {
    const [start, end] = [index, index + 1].map((edge) => from + ((to - from) * edge) / count);
    const bottom = isBetween ? (left[3] + right[3]) / 2 : yAt(line, (start + end) / 2);
    /** @type {Box} */
    const box = [start, Math.max(0, bottom - height), end, Math.min(picture.height, bottom)];
    return { space, index, count, box };
  }).filter(({ box }) => box[3] > box[1]);
}

/** @param {Box[]} boxes @param {Row[]} rows @returns {Box[][]} all that stands in each row */
export const inEachRow = (boxes, rows) =>
  rows.map(({ facings, stacked }) => [...facings, ...stacked].map((i) => boxes[i]));

/** @param {Box[][]} inRows what stands in each row @param {number} row @returns {Box[][]} the same of the rows near that one */
export const rowsNear = (inRows, row) =>
  inRows.filter((_, other) => other !== row && Math.abs(other - row) <= NEAR_ROWS);

/** @param {Box[]} row @param {Box} place @returns {boolean} whether a product stands above or below the middle of a place */
export function isOver(row, [left, , right]) {
  const middle = (left + right) / 2;
  return row.some((box) => box[0] < middle && box[2] > middle);
}

/** @param {Box} place @param {Box[][]} near the products of the rows near it */
function isUpright(place, near) {
  const over = near.filter((row) => isOver(row, place)).length;
  return near.length >= UPRIGHT.rows && over < UPRIGHT.part * near.length;
}
