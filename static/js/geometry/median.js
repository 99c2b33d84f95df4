/**
 * @param {number[] | Float64Array} values at least one
 * @returns {number} one of the values: the upper of the two middle ones if their number is even
 */
export function median(values) {
  // Typed arrays sort numerically by default, much faster than with a comparison function.
  const sorted = Array.isArray(values) ? values.toSorted((a, b) => a - b) : values.toSorted();
  return sorted[sorted.length >> 1];
}
