/** Operations on registers of four numbers that all kernels share. */

/** a times b plus the sum; with relaxed SIMD in one instruction where the processor has one, and then rounded once. */
// @ts-ignore: decorator
@inline
export function addProduct(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? f32x4.relaxed_madd(a, b, sum)
    : f32x4.add(f32x4.mul(a, b), sum);
}

/** This order of the operands keeps NaN, so that a broken network is noticed when the detector is probed. */
// @ts-ignore: decorator
@inline
export function clamp(value: v128, low: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(value, low), high);
}
