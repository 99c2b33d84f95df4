/**
 * What products look like, as numbers: a unit vector for each facing. Two facings are as alike as their vectors' cosine is
 * large, from -1 to 1. Each number is kept as one signed byte, which costs the search nothing.
 *
 * @typedef {object} Vectors
 * @property {string} embedder Id of what made them, see `identityOf`: vectors of another one cannot be compared with them.
 * @property {number} dimensions Numbers of one vector.
 * @property {Int8Array} values (facings * dimensions), each unit vector times 127, rounded.
 */

/** What 1 becomes. */
const ONE = 127;

/**
 * @param {ArrayLike<number>} values (facings * dimensions) Vectors of any length.
 * @param {number} dimensions
 * @returns {Int8Array} The same directions as `Vectors` keep them; a vector of zeros stays one.
 */
export function quantise(values, dimensions) {
  const bytes = new Int8Array(values.length);
  for (let start = 0; start < values.length; start += dimensions) {
    let sum = 0;
    for (let i = start; i < start + dimensions; i += 1) sum += values[i] * values[i];
    const scale = sum > 0 ? ONE / Math.sqrt(sum) : 0;
    for (let i = start; i < start + dimensions; i += 1) bytes[i] = Math.round(values[i] * scale);
  }
  return bytes;
}

/**
 * @param {Int8Array} a (facings * dimensions)
 * @param {number} i Which of them.
 * @param {Int8Array} b
 * @param {number} j
 * @param {number} dimensions
 * @returns {number} -1..1, with the lengths that the rounded vectors really have; 0 where one has none.
 */
export function cosine(a, i, b, j, dimensions) {
  const [from, to] = [i * dimensions, j * dimensions];
  let product = 0;
  let ofA = 0;
  let ofB = 0;
  for (let k = 0; k < dimensions; k += 1) {
    const [x, y] = [a[from + k], b[to + k]];
    product += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA > 0 && ofB > 0 ? product / Math.sqrt(ofA * ofB) : 0;
}

/**
 * @param {Vectors} vectors
 * @returns {number} Of how many facings they are.
 */
export const countOf = ({ values, dimensions }) => values.length / dimensions;

/**
 * @param {Vectors} vectors
 * @param {ArrayLike<number>} indices Of facings.
 * @returns {Vectors} Of these alone, in this order.
 */
export function subset({ embedder, dimensions, values }, indices) {
  const kept = new Int8Array(indices.length * dimensions);
  for (let to = 0; to < indices.length; to += 1) {
    const from = indices[to] * dimensions;
    kept.set(values.subarray(from, from + dimensions), to * dimensions);
  }
  return { embedder, dimensions, values: kept };
}
