/**
 * The search for the products that a facing looks like, among all examples of the catalogue. Pure.
 *
 * @typedef {{ embedder: string, dimensions: number, values: Int8Array }} Vectors a unit vector times 127 after the other
 *
 * @typedef {object} Gallery all right examples of the catalogue by one embedder
 * @property {string} embedder
 * @property {number} dimensions
 * @property {string[]} products ids
 * @property {Int8Array} values
 * @property {Int32Array} rows for each product, and one after the last, where its examples begin in `values`
 * @property {{ values: Int8Array, rows: Int32Array }} wrong the same with what the products do not look like
 *
 * @typedef {{ product: number, score: number }} Match `product`: index in the gallery; `score`: a cosine
 */
import { cosine } from './vectors.js';

/**
 * @param {Vectors} vectors
 * @param {Gallery} gallery
 * @param {number} count of the best products
 * @returns {Match[][]} for each of the vectors, the best product first, each by its best example
 */
export function searchGallery({ values, dimensions }, gallery, count) {
  const queries = values.length / dimensions;
  return Array.from({ length: queries }, (_, query) => {
    const matches = gallery.products.map((_, product) => {
      let score = -1;
      for (let row = gallery.rows[product]; row < gallery.rows[product + 1]; row += 1)
        score = Math.max(score, cosine(values, query, gallery.values, row, dimensions));
      return { product, score };
    });
    return matches.sort((a, b) => b.score - a.score).slice(0, count);
  });
}
