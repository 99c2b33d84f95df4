/**
 * A small grey picture at several sizes, in which motion is measured: large motions show in the small sizes, fine ones in
 * the large.
 *
 * @typedef {object} Level
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {Float32Array<ArrayBuffer>} values row by row: how much brighter each pixel is than its surroundings, in levels of 256
 *
 * @typedef {Level[]} Pyramid the largest first, each half as wide and high as the one before
 */

/** Levels of the pyramid; the smallest has about 32 pixels along the longer side. */
const LEVELS = 3;
/** A pixel's surroundings reach this far to each side. Subtracting them takes out the light, which may change. */
const SURROUNDINGS_PX = 4;

/**
 * @param {ArrayLike<number>} rgba of a picture of twice the size, row by row
 * @param {number} width of the largest level, pixels
 * @param {number} height the same
 * @returns {Pyramid}
 */
export function pyramidOf(rgba, width, height) {
  /** @type {Level} */
  let grey = { width, height, values: halfGrey(rgba, width, height) };
  const pyramid = [withoutLight(grey)];
  while (pyramid.length < LEVELS) {
    grey = half(grey);
    pyramid.push(withoutLight(grey));
  }
  return pyramid;
}

/**
 * Brightness (Rec. 601), each pixel the mean of four: browsers that shrink a picture leave pixels out.
 * @param {ArrayLike<number>} rgba
 * @param {number} width
 * @param {number} height
 */
function halfGrey(rgba, width, height) {
  const values = new Float32Array(width * height);
  const row = 8 * width;
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0, at = 2 * y * row; x < width; x += 1, at += 8, i += 1) {
      const red = rgba[at] + rgba[at + 4] + rgba[at + row] + rgba[at + row + 4];
      const green = rgba[at + 1] + rgba[at + 5] + rgba[at + row + 1] + rgba[at + row + 5];
      const blue = rgba[at + 2] + rgba[at + 6] + rgba[at + row + 2] + rgba[at + row + 6];
      values[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 4;
    }
  }
  return values;
}

/** @param {Level} level @returns {Level} */
function half({ width: wide, height: high, values: from }) {
  const [width, height] = [wide >> 1, high >> 1];
  const values = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0, at = 2 * y * wide; x < width; x += 1, at += 2, i += 1)
      values[i] = (from[at] + from[at + 1] + from[at + wide] + from[at + wide + 1]) / 4;
  }
  return { width, height, values };
}

/** @param {Level} grey @returns {Level} */
function withoutLight({ width, height, values }) {
  const means = new Float32Array(values.length);
  const across = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) slidingMeans(values, across, y * width, 1, width);
  for (let x = 0; x < width; x += 1) slidingMeans(across, means, x, width, height);
  for (let i = 0; i < means.length; i += 1) means[i] = values[i] - means[i];
  return { width, height, values: means };
}

/**
 * The mean of each value's surroundings along a row or a column.
 * @param {Float32Array} from
 * @param {Float32Array} to
 * @param {number} start
 * @param {number} step
 * @param {number} count
 */
function slidingMeans(from, to, start, step, count) {
  let [sum, inside] = [0, 0];
  for (let k = 0; k < Math.min(SURROUNDINGS_PX, count); k += 1, inside += 1) sum += from[start + k * step];
  for (let k = 0; k < count; k += 1) {
    if (k + SURROUNDINGS_PX < count) {
      sum += from[start + (k + SURROUNDINGS_PX) * step];
      inside += 1;
    }
    if (k > SURROUNDINGS_PX) {
      sum -= from[start + (k - SURROUNDINGS_PX - 1) * step];
      inside -= 1;
    }
    to[start + k * step] = sum / inside;
  }
}

/** @param {Float32Array} values @param {number} width @param {number} x @param {number} y between four pixels */
export function sample(values, width, x, y) {
  const [left, top] = [x | 0, y | 0];
  const [across, down] = [x - left, y - top];
  const i = top * width + left;
  const upper = values[i] + across * (values[i + 1] - values[i]);
  const lower = values[i + width] + across * (values[i + width + 1] - values[i + width]);
  return upper + down * (lower - upper);
}
