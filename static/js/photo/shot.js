/**
 * From what the detector found to a shot that can be reviewed.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 */
import { noCorrections } from './corrections.js';

/** What scores less is hardly ever a product, and there is very much of it. */
const LEAST_SCORE = 0.15;
/** The strictest threshold that the slider offers. */
export const MOST_THRESHOLD = 0.9;

/**
 * The score down to which a photo is detected. Boxes of a lower score never suppress those of a higher one, so leaving
 * out what is below any higher threshold afterwards gives what a new run with that threshold would.
 *
 * @param {number} usualThreshold of the model, 0..1
 * @returns {number} 0..1
 */
export const scoreFloor = (usualThreshold) => Math.min(LEAST_SCORE, usualThreshold / 2);

/**
 * @param {import('../detector/client.js').Detections} detections down to the score floor
 * @param {import('../models/card.js').ModelCard} card
 * @param {number} threshold 0..1
 * @returns {ReviewedShot} without corrections
 */
export function shotOf({ boxes, scores, labels, count, width, height }, card, threshold) {
  // A hundredth of a pixel is enough, and keeps what is stored short.
  const short = (/** @type {number} */ value) => Math.round(value * 100) / 100;
  const machine = Array.from({ length: count }, (_, i) => ({
    box: /** @type {Box} */ (Array.from(boxes.subarray(4 * i, 4 * i + 4), short)),
    score: scores[i],
    label: labels[i],
  }));
  const { name, version, licence } = card;
  return {
    ...{ width, height, threshold, machine },
    labels: card.labels,
    corrections: noCorrections,
    model: { name, version, licence },
  };
}
