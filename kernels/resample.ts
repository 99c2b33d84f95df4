/**
 * Rows of a picture, resampled to another width and added to the rows of a picture of another height: see
 * static/js/detector/resample.js, which calls this and says how. A program of its own, in plain SIMD: every product and
 * every sum is rounded alike on all devices, in the order in which NumPy has them (training/resample.py).
 */

/**
 * @param source RGBA pixels of `rows` rows.
 * @param rows
 * @param width Of the source, in pixels.
 * @param columns For each column of the result its first pixel in a row of the source, and how many there are.
 * @param weights Of these pixels, `most` places for each column.
 * @param most
 * @param outWidth Of the result, in pixels.
 * @param line Room for a row of the result: four floats a pixel.
 * @param lines For each row of the source the first row of the result that it is part of, and how many there are.
 * @param lineWeights Its weight in each of them, `mostLines` places for each row.
 * @param mostLines
 * @param sums The result so far: four floats a pixel.
 */
export function addRows(
  source: usize,
  rows: i32,
  width: i32,
  columns: usize,
  weights: usize,
  most: i32,
  outWidth: i32,
  line: usize,
  lines: usize,
  lineWeights: usize,
  mostLines: i32,
  sums: usize,
): void {
  const bytes = <usize>outWidth * 16;
  for (let row = 0; row < rows; row++) {
    const from = source + <usize>(row * width) * 4;
    for (let column = 0; column < outWidth; column++) {
      const place = columns + <usize>column * 8;
      let pixel = from + <usize>load<i32>(place) * 4;
      let weight = weights + <usize>(column * most) * 4;
      let sum = f32x4.splat(0);
      for (let left = load<i32>(place, 4); left > 0; left--) {
        const channels = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(pixel)));
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weight), f32x4.convert_i32x4_s(channels)));
        pixel += 4;
        weight += 4;
      }
      v128.store(line + <usize>column * 16, sum);
    }
    const first = load<i32>(lines + <usize>row * 8);
    const count = load<i32>(lines + <usize>row * 8, 4);
    for (let each = 0; each < count; each++) {
      const share = v128.load32_splat(lineWeights + <usize>(row * mostLines + each) * 4);
      const to = sums + <usize>(first + each) * bytes;
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(share, v128.load(line + at))));
      }
    }
  }
}

/** Rounds the sums of `pixels` pixels to RGBA. */
export function finish(sums: usize, pixels: i32, output: usize): void {
  for (let each = 0; each < pixels; each++) {
    const value = f32x4.add(v128.load(sums + <usize>each * 16), f32x4.splat(0.5));
    const wide = i32x4.trunc_sat_f32x4_s(value);
    const half = i16x8.narrow_i32x4_s(wide, wide);
    v128.store32_lane(output + <usize>each * 4, i8x16.narrow_i16x8_u(half, half), 0);
  }
}
