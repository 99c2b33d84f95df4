/**
 * Convolution on WebAssembly in AssemblyScript. With fused multiply-add, where there is relaxed SIMD, it takes two thirds of
 * the time of the TensorFlow.js kernel, which multiplies and adds in two steps. static/js/detector/kernels/ prepares its input and calls it.
 *
 * All numbers are float32. Addresses and distances are in bytes of the memory of TensorFlow.js, which this module imports; it
 * has no memory, stack or data of its own. Results differ from those of TensorFlow.js only by rounding.
 */
import { addProduct, clamp } from './vector';

/**
 * Neighbouring outputs of a row that are computed together. Six would leave no register of x64 free; there Firefox moves sums to
 * the stack and back and takes twice as long, where Chromium gains next to nothing.
 */
const PIXELS: usize = 4;
/** Filters that are computed together, in two registers of four. */
const FILTERS: usize = 8;

// @ts-ignore: decorator
@inline
function store(address: usize, first: v128, second: v128, low: v128, high: v128): void {
  v128.store(address, clamp(first, low, high));
  v128.store(address, clamp(second, low, high), 16);
}

/**
 * Convolves a picture that is padded, or needs no padding.
 *
 * @param input First value of the picture, (rows, pixels, channels).
 * @param inputRow Distance in the input between two rows of outputs: stride times the length of a row.
 * @param inputPixel Distance in the input between two outputs of a row: stride times the length of a pixel.
 * @param inputLine Length of a row of the picture.
 * @param lines Rows of the filter.
 * @param lineLength Columns of the filter times the length of a pixel, which is read contiguously.
 * @param weights For each 8 filters their biases, then their 8 weights for each row, column and channel.
 * @param output (rows, pixels, filters).
 * @param rows Of the output.
 * @param columns At least 4.
 * @param filters A multiple of 8.
 * @param low Lower limit of the output, -Infinity for none.
 * @param high
 */
export function convolve(
  input: usize,
  inputRow: usize,
  inputPixel: usize,
  inputLine: usize,
  lines: usize,
  lineLength: usize,
  weights: usize,
  output: usize,
  rows: usize,
  columns: usize,
  filters: usize,
  low: f32,
  high: f32,
): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const pixel = filters * 4;
  const panelLength = (lines * lineLength + 4) * FILTERS;
  for (let row: usize = 0; row < rows; row++) {
    const top = input + row * inputRow;
    let panel = weights;
    for (let filter: usize = 0; filter < pixel; filter += 4 * FILTERS) {
      const bias0 = v128.load(panel);
      const bias1 = v128.load(panel, 16);
      for (let start: usize = 0; start < columns; start += PIXELS) {
        // The last block overlaps the previous one.
        const column = min(start, columns - PIXELS);
        let sum00 = bias0, sum10 = bias0, sum20 = bias0, sum30 = bias0;
        let sum01 = bias1, sum11 = bias1, sum21 = bias1, sum31 = bias1;
        let weight = panel + 4 * FILTERS;
        let corner = top + column * inputPixel;
        for (let line: usize = 0; line < lines; line++) {
          let pixel0 = corner;
          let pixel1 = pixel0 + inputPixel;
          let pixel2 = pixel1 + inputPixel;
          let pixel3 = pixel2 + inputPixel;
          const end = pixel0 + lineLength;
          while (pixel0 < end) {
            const weight0 = v128.load(weight);
            const weight1 = v128.load(weight, 16);
            let value = v128.load_splat<f32>(pixel0);
            sum00 = addProduct(value, weight0, sum00);
            sum01 = addProduct(value, weight1, sum01);
            value = v128.load_splat<f32>(pixel1);
            sum10 = addProduct(value, weight0, sum10);
            sum11 = addProduct(value, weight1, sum11);
            value = v128.load_splat<f32>(pixel2);
            sum20 = addProduct(value, weight0, sum20);
            sum21 = addProduct(value, weight1, sum21);
            value = v128.load_splat<f32>(pixel3);
            sum30 = addProduct(value, weight0, sum30);
            sum31 = addProduct(value, weight1, sum31);
            weight += 4 * FILTERS;
            pixel0 += 4;
            pixel1 += 4;
            pixel2 += 4;
            pixel3 += 4;
          }
          corner += inputLine;
        }
        let to = output + (row * columns + column) * pixel + filter;
        store(to, sum00, sum01, lows, highs);
        store((to += pixel), sum10, sum11, lows, highs);
        store((to += pixel), sum20, sum21, lows, highs);
        store((to += pixel), sum30, sum31, lows, highs);
      }
      panel += panelLength;
    }
  }
}

/**
 * Copies a picture into a larger one that is filled with zeros.
 *
 * @param input
 * @param rows Of `input`.
 * @param rowLength
 * @param output
 * @param paddedRows
 * @param paddedLength Of a row of `output`.
 * @param top Rows above the picture.
 * @param left Length of the padding to the left of the picture.
 */
export function pad(
  input: usize,
  rows: usize,
  rowLength: usize,
  output: usize,
  paddedRows: usize,
  paddedLength: usize,
  top: usize,
  left: usize,
): void {
  memory.fill(output, 0, paddedRows * paddedLength);
  let to = output + top * paddedLength + left;
  for (let row: usize = 0; row < rows; row++) {
    memory.copy(to, input, rowLength);
    input += rowLength;
    to += paddedLength;
  }
}
