/**
 * @param {Int8Array} a
 * @param {number} i which vector of `a`
 * @param {Int8Array} b
 * @param {number} j which vector of `b`
 * @param {number} dimensions
 * @returns {number} -1..1; 0 where one of them is nothing
 */
export function cosine(a, i, b, j, dimensions) {
  let [dot, ofA, ofB] = [0, 0, 0];
  for (let at = 0; at < dimensions; at += 1) {
    const [x, y] = [a[i * dimensions + at], b[j * dimensions + at]];
    dot += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA && ofB ? dot / Math.sqrt(ofA * ofB) : 0;
}
