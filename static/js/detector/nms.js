/**
 * Greedy non-maximum suppression within each label. The same rule as `nms` in training/boxes.py; both are held to
 * tests/vectors/nms.json.
 *
 * @typedef {import('./decode.js').Candidates} Candidates
 */

/**
 * A suppressed box is taken for another reading of the kept one if it overlaps it by `iou` or more and has at least
 * `score` times its score.
 */
const SAME = { iou: 0.6, score: 0.5 };

/**
 * Keeps the box with the highest score and suppresses those of its label that overlap it by more than `iou`, until
 * none is left. Boxes with equal scores keep their order.
 *
 * Suppressed boxes vote: the kept box moves to the mean, weighted by score, of itself and of those that are nearly
 * the same (box voting, https://doi.org/10.1109/ICCV.2015.135, section 3). In a multi-scale pass this averages what
 * the two sizes found. All boxes vote, whether or not the limit was reached before their turn: what a kept box
 * becomes does not depend on how many others are kept.
 *
 * @param {Candidates} candidates
 * @param {number} iou 0..1.
 * @param {number} limit Most boxes to keep.
 * @returns {Candidates} The boxes kept, best score first.
 */
export function nms({ boxes, scores, labels }, iou, limit) {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const most = Math.min(limit, order.length);
  const kept = new Uint32Array(most);
  /** For each kept box the weighted sum of its edges, then the sum of the weights. */
  const votes = new Float64Array(most * 5);
  let count = 0;
  for (const index of order) {
    let keeper = 0;
    let overlap = 0;
    for (; keeper < count; keeper += 1) {
      if (labels[kept[keeper]] !== labels[index]) continue;
      overlap = iouOf(boxes, kept[keeper] * 4, index * 4);
      if (overlap > iou) break;
    }
    if (keeper === count) {
      if (count === most) continue;
      kept[count++] = index;
    } else if (overlap < SAME.iou || scores[index] < SAME.score * scores[kept[keeper]]) {
      continue;
    }
    for (let edge = 0; edge < 4; edge += 1)
      votes[keeper * 5 + edge] += scores[index] * boxes[index * 4 + edge];
    votes[keeper * 5 + 4] += scores[index];
  }
  const chosen = kept.subarray(0, count);
  return {
    boxes: Float32Array.from({ length: count * 4 }, (_, i) => {
      const at = (i >> 2) * 5;
      return votes[at + (i & 3)] / votes[at + 4];
    }),
    scores: Float32Array.from(chosen, (index) => scores[index]),
    labels: Uint16Array.from(chosen, (index) => labels[index]),
  };
}

/**
 * @param {Float32Array} boxes (N * 4) xyxy.
 * @param {number} a Offset of a box.
 * @param {number} b
 * @returns {number} Intersection over union; 0 where both are empty.
 */
function iouOf(boxes, a, b) {
  const width = Math.min(boxes[a + 2], boxes[b + 2]) - Math.max(boxes[a], boxes[b]);
  const height = Math.min(boxes[a + 3], boxes[b + 3]) - Math.max(boxes[a + 1], boxes[b + 1]);
  if (width <= 0 || height <= 0) return 0;
  const overlap = width * height;
  const union =
    (boxes[a + 2] - boxes[a]) * (boxes[a + 3] - boxes[a + 1]) +
    (boxes[b + 2] - boxes[b]) * (boxes[b + 3] - boxes[b + 1]) -
    overlap;
  return overlap / union;
}
