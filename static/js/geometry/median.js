/**
 * @param {number[] | Float64Array} values at least one
 * @returns {number} one of them: of an even number, the upper of the two in the middle
 */
export function median(values) {
  // Typed arrays sort as numbers by themselves, much faster than with a function that compares.
  const sorted = Array.isArray(values) ? values.toSorted((a, b) => a - b) : values.toSorted();
  return sorted[sorted.length >> 1];
}
