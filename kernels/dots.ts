/**
 * Dot products of vectors of signed bytes, as the search for products needs them: static/js/products/dots.js calls this. A program
 * of its own, in plain SIMD, which every browser that runs the page has. Sums are whole numbers, the same on all devices.
 */

/** So many numbers are multiplied at once. */
const LANES: i32 = 16;

/**
 * @param queries Vectors of 16-bit numbers, four after another.
 * @param rows Vectors of signed bytes.
 * @param count Of the rows.
 * @param dimensions A multiple of 16.
 * @param output For each of the four queries, `count` 32-bit sums; from one query's to the next are `stride` bytes.
 * @param stride
 */
export function dotsOfFour(
  queries: usize,
  rows: usize,
  count: i32,
  dimensions: i32,
  output: usize,
  stride: usize,
): void {
  const query = <usize>dimensions * 2;
  for (let row = 0; row < count; row++) {
    const from = rows + <usize>(row * dimensions);
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    for (let i = 0; i < dimensions; i += LANES) {
      const bytes = v128.load(from + <usize>i);
      const low = i16x8.extend_low_i8x16_s(bytes);
      const high = i16x8.extend_high_i8x16_s(bytes);
      const at = queries + <usize>i * 2;
      a = i32x4.add(a, pair(at, low, high));
      b = i32x4.add(b, pair(at + query, low, high));
      c = i32x4.add(c, pair(at + query * 2, low, high));
      d = i32x4.add(d, pair(at + query * 3, low, high));
    }
    const to = output + <usize>row * 4;
    store<i32>(to, sum(a));
    store<i32>(to + stride, sum(b));
    store<i32>(to + stride * 2, sum(c));
    store<i32>(to + stride * 3, sum(d));
  }
}

/**
 * @param query A vector of 16-bit numbers.
 * @param rows Vectors of signed bytes.
 * @param count Of the rows.
 * @param dimensions A multiple of 16.
 * @param output `count` 32-bit sums.
 */
export function dots(query: usize, rows: usize, count: i32, dimensions: i32, output: usize): void {
  for (let row = 0; row < count; row++) {
    const from = rows + <usize>(row * dimensions);
    let total = i32x4.splat(0);
    for (let i = 0; i < dimensions; i += LANES) {
      const bytes = v128.load(from + <usize>i);
      const low = i16x8.extend_low_i8x16_s(bytes);
      const high = i16x8.extend_high_i8x16_s(bytes);
      total = i32x4.add(total, pair(query + <usize>i * 2, low, high));
    }
    store<i32>(output + <usize>row * 4, sum(total));
  }
}

/** Four sums of products of 16 numbers. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function pair(query: usize, low: v128, high: v128): v128 {
  return i32x4.add(i32x4.dot_i16x8_s(v128.load(query), low), i32x4.dot_i16x8_s(v128.load(query, 16), high));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function sum(lanes: v128): i32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}
