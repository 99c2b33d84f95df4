/**
 * Small grey pictures of photos, by which two photos are compared (overlap.js).
 *
 * @typedef {object} GreyPicture
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {Uint8Array} grey brightness 0..255, row by row
 *
 * @typedef {object} Contrast what remains of a grey picture when the light is taken out
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {Float32Array} values row by row; 0: as bright as its surroundings
 */

/** Pixels along the longer side. A product on a full shelf is then about three to six pixels wide. */
export const GREY_PX = 64;
/** Surroundings reach this many pixels to each side: about a product. */
const SURROUNDINGS_PX = 4;
/** Contrast below this, in levels of 256, is noise: a blank wall must not look like every other one. */
const NOISE_LEVELS = 4;

/**
 * The size of the grey picture of a photo.
 *
 * @param {{ width: number, height: number }} photo
 * @returns {{ width: number, height: number }} at least 1 each
 */
export function greySize({ width, height }) {
  const scale = GREY_PX / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Shrinks a picture by a whole factor: each pixel is the mean brightness (Rec. 601) of a square of them. Browsers shrink
 * differently, and some of them leave pixels out, so a canvas does not do this.
 *
 * @param {ArrayLike<number>} rgba of a picture of `factor` times the size, row by row
 * @param {{ width: number, height: number }} size of the grey picture
 * @param {number} factor
 * @returns {GreyPicture}
 */
export function shrinkToGrey(rgba, { width, height }, factor) {
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i += 1) {
    const [x, y] = [(i % width) * factor, Math.floor(i / width) * factor];
    let sum = 0;
    for (let row = y; row < y + factor; row += 1) {
      let at = 4 * (row * width * factor + x);
      for (let column = 0; column < factor; column += 1, at += 4)
        sum += 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
    }
    grey[i] = Math.round(sum / factor ** 2);
  }
  return { width, height, grey };
}

/**
 * Takes the light out of a picture. Each pixel is compared with its surroundings: (grey - mean) / (deviation + noise).
 * Without this, any two photos with a lamp at the top would look alike.
 *
 * @param {GreyPicture} picture
 * @returns {Contrast}
 */
export function contrastOf({ width, height, grey }) {
  const means = blurRows(Float64Array.from(grey), width);
  const squares = blurRows(
    Float64Array.from(grey, (value) => value ** 2),
    width,
  );
  const values = Float32Array.from(grey, (value, i) => {
    const deviation = Math.sqrt(Math.max(0, squares[i] - means[i] ** 2));
    return (value - means[i]) / (deviation + NOISE_LEVELS);
  });
  return { width, height, values };
}

/**
 * @param {Float64Array} values row by row
 * @param {number} width
 * @returns {Float64Array} the mean of each value's surroundings in its row
 */
function blurRows(values, width) {
  return values.map((_, i) => {
    const row = i - (i % width);
    const from = Math.max(row, i - SURROUNDINGS_PX);
    const to = Math.min(row + width - 1, i + SURROUNDINGS_PX);
    let sum = 0;
    for (let k = from; k <= to; k += 1) sum += values[k];
    return sum / (to - from + 1);
  });
}
