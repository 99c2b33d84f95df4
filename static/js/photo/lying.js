/**
 * Whether a photo seems to lie on its side. Its products then look as if they were stacked up to the ceiling, and only the
 * turned photo has rows. The limits were chosen on turned photos, see training/EXPERIMENTS.md. Whether a photo is upside
 * down cannot be told by where its boxes are.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 */
import { median } from '../geometry/median.js';
import { findRows } from './rows.js';
import { turnBox } from './turning.js';

/** The network is less sure of what lies: boxes of lower scores than those that count are looked at. */
const LEAST_SCORE = 0.35;
/** So few boxes say nothing. */
const LEAST_BOXES = 12;
/** At most this part of them is in rows as the photo is, */
const ROWS_NOW = 0.3;
/** and at least this part in rows once it is turned. */
const ROWS_TURNED = 0.6;
/** Height to width of the median box. Flatter ones are flat products in stacks, taller ones do not lie. */
const ASPECTS = { least: 0.35, most: 1.22 };

/**
 * @param {ReviewedShot} shot as the machine has counted it
 * @returns {boolean}
 */
export function seemsToLie({ machine, width, height }) {
  const boxes = machine.flatMap(({ box, score }) => (score >= LEAST_SCORE ? [box] : []));
  if (boxes.length < LEAST_BOXES) return false;
  const aspect = median(boxes.map(([left, top, right, bottom]) => (bottom - top) / (right - left)));
  if (aspect < ASPECTS.least || aspect > ASPECTS.most) return false;
  if (partInRows(boxes, { width, height }) > ROWS_NOW) return false;
  const turned = boxes.map((box) => turnBox(box, { width, height }, 1));
  return partInRows(turned, { width: height, height: width }) >= ROWS_TURNED;
}

/** @param {import('./corrections.js').Box[]} boxes @param {import('./region.js').Size} picture */
const partInRows = (boxes, picture) =>
  findRows(boxes, picture).reduce((sum, { facings, stacked }) => sum + facings.length + stacked.length, 0) /
  boxes.length;

/**
 * How well the network knows what it sees: it is surer of products that stand than of the same ones upside down.
 *
 * @param {ReviewedShot} shot
 * @returns {number} the sum of the scores that count
 */
export const certaintyOf = ({ machine, threshold }) =>
  machine.reduce((sum, { score }) => (score >= threshold ? sum + score : sum), 0);
