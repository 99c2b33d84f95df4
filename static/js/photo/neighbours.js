/**
 * What stands below and beside each product, and whether that speaks for one shelf or for two. Between two shelves there is
 * a board with its price rail; between stacked products there is next to nothing.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {{ index: number, hole: number }} Below `hole`: the space between the two, as a part of the smaller one's size
 *   (sizeOf); negative where they overlap
 */
import { clamp } from '../geometry/boxes.js';

/** Two products share a column if this part of the narrower one lies in front of or above the other. */
const SAME_COLUMN = 0.5;
/** The largest space between stacked products. */
export const CONTACT = 0.25;
/** How far from CONTACT a space is beyond doubt. */
const DOUBT = 0.1;
/** A product that covers more of the one below is not above but in front of it. */
const DEEPEST = -0.6;
/** Products side by side share at least this part of the lower one's height. */
const BESIDE = 0.5;
/** The widest space between neighbours, in widths of the wider one. */
const REACH = 1.2;
/** Standing side by side says twice as much as lying one upon the other. */
const BESIDE_WEIGHT = 2;

/** A product is taken for this many of its widths high at most: the rail below tall bottles is a small part of their height. */
const TALLEST = 1.5;

/** @param {Box} box @returns {number} by which a space above or below it is measured, pixels */
const sizeOf = ([left, top, right, bottom]) => Math.min(bottom - top, TALLEST * (right - left));

/** @param {Box} a @param {Box} b */
const isSameColumn = (a, b) =>
  Math.min(a[2], b[2]) - Math.max(a[0], b[0]) >= SAME_COLUMN * Math.min(a[2] - a[0], b[2] - b[0]);

/**
 * @param {Box[]} boxes
 * @returns {(Below | null)[]} for each box, the nearest one below it in its column
 */
export const belowEach = (boxes) =>
  boxes.map((box) => {
    /** @type {Below | null} */
    let nearest = null;
    let top = Infinity;
    boxes.forEach((other, index) => {
      if (other[3] <= box[3] || other[1] + other[3] <= box[1] + box[3] || other[1] >= top) return;
      const hole = (other[1] - box[3]) / Math.min(sizeOf(box), sizeOf(other));
      if (hole < DEEPEST || !isSameColumn(box, other)) return;
      top = other[1];
      nearest = { index, hole };
    });
    return nearest;
  });

/**
 * @param {Box[]} boxes
 * @param {(Below | null)[]} below of each box, from `belowEach`
 * @returns {import('./partition.js').Link[]} what speaks for and against products above each other being on one shelf
 */
export function linksUpwards(boxes, below) {
  const turned = boxes.map(([left, top, right, bottom]) => /** @type {Box} */ ([left, -bottom, right, -top]));
  return [below, belowEach(turned)].flatMap((nearest) =>
    nearest.flatMap((each, i) => {
      if (!each) return [];
      /** @type {import('./partition.js').Link} */
      const link = [i, each.index, clamp((CONTACT - each.hole) / DOUBT, -1, 1)];
      return [link];
    }),
  );
}

/**
 * @param {Box[]} boxes
 * @param {(x: number, y: number) => number} slopeAt of a board at that place: pixels down for each pixel to the right
 * @returns {import('./partition.js').Link[]} what speaks for and against products side by side being on one shelf
 */
export const linksSideways = (boxes, slopeAt) =>
  boxes.flatMap((_, i) =>
    besides(i, boxes, slopeAt).map(([j, shared]) => {
      /** @type {import('./partition.js').Link} */
      const link = [i, j, BESIDE_WEIGHT * (2 * shared - 1)];
      return link;
    }),
  );

/**
 * @param {number} i
 * @param {Box[]} boxes
 * @param {(x: number, y: number) => number} slopeAt
 * @returns {[index: number, shared: number][]} the nearest on the left and on the right, and which part of the lower one's
 *   height both share along the board
 */
function besides(i, boxes, slopeAt) {
  const box = boxes[i];
  const [left, top, right, bottom] = box;
  const slope = slopeAt((left + right) / 2, bottom);
  const nearest = [Infinity, Infinity];
  /** @type {[number, number][]} */
  const found = [];
  boxes.forEach((other, j) => {
    const away = other[0] + other[2] - left - right;
    const hole = away > 0 ? other[0] - right : left - other[2];
    const side = away > 0 ? 1 : 0;
    if (j === i || hole >= nearest[side]) return;
    if (hole >= REACH * Math.max(right - left, other[2] - other[0]) || isSameColumn(box, other)) return;
    const drop = (slope * away) / 2;
    const common = Math.min(bottom, other[3] - drop) - Math.max(top, other[1] - drop);
    const shared = common / Math.min(bottom - top, other[3] - other[1]);
    if (shared < BESIDE) return;
    nearest[side] = hole;
    found[side] = [j, shared];
  });
  return found.filter(Boolean);
}
