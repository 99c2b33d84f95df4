/**
 * The letterbox: how a picture of any size is laid into the input of the network, and how boxes come back.
 * The same rule as `letterbox_size` in training/predict.py; both are held to tests/vectors/letterbox.json.
 *
 * @typedef {object} Letterbox
 * @property {number} width Width of the scaled picture, in input pixels.
 * @property {number} height
 * @property {number} inputWidth Width of the network's input, a multiple of its stride.
 * @property {number} inputHeight
 */

/**
 * Scales a picture so that its long side is `longSide` and lays it into the top left corner of the smallest input
 * whose sides are multiples of `stride`.
 *
 * @param {number} width Of the picture, in pixels.
 * @param {number} height
 * @param {number} longSide
 * @param {number} stride
 * @returns {Letterbox}
 */
export function letterbox(width, height, longSide, stride) {
  const scale = longSide / Math.max(width, height);
  const scaled = [width, height].map((side) => Math.max(1, roundHalfToEven(side * scale)));
  const padded = scaled.map((side) => Math.ceil(side / stride) * stride);
  return { width: scaled[0], height: scaled[1], inputWidth: padded[0], inputHeight: padded[1] };
}

/**
 * Moves boxes from input pixels to pixels of the picture, in place. They may reach beyond it: see `clip`.
 *
 * @param {Float32Array} boxes (N * 4) xyxy.
 * @param {Letterbox} box
 * @param {number} width Of the picture.
 * @param {number} height
 */
export function unletterbox(boxes, box, width, height) {
  const scales = [width / box.width, height / box.height];
  for (let i = 0; i < boxes.length; i += 1) boxes[i] *= scales[i % 2];
}

/**
 * Cuts boxes off at the edges of the picture, in place.
 *
 * @param {Float32Array} boxes (N * 4) xyxy in pixels of the picture.
 * @param {number} width Of the picture.
 * @param {number} height
 */
export function clip(boxes, width, height) {
  const limits = [width, height];
  for (let i = 0; i < boxes.length; i += 1) boxes[i] = Math.min(Math.max(boxes[i], 0), limits[i % 2]);
}

/**
 * Python rounds halves to the even neighbour; the two sides must agree on every size.
 *
 * @param {number} value
 */
function roundHalfToEven(value) {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
