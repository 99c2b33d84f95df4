/**
 * Lays weights out as our kernels read them: in groups of filters or channels that are computed together, each with its biases
 * first and then its weights for each row of the matrix.
 *
 * @param {Float32Array} to ((rows + 1) * columns) numbers.
 * @param {Float32Array} weights (rows, columns), a column for each filter or channel.
 * @param {Float32Array} biases (columns), or none.
 * @param {number} columns
 * @param {number} size Columns of a group, of which there are a whole number.
 */
export function layOutGroups(to, weights, biases, columns, size) {
  const rows = weights.length / columns;
  let at = 0;
  for (let group = 0; group < columns; group += size) {
    for (let i = 0; i < size; i += 1) to[at++] = biases[group + i] ?? 0;
    for (let row = 0; row < rows; row += 1) {
      for (let i = 0; i < size; i += 1) to[at++] = weights[row * columns + group + i];
    }
  }
}
