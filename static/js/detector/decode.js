/**
 * From the raw output of the network to candidate boxes. The same formulas as in training/boxes.py; both are held to
 * tests/vectors/decode.json.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').AnchorLevel} AnchorLevel
 *
 * @typedef {object} Candidates
 * @property {Float32Array<ArrayBuffer>} boxes (N * 4) xyxy in input pixels.
 * @property {Float32Array<ArrayBuffer>} scores (N) 0..1.
 * @property {Uint16Array<ArrayBuffer>} labels (N) index into the card's labels.
 */

/**
 * Anchors of an input: (N * 4) centre x, centre y, width, height in input pixels. Levels follow each other in order;
 * within a level rows from the top, cells from the left, then the sizes of a cell.
 *
 * @param {AnchorLevel[]} levels
 * @param {number} height Of the input.
 * @param {number} width
 * @returns {Float32Array<ArrayBuffer>}
 */
export function makeAnchors(levels, height, width) {
  const count = levels.reduce(
    (sum, { stride, sizes }) => sum + Math.floor(height / stride) * Math.floor(width / stride) * sizes.length,
    0,
  );
  const anchors = new Float32Array(count * 4);
  let i = 0;
  for (const { stride, sizes } of levels) {
    for (let y = 0; y < Math.floor(height / stride); y += 1) {
      for (let x = 0; x < Math.floor(width / stride); x += 1) {
        for (const [anchorWidth, anchorHeight] of sizes) {
          anchors[i++] = (x + 0.5) * stride;
          anchors[i++] = (y + 0.5) * stride;
          anchors[i++] = anchorWidth;
          anchors[i++] = anchorHeight;
        }
      }
    }
  }
  return anchors;
}

/**
 * Decodes the anchors whose best label scores at least `threshold`; all others cost one comparison a label.
 *
 * @param {Float32Array} raw (N * (labels + 4)) logits of the labels, then tx, ty, tw, th.
 * @param {Float32Array} anchors (N * 4) from `makeAnchors`.
 * @param {ModelCard} card
 * @param {number} threshold Score, 0..1.
 * @param {number} [leastSide] Root of the area from which boxes are taken, in input pixels.
 * @returns {Candidates}
 */
export function decode(raw, anchors, card, threshold, leastSide = 0) {
  const labelCount = card.labels.length;
  const rowLength = labelCount + 4;
  const [scaleX, scaleY, scaleWidth, scaleHeight] = card.boxCoding.scales;
  const leastLogit = Math.log(threshold / (1 - threshold)); // the sigmoid rises, so logits compare as scores do
  /** @type {number[]} */
  const boxes = [];
  /** @type {number[]} */
  const scores = [];
  /** @type {number[]} */
  const labels = [];
  for (let row = 0, anchor = 0; row < raw.length; row += rowLength, anchor += 4) {
    let label = 0;
    for (let other = 1; other < labelCount; other += 1) {
      if (raw[row + other] > raw[row + label]) label = other;
    }
    const logit = raw[row + label];
    if (!(logit >= leastLogit)) continue;
    const code = row + labelCount;
    const width = anchors[anchor + 2];
    const height = anchors[anchor + 3];
    const x = anchors[anchor] + raw[code] * scaleX * width;
    const y = anchors[anchor + 1] + raw[code + 1] * scaleY * height;
    const halfWidth = (Math.exp(raw[code + 2] * scaleWidth) * width) / 2;
    const halfHeight = (Math.exp(raw[code + 3] * scaleHeight) * height) / 2;
    if (4 * halfWidth * halfHeight < leastSide ** 2) continue;
    const box = [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
    // A GPU that computes with 16 bits may overflow in the code of a box whose score is a number.
    if (!box.every((edge) => Number.isFinite(Math.fround(edge)))) continue;
    boxes.push(...box);
    scores.push(1 / (1 + Math.exp(-logit)));
    labels.push(label);
  }
  return {
    boxes: Float32Array.from(boxes),
    scores: Float32Array.from(scores),
    labels: Uint16Array.from(labels),
  };
}
