/**
 * Converts detections into a shot that can be reviewed.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 */
import { noCorrections, setRegion } from './corrections.js';
import { regionOf } from './region.js';

/** Detections below this score are numerous and hardly ever products. */
const LEAST_SCORE = 0.15;
/** The strictest threshold that the slider offers. */
export const MOST_THRESHOLD = 0.9;

/**
 * The lowest score that is kept when a photo is detected. A box never suppresses one of a higher score, so filtering
 * these detections by any higher threshold gives the same result as a new run with that threshold.
 *
 * @param {number} usualThreshold of the model, 0..1
 * @returns {number} 0..1
 */
export const scoreFloor = (usualThreshold) => Math.min(LEAST_SCORE, usualThreshold / 2);

/**
 * @param {import('../detector/client.js').Detections} detections down to the score floor
 * @param {import('../models/card.js').ModelCard} card
 * @param {number} threshold 0..1
 * @param {object} [photo]
 * @param {import('../geometry/part.js').Part | null} [photo.part] that alone counts; null: everything counts
 * @param {import('./texture.js').Texture | null} [photo.texture] null: it could not be made
 * @returns {ReviewedShot} without other corrections
 */
export function shotOf({ boxes, scores, labels, count, width, height }, card, threshold, photo = {}) {
  // A hundredth of a pixel is precise enough and keeps the stored record small.
  const short = (/** @type {number} */ value) => Math.round(value * 100) / 100;
  const machine = Array.from({ length: count }, (_, i) => ({
    box: /** @type {Box} */ (Array.from(boxes.subarray(4 * i, 4 * i + 4), short)),
    score: scores[i],
    label: labels[i],
  }));
  const { name, version, licence, certainty } = card;
  const { part = null, texture = null } = photo;
  return {
    ...{ width, height, threshold, machine },
    labels: card.labels,
    corrections: setRegion(noCorrections, part && regionOf(part, { width, height })),
    model: { name, version, licence },
    ...(certainty ? { certainty } : {}),
    ...(texture ? { texture } : {}),
  };
}
