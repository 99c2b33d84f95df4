/**
 * Facings cut out of a picture and stretched to one size, from its own pixels. training/embed/facings.py has the same
 * arithmetic, so that the embedder sees the very same pixels there and on every phone; both are held to
 * tests/vectors/crops.json.
 *
 * @typedef {import('./resample.js').Resampler} Resampler
 * @typedef {{ left: number, top: number, width: number, height: number }} Region Whole pixels of a picture.
 * @typedef {{ height: number, width: number }} Size
 */
import { sizeOf } from './pixels.js';

/** Behind transparent pixels, which no photo has. */
const PAD = 114;

/**
 * @param {number[] | Float64Array} box xyxy, pixels of the picture.
 * @param {number} margin Added on each side, as a share of the box's width or height.
 * @param {Size} picture
 * @returns {Region} Whole pixels, one at least, and none from outside of the picture.
 */
export function regionOf([left, top, right, bottom], margin, { height, width }) {
  const [across, down] = [(right - left) * margin, (bottom - top) * margin];
  const [x0, x1] = within(left - across, right + across, width);
  const [y0, y1] = within(top - down, bottom + down, height);
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0 };
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} most
 * @returns {[number, number]} Rounded, halves upwards.
 */
function within(from, to, most) {
  const start = Math.min(Math.max(Math.floor(from + 0.5), 0), most - 1);
  return [start, Math.min(Math.max(Math.floor(to + 0.5), start + 1), most)];
}

/**
 * @param {ImageBitmap} picture
 * @param {(number[] | Float64Array)[]} boxes xyxy, pixels of the picture.
 * @param {{ reader: import('./pixels.js').PixelReader, resampler: Resampler }} tools
 * @param {{ input: Size, crop: { margin: number } }} card Of the embedder.
 * @returns {Uint8ClampedArray} RGBA, (boxes * height * width * 4)
 */
export function cutCrops(picture, boxes, { reader, resampler }, { input, crop }) {
  const size = 4 * input.height * input.width;
  const crops = new Uint8ClampedArray(boxes.length * size);
  for (const [i, box] of boxes.entries()) {
    const region = regionOf(box, crop.margin, sizeOf(picture));
    crops.set(resampler.resample(reader.strips(picture, PAD, region), region, input), i * size);
  }
  return crops;
}
