/**
 * The shape of a shelf on the photo.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{ x: number, y: number }} Point
 * @typedef {[topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point]} Band pixels of the photo; left and
 *   right edges are upright
 */
import { median } from '../geometry/median.js';
import { fitLine, yAt } from './board-lines.js';

/** Fewer facings do not say where a board lies. */
const LEAST_FACINGS = 3;
/** A band's height at its ends, as a part of what its products are high. */
const HEIGHTS = { least: 0.6, most: 1.6 };
/** The steepest board, in pixels down for each pixel to the right. */
const STEEPEST = 0.6;

/**
 * Each piece of a shelf has a band of its own: as wide as its products and about as tall, with straight edges, because
 * boards are straight. Where that is not plain there is none, and no two bands overlap.
 *
 * @param {Row[]} rows
 * @param {Box[]} boxes
 * @returns {{ row: number, band: Band }[]} `row`: index into the rows
 */
export function bandsOf(rows, boxes) {
  const found = rows.flatMap(({ facings, pieces }, row) =>
    pieces.flatMap((piece) => {
      const band = bandOf(piece, facings, boxes);
      return band ? [{ row, band, size: piece.length }] : [];
    }),
  );
  /** @type {typeof found} */
  const kept = [];
  for (const each of found.sort((a, b) => b.size - a.size)) {
    if (!kept.some(({ band }) => overlap(band, each.band))) kept.push(each);
  }
  return kept.sort((a, b) => a.row - b.row).map(({ row, band }) => ({ row, band }));
}

/**
 * @param {number[]} piece
 * @param {number[]} facings of the row
 * @param {Box[]} boxes
 * @returns {Band | null} null if it is not plain where the shelf is
 */
function bandOf(piece, facings, boxes) {
  const standing = facings.filter((i) => piece.includes(i)).map((i) => boxes[i]);
  if (standing.length < LEAST_FACINGS) return null;
  const stacks = standing.map(([left, top, right, bottom]) => {
    const middle = (left + right) / 2;
    const above = piece.map((i) => boxes[i]).filter((box) => box[0] < middle && box[2] > middle);
    return /** @type {Box} */ ([left, Math.min(top, ...above.map((box) => box[1])), right, bottom]);
  });
  const bottom = fitLine(stacks);
  const top = fitLine(stacks.map(([left, y, right]) => /** @type {Box} */ ([left, y, right, y])));
  const height = median(stacks.map((stack) => stack[3] - stack[1]));
  const ends = [Math.min(...piece.map((i) => boxes[i][0])), Math.max(...piece.map((i) => boxes[i][2]))];
  const [left, right] = ends.map((x) => ({
    top: { x, y: yAt(top, x) },
    bottom: { x, y: yAt(bottom, x) },
  }));
  const isPlain = [left, right].every((end) => {
    const part = (end.bottom.y - end.top.y) / height;
    return part >= HEIGHTS.least && part <= HEIGHTS.most;
  });
  if (!isPlain || Math.abs(bottom.slope) > STEEPEST) return null;
  return [left.top, right.top, right.bottom, left.bottom];
}

/**
 * @param {Band} a
 * @param {Band} b
 * @returns {boolean} whether they have more in common than an edge
 */
export function overlap(a, b) {
  const from = Math.max(a[0].x, b[0].x);
  const to = Math.min(a[1].x, b[1].x);
  if (from >= to) return false;
  const isAbove = (/** @type {Band} */ upper, /** @type {Band} */ lower) =>
    [from, to].every((x) => edgeAt(upper[3], upper[2], x) <= edgeAt(lower[0], lower[1], x));
  // Straight edges that do not cross at either end do not cross in between.
  return !isAbove(a, b) && !isAbove(b, a);
}

/** @param {Point} left @param {Point} right @param {number} x @returns {number} y of the line through both */
const edgeAt = (left, right, x) => left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x);
