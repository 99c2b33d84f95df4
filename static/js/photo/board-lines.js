/**
 * How the boards lie in the picture. Seen at an angle they are tilted, more so the farther they are from eye level.
 *
 * @typedef {import('./corrections.js').Box} Box
 *
 * @typedef {object} BoardLines
 * @property {(x: number, y: number) => number} slopeAt of the board at that place: pixels down for each pixel to the right
 * @property {(x: number, y: number) => number} levelAt where the board at that place crosses the middle of the picture: y
 */
import { clamp } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';

/** @type {BoardLines} boards that lie level */
export const LEVEL_BOARDS = { slopeAt: () => 0, levelAt: (_, y) => y };

/** A line through fewer products says little. */
const LEAST_PRODUCTS = 3;
const ROUNDS = 10;

/**
 * Fits slopes that grow evenly from top to bottom. Weights decrease with the error (iteratively reweighted least squares).
 *
 * @param {Box[][]} shelves the products that stand on each board
 * @param {{ width: number, height: number }} picture pixels
 * @returns {BoardLines}
 */
export function fitBoards(shelves, { width, height }) {
  const lines = shelves.filter((boxes) => boxes.length >= LEAST_PRODUCTS).map(fitLine);
  const total = lines.reduce((sum, { spread }) => sum + spread, 0);
  if (total === 0) return LEVEL_BOARDS;
  let offset = lines.reduce((sum, { spread, slope }) => sum + (spread / total) * slope, 0);
  let growth = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const errors = lines.map(({ y, slope }) => Math.abs(slope - offset - growth * (y - height / 2)));
    const scale = Math.max(0.01, median(errors));
    let [n, sumY, sumYY, sumS, sumYS] = [0, 0, 0, 0, 0];
    lines.forEach(({ y, slope, spread }, i) => {
      const weight = spread / total / (1 + (errors[i] / scale) ** 2);
      const away = y - height / 2;
      n += weight;
      sumY += weight * away;
      sumYY += weight * away * away;
      sumS += weight * slope;
      sumYS += weight * away * slope;
    });
    // Two boards alone are not enough to estimate the growth: it is drawn towards zero.
    const variance = sumYY - (sumY * sumY) / n + n * (height / 8) ** 2;
    growth = (sumYS - (sumY * sumS) / n) / variance;
    offset = (sumS - growth * sumY) / n;
  }
  growth = clamp(growth, -1 / width, 1 / width);
  const atTop = offset - (growth * height) / 2;
  const levelAt = (/** @type {number} */ x, /** @type {number} */ y) =>
    (y - atTop * (x - width / 2)) / (1 + growth * (x - width / 2));
  return { levelAt, slopeAt: (x, y) => atTop + growth * levelAt(x, y) };
}

/**
 * @typedef {{ x: number, y: number, slope: number, spread: number }} Line it passes through x, y; `spread`: sum of the squared
 *   distances from x of what it was fitted to
 */

/** @param {Line} line @param {number} x @returns {number} y of the line there */
export const yAt = (line, x) => line.y + line.slope * (x - line.x);

/**
 * Least-squares line through the middles of the bottom edges.
 *
 * @param {Box[]} boxes at least one
 * @returns {Line}
 */
export function fitLine(boxes) {
  const middles = boxes.map((box) => (box[0] + box[2]) / 2);
  const x = middles.reduce((sum, each) => sum + each, 0) / boxes.length;
  const y = boxes.reduce((sum, box) => sum + box[3], 0) / boxes.length;
  const spread = middles.reduce((sum, each) => sum + (each - x) ** 2, 0);
  const tilt = boxes.reduce((sum, box, i) => sum + (middles[i] - x) * (box[3] - y), 0);
  return { x, y, slope: spread > 0 ? tilt / spread : 0, spread };
}
