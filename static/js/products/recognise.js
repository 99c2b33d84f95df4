/**
 * Which product each facing of a photo shows, by its looks; or that nobody knows. Pure.
 *
 * @typedef {import('./search.js').Vectors} Vectors
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {{ known: number, margin: number }} Limits of the embedder's card: a product is named from the cosine `known` on, if it
 *   leads the second by `margin`
 * @typedef {{ product: string, score: number }} Candidate
 * @typedef {object} Answer
 * @property {string | null} product its id; null: not sure
 * @property {number} score of the best candidate; 0 without one
 * @property {Candidate[]} candidates the best first
 *
 * @typedef {object} Hints
 * @property {(ReadonlySet<string> | undefined)[]} [exclude] for each facing, ids of products that it is not
 * @property {number[][]} [rows] the facings of each shelf row, from left to right
 * @property {number[]} [heights] of the facings, in pixels
 */
import { searchGallery } from './search.js';

/** So many candidates a person is shown. */
const CANDIDATES = 4;

/**
 * @param {Vectors} vectors of the facings of a photo
 * @param {Gallery} gallery
 * @param {Limits} limits
 * @param {Hints} [hints]
 * @returns {Answer[]} one for each facing
 */
export function recognise(vectors, gallery, { known, margin }, { exclude = [] } = {}) {
  return searchGallery(vectors, gallery, CANDIDATES).map((matches, i) => {
    const candidates = matches
      .map(({ product, score }) => ({ product: gallery.products[product], score }))
      .filter(({ product }) => !exclude[i]?.has(product));
    const [best, second] = candidates;
    const isSure = best && best.score >= known && best.score - (second?.score ?? -1) >= margin;
    return { product: isSure ? best.product : null, score: best?.score ?? 0, candidates };
  });
}
