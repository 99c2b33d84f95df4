/**
 * Depthwise convolution on WebAssembly with fused multiply-add: each channel has its own filter. See convolution.ts for the
 * conventions of all kernels.
 */
import { addProduct, clamp } from './vector';

/** Neighbouring outputs of a row that are computed together, so that each weight is read once for all of them. */
const PIXELS: i32 = 4;
/** Channels that are computed together, in one register. */
const CHANNELS: i32 = 4;

/**
 * @param input (rows, pixels, channels); values beyond the edges are zero.
 * @param height Of the input, in pixels.
 * @param width
 * @param channels A multiple of 4.
 * @param weights For each 4 channels their biases, then their 4 weights for each row and column of the filter.
 * @param size Rows and columns of the filter.
 * @param step Stride in pixels of the input, vertically and horizontally.
 * @param above How far the filter of the first output extends beyond the upper edge, in pixels.
 * @param before The same for the left edge.
 * @param output (rows, pixels, channels).
 * @param rows
 * @param columns
 * @param low Lower limit of the output, -Infinity for none.
 * @param high
 */
export function convolveDepthwise(
  input: usize,
  height: i32,
  width: i32,
  channels: i32,
  weights: usize,
  size: i32,
  step: i32,
  above: i32,
  before: i32,
  output: usize,
  rows: i32,
  columns: i32,
  low: f32,
  high: f32,
): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const pixel = <usize>channels * 4;
  const line = <usize>width * pixel;
  const across = <usize>step * pixel;
  // Outputs whose filter is within the left and right edges.
  const inner = (before + step - 1) / step;
  const outer = min(columns, (width - size + before) / step + 1);
  for (let row = 0; row < rows; row++) {
    const top = row * step - above;
    const firstRow = max(0, -top);
    const rowsSeen = min(size, height - top) - firstRow;
    const from = input + <usize>(top + firstRow) * line;
    for (let column = 0; column < columns; ) {
      const left = column * step - before;
      let to = output + <usize>(row * columns + column) * pixel;
      if (column < inner || column >= outer || outer - inner < PIXELS) {
        const firstColumn = max(0, -left);
        const columnsSeen = min(size, width - left) - firstColumn;
        let corner = from + <usize>(left + firstColumn) * pixel;
        let bias = weights;
        for (let channel = 0; channel < channels; channel += CHANNELS) {
          let sum = v128.load(bias);
          for (let y = 0; y < rowsSeen; y++) {
            let at = corner + <usize>y * line;
            let weight = bias + 16 + ((firstRow + y) * size + firstColumn) * 16;
            for (let x = 0; x < columnsSeen; x++) {
              sum = addProduct(v128.load(at), v128.load(weight), sum);
              at += pixel;
              weight += 16;
            }
          }
          v128.store(to, clamp(sum, lows, highs));
          to += 16;
          corner += 16;
          bias += 16 * (1 + size * size);
        }
        column++;
        continue;
      }
      // The last block overlaps the previous one.
      const start = min(column, outer - PIXELS);
      to -= <usize>(column - start) * pixel;
      let corner = from + <usize>(start * step - before) * pixel;
      let bias = weights;
      for (let channel = 0; channel < channels; channel += CHANNELS) {
        let sum0 = v128.load(bias);
        let sum1 = sum0;
        let sum2 = sum0;
        let sum3 = sum0;
        let weight = bias + 16 + firstRow * size * 16;
        for (let y = 0; y < rowsSeen; y++) {
          let at = corner + <usize>y * line;
          for (let x = 0; x < size; x++) {
            const value = v128.load(weight);
            sum0 = addProduct(v128.load(at), value, sum0);
            sum1 = addProduct(v128.load(at + across), value, sum1);
            sum2 = addProduct(v128.load(at + 2 * across), value, sum2);
            sum3 = addProduct(v128.load(at + 3 * across), value, sum3);
            weight += 16;
            at += pixel;
          }
        }
        v128.store(to, clamp(sum0, lows, highs));
        v128.store(to + pixel, clamp(sum1, lows, highs));
        v128.store(to + 2 * pixel, clamp(sum2, lows, highs));
        v128.store(to + 3 * pixel, clamp(sum3, lows, highs));
        to += 16;
        corner += 16;
        bias += 16 * (1 + size * size);
      }
      column = start + PIXELS;
    }
  }
}
