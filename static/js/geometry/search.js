/**
 * Binary search.
 *
 * @param {ArrayLike<number>} sorted ascending
 * @param {number} least
 * @param {number} [count] how many values to search; those after it are ignored
 * @returns {number} index of the first value that is not below `least`; `count` if there is none
 */
export function lowerBound(sorted, least, count = sorted.length) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
