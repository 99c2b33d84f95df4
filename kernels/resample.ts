/**
 * Rows of a picture, added up to the rows of a picture of another height, and these resampled to another width: see
 * static/js/detector/resample.js, which calls this and says how. A program of its own, in plain SIMD: every product and
 * every sum is rounded alike on all devices, in the order in which NumPy has them (training/resample.py).
 */

/** Four channels, each a float. */
const PIXEL_BYTES: usize = 16;

/**
 * @param source Pixels of `rows` rows, a byte for each of four channels. Up to three pixels behind the last are read, too.
 * @param rows
 * @param width Of the source, in pixels.
 * @param isBgr Whether blue comes first. It comes last in the result.
 * @param lines For each row of the source the first row of the result that it is part of, and how many there are. Behind the
 *   last one, the first row of the result that is not complete yet.
 * @param lineWeights Its weight in each of them, `mostLines` places for each row.
 * @param mostLines
 * @param sums Of the source's rows for the next `mostLines` rows of the result: four floats a pixel, the width rounded up
 *   to fours. Zeros at first.
 * @param columns For each column of the result its first pixel in a row of the source, and how many there are.
 * @param weights Of these pixels, `most` places for each column.
 * @param most
 * @param outWidth Of the result, in pixels.
 * @param output The result in RGBA. Its rows that are complete now are written.
 */
export function addRows(
  source: usize,
  rows: i32,
  width: i32,
  isBgr: bool,
  lines: usize,
  lineWeights: usize,
  mostLines: i32,
  sums: usize,
  columns: usize,
  weights: usize,
  most: i32,
  outWidth: i32,
  output: usize,
): void {
  const bytes = (<usize>(width + 3) & ~3) * PIXEL_BYTES;
  for (let row = 0; row < rows; row++) {
    const from = source + <usize>(row * width) * 4;
    const line = lines + <usize>row * 8;
    const first = load<i32>(line);
    const count = load<i32>(line, 4);
    for (let each = 0; each < count; each++) {
      const share = lineWeights + <usize>(row * mostLines + each) * 4;
      addRow(from, load<f32>(share), sums + <usize>((first + each) % mostLines) * bytes, bytes);
    }
    const complete = load<i32>(line, 8);
    for (let out = first; out < complete; out++) {
      const sum = sums + <usize>(out % mostLines) * bytes;
      narrow(sum, isBgr, columns, weights, most, outWidth, output + <usize>(out * outWidth) * 4);
      memory.fill(sum, 0, bytes);
    }
  }
}

/** Adds the row, times its share, to the sums. */
// @ts-ignore: decorator
@inline
function addRow(from: usize, share: f32, sums: usize, bytes: usize): void {
  const shares = f32x4.splat(share);
  const end = sums + bytes;
  while (sums < end) {
    const pixels = v128.load(from);
    const low = i16x8.extend_low_i8x16_u(pixels);
    const high = i16x8.extend_high_i8x16_u(pixels);
    addPixel(sums, shares, i32x4.extend_low_i16x8_u(low));
    addPixel(sums + PIXEL_BYTES, shares, i32x4.extend_high_i16x8_u(low));
    addPixel(sums + 2 * PIXEL_BYTES, shares, i32x4.extend_low_i16x8_u(high));
    addPixel(sums + 3 * PIXEL_BYTES, shares, i32x4.extend_high_i16x8_u(high));
    from += 16;
    sums += 4 * PIXEL_BYTES;
  }
}

// @ts-ignore: decorator
@inline
function addPixel(sum: usize, shares: v128, channels: v128): void {
  v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(shares, f32x4.convert_i32x4_s(channels))));
}

/** A row of sums in the new width, rounded. */
// @ts-ignore: decorator
@inline
function narrow(
  sums: usize, isBgr: bool, columns: usize, weights: usize, most: i32, outWidth: i32, output: usize,
): void {
  for (let column = 0; column < outWidth; column++) {
    const place = columns + <usize>column * 8;
    let pixel = sums + <usize>load<i32>(place) * PIXEL_BYTES;
    let weight = weights + <usize>(column * most) * 4;
    let sum = f32x4.splat(0);
    for (let left = load<i32>(place, 4); left > 0; left--) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weight), v128.load(pixel)));
      pixel += PIXEL_BYTES;
      weight += 4;
    }
    if (isBgr) sum = v128.shuffle<f32>(sum, sum, 2, 1, 0, 3);
    const wide = i32x4.trunc_sat_f32x4_s(f32x4.add(sum, f32x4.splat(0.5)));
    const half = i16x8.narrow_i32x4_s(wide, wide);
    v128.store32_lane(output + <usize>column * 4, i8x16.narrow_i16x8_u(half, half), 0);
  }
}
