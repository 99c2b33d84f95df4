/**
 * The input and output transforms of a 3x3 Winograd convolution, F(4x4, 3x3) (Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks", 2015). The 16 outputs of a tile take 36 multiplications for each channel and filter, instead
 * of 144. convolution.ts computes the products and has the conventions of all kernels.
 */
import { addProduct, clamp } from './vector';

/** Bytes of the values of four channels or filters, which are computed together. */
const FOUR: usize = 16;
const SIDE: usize = 6;

// @ts-ignore: decorator
@inline
function plus(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

// @ts-ignore: decorator
@inline
function minus(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

// @ts-ignore: decorator
@inline
function times(factor: f32, a: v128, sum: v128): v128 {
  return addProduct(f32x4.splat(factor), a, sum);
}

/** Transforms six input values at distances of `apart` into six values of the transformed tile. */
// @ts-ignore: decorator
@inline
function transformInput(from: usize, apart: usize, to: usize, toApart: usize): void {
  const value0 = v128.load(from);
  const value1 = v128.load((from += apart));
  const value2 = v128.load((from += apart));
  const value3 = v128.load((from += apart));
  const value4 = v128.load((from += apart));
  const value5 = v128.load((from += apart));
  const even = times(-4, value2, value4);
  const odd = times(-4, value1, value3);
  const evenNear = minus(value4, value2);
  const oddNear = minus(value3, value1);
  v128.store(to, times(4, value0, times(-5, value2, value4)));
  v128.store((to += toApart), plus(even, odd));
  v128.store((to += toApart), minus(even, odd));
  v128.store((to += toApart), times(2, oddNear, evenNear));
  v128.store((to += toApart), times(-2, oddNear, evenNear));
  v128.store((to += toApart), times(4, value1, times(-5, value3, value5)));
}

/**
 * Transforms a strip of tiles.
 *
 * @param input First pixel of the first tile's input: tiles read 6x6 pixels at a distance of 4.
 * @param line Length of a row of the input.
 * @param pixel Length of a pixel: four bytes per channel; the number of channels is a multiple of 4.
 * @param tileRows
 * @param tileColumns
 * @param output 36 matrices, (tiles, channels).
 * @param scratch 576 bytes.
 */
export function transformTiles(
  input: usize,
  line: usize,
  pixel: usize,
  tileRows: usize,
  tileColumns: usize,
  output: usize,
  scratch: usize,
): void {
  const matrix = tileRows * tileColumns * pixel;
  for (let row: usize = 0; row < tileRows; row++) {
    for (let column: usize = 0; column < tileColumns; column++) {
      let corner = input + 4 * (row * line + column * pixel);
      for (let channel: usize = 0; channel < pixel; channel += FOUR) {
        for (let x: usize = 0; x < SIDE; x++) {
          transformInput(corner + x * pixel, line, scratch + x * FOUR, SIDE * FOUR);
        }
        for (let y: usize = 0; y < SIDE; y++) {
          transformInput(scratch + y * SIDE * FOUR, FOUR, output + y * SIDE * matrix, matrix);
        }
        corner += FOUR;
        output += FOUR;
      }
    }
  }
}

/**
 * Transforms the products of a strip of tiles into outputs.
 *
 * @param input 36 matrices, (tiles, filters).
 * @param pixel Length of a row: four bytes per filter; the number of filters is a multiple of 4.
 * @param tileRows
 * @param tileColumns
 * @param biases One per filter.
 * @param output First pixel of the strip; rows of 4 pixels per tile.
 * @param low Lower limit of the output, -Infinity for none.
 * @param high
 * @param scratch 384 bytes.
 */
export function joinTiles(
  input: usize,
  pixel: usize,
  tileRows: usize,
  tileColumns: usize,
  biases: usize,
  output: usize,
  low: f32,
  high: f32,
  scratch: usize,
): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const matrix = tileRows * tileColumns * pixel;
  const line = tileColumns * pixel * 4;
  for (let row: usize = 0; row < tileRows; row++) {
    for (let column: usize = 0; column < tileColumns; column++) {
      let corner = output + 4 * (row * line + column * pixel);
      for (let filter: usize = 0; filter < pixel; filter += FOUR) {
        for (let x: usize = 0; x < SIDE; x++) {
          let from = input + x * matrix;
          const apart = SIDE * matrix;
          const value0 = v128.load(from);
          const value1 = v128.load((from += apart));
          const value2 = v128.load((from += apart));
          const value3 = v128.load((from += apart));
          const value4 = v128.load((from += apart));
          const value5 = v128.load((from += apart));
          const near = plus(value1, value2);
          const far = plus(value3, value4);
          const nearApart = minus(value1, value2);
          const farApart = minus(value3, value4);
          let to = scratch + x * FOUR;
          v128.store(to, plus(plus(value0, near), far));
          v128.store((to += SIDE * FOUR), times(2, farApart, nearApart));
          v128.store((to += SIDE * FOUR), times(4, far, near));
          v128.store((to += SIDE * FOUR), plus(times(8, farApart, nearApart), value5));
        }
        const bias = v128.load(biases + filter);
        for (let y: usize = 0; y < 4; y++) {
          const from = scratch + y * SIDE * FOUR;
          const value0 = plus(v128.load(from), bias);
          const value1 = v128.load(from, 16);
          const value2 = v128.load(from, 32);
          const value3 = v128.load(from, 48);
          const value4 = v128.load(from, 64);
          const value5 = plus(v128.load(from, 80), bias);
          const near = plus(value1, value2);
          const far = plus(value3, value4);
          const nearApart = minus(value1, value2);
          const farApart = minus(value3, value4);
          let to = corner + y * line;
          v128.store(to, clamp(plus(plus(value0, near), far), lows, highs));
          v128.store((to += pixel), clamp(plus(times(2, farApart, nearApart), bias), lows, highs));
          v128.store((to += pixel), clamp(plus(times(4, far, near), bias), lows, highs));
          v128.store((to += pixel), clamp(plus(times(8, farApart, nearApart), value5), lows, highs));
        }
        corner += FOUR;
        input += FOUR;
      }
    }
  }
}
