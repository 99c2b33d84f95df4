/** What all kernels do with registers of four numbers. */

/** a times b plus the sum, rounded once. */
// @ts-ignore: decorator
@inline
export function addProduct(a: v128, b: v128, sum: v128): v128 {
  return f32x4.relaxed_madd(a, b, sum);
}

/** In this order what is no number stays none, and is seen when the detector is tried. */
// @ts-ignore: decorator
@inline
export function clamp(value: v128, low: v128, high: v128): v128 {
  return f32x4.pmin(f32x4.pmax(value, low), high);
}
