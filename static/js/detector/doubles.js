/**
 * Doubles: two boxes for one product, of which one lies inside the other. NMS leaves them, because a part of a product has
 * a small IoU with the whole. They come of joining passes at several scales: the fine one finds a part, the coarse one the
 * whole, or takes two products for one.
 *
 * @typedef {import('./decode.js').Candidates} Candidates
 */
import { areaOf, intersectionOf } from '../geometry/boxes.js';

/** Two boxes are doubles if more than this share of one lies inside the other. */
const INSIDE = 0.7;
/** The weaker one has at least this share of the stronger one's score; with less, it hardly competes. */
const LIKE = 0.5;
/** What is left of the weaker one's score. Scored lower and not removed, it comes back for whoever wants more boxes. */
const LEFT = 0.5;

/**
 * Lowers the score of each box that is the weaker one of two doubles (compare soft NMS,
 * https://doi.org/10.1109/ICCV.2017.593).
 *
 * A score depends on stronger boxes alone, so the result for a higher threshold is a part of that for a lower one.
 *
 * @param {Candidates} kept What NMS kept, the best score first.
 * @param {number} threshold Boxes that score less are left out.
 * @returns {Candidates} The best score first.
 */
export function lowerDoubles({ boxes, scores, labels }, threshold) {
  const lowered = scores.map((score, index) => {
    for (let stronger = 0; stronger < index; stronger += 1) {
      if (labels[stronger] !== labels[index] || score < LIKE * scores[stronger]) continue;
      const smaller = Math.min(areaOf(boxes, stronger), areaOf(boxes, index));
      if (intersectionOf(boxes, boxes, stronger, index) > INSIDE * smaller) return LEFT * score;
    }
    return score;
  });
  const order = Uint32Array.from(lowered.keys())
    .filter((index) => lowered[index] >= threshold)
    .sort((a, b) => lowered[b] - lowered[a] || a - b);
  return {
    boxes: Float32Array.from({ length: 4 * order.length }, (_, i) => boxes[4 * order[i >> 2] + (i & 3)]),
    scores: Float32Array.from(order, (index) => lowered[index]),
    labels: Uint16Array.from(order, (index) => labels[index]),
  };
}
