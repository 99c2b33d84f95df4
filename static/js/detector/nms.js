/**
 * Greedy non-maximum suppression within each label. The same rule as `nms` in training/boxes.py; both are held to
 * tests/vectors/nms.json.
 *
 * @typedef {import('./decode.js').Candidates} Candidates
 */

/**
 * Keeps the best box and drops those of its label that overlap it by more than `iou`, until none is left.
 * Equal scores keep their order.
 *
 * @param {Candidates} candidates
 * @param {number} iou 0..1.
 * @param {number} limit Most boxes to keep.
 * @returns {Candidates} The boxes kept, best score first.
 */
export function nms({ boxes, scores, labels }, iou, limit) {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  const kept = new Uint32Array(Math.min(limit, order.length));
  let count = 0;
  for (const index of order) {
    if (count === kept.length) break;
    let suppressed = false;
    for (let k = 0; k < count && !suppressed; k += 1) {
      suppressed = labels[kept[k]] === labels[index] && iouOf(boxes, kept[k] * 4, index * 4) > iou;
    }
    if (!suppressed) kept[count++] = index;
  }
  const chosen = kept.subarray(0, count);
  const keptBoxes = new Float32Array(count * 4);
  chosen.forEach((index, k) => {
    keptBoxes.set(boxes.subarray(index * 4, index * 4 + 4), k * 4);
  });
  return {
    boxes: keptBoxes,
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
