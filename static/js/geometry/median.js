/**
 * @param {number[]} values at least one
 * @returns {number} one of them: of an even number, the upper of the two in the middle
 */
export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
