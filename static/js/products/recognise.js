/**
 * Which product each facing of a photo shows, by its looks; or that nobody knows, which is better than a wrong name. Pure.
 *
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {import('./search.js').Match} Match
 * @typedef {{ known: number, margin: number }} Limits of the embedder's card: a product is named from the cosine `known` on, if it
 *   leads the second by `margin`
 * @typedef {{ product: string, score: number }} Candidate
 * @typedef {object} Answer
 * @property {string | null} product its id; null: not sure
 * @property {number} score of that product, else of the best candidate; 0 without one
 * @property {Candidate[]} candidates the best first, up to four
 *
 * @typedef {object} Hints
 * @property {(ReadonlySet<string> | undefined)[]} [exclude] for each facing, ids of products that it is not
 * @property {number[][]} [rows] the facings of each shelf row, from left to right
 * @property {number[]} [heights] of the facings, in pixels
 */
import { cosine } from '../looks/vectors.js';
import { chooseSizes, scoreIn } from './choose-size.js';

/** So many candidates a person is shown; and so many are looked for, since some are not it for another reason. */
const [CANDIDATES, LOOKED_FOR] = [4, 8];
/**
 * The card's margin is for a catalogue of many products, sisters of each other among them. Of few, none is likely to be nearly as
 * alike, and the limit alone decides.
 */
const [FEW, MANY] = [6, 60];
/** Between two that are as good as the same nobody knows in either. */
const LEAST_PART = 0.15;
/**
 * A facing between two of one product is named so much below the limit, and with so much of the margin. One neighbour alone says
 * too little: that gave more wrong names than right ones.
 */
const BETWEEN = { below: 0.1, margin: 0.25 };
/**
 * Facings without a name: what they look like moves the limit by this share of the way. Only from so many on it may get lower, and by so
 * much.
 */
const OTHERS = { share: 0.6, enough: 20, below: 0.2 };
/** All facings of a product in a photo look about as much like its examples as the best of them does, */
const BELOW_BEST = 0.15;
/** apart from those that are an example themselves. */
const ITSELF = 0.97;

/**
 * @param {Vectors} vectors of the facings of a photo
 * @param {Gallery} gallery by the same embedder; from another one nothing is known
 * @param {Limits} limits
 * @param {Hints} [hints]
 * @returns {Answer[]} one for each facing
 */
export function recognise(vectors, gallery, limits, { exclude = [], rows = [], heights = [] } = {}) {
  const { values, dimensions, embedder } = vectors;
  const count = dimensions > 0 ? values.length / dimensions : 0;
  if (embedder !== gallery.embedder || dimensions !== gallery.dimensions || count === 0)
    return Array.from({ length: count }, () => ({ product: null, score: 0, candidates: [] }));
  const found = gallery.search
    .best(values, LOOKED_FOR)
    .map((matches, i) =>
      matches.filter(
        (match) => !exclude[i]?.has(gallery.products[match.product]) && !isVetoed(values, i, match, gallery),
      ),
    );
  const named = chooseSizes(nameFacings(values, found, gallery, limits, rows), found, gallery, limits, {
    rows,
    heights,
  });
  return found.map((matches, i) => {
    const product = named[i];
    const candidates = matches
      .slice(0, CANDIDATES)
      .map(({ product, score }) => ({ product: gallery.products[product], score }));
    return {
      product: product === null ? null : gallery.products[product],
      score: product === null ? (candidates[0]?.score ?? 0) : scoreIn(matches, product),
      candidates,
    };
  });
}

/**
 * @param {Int8Array} values
 * @param {Match[][]} found
 * @param {Gallery} gallery
 * @param {Limits} limits
 * @param {number[][]} rows
 * @returns {(number | null)[]} the product of each facing, of whatever size; null: not sure
 */
function nameFacings(values, found, gallery, { known, margin: most }, rows) {
  const margin = most * partOf(gallery.products.length);
  const limitOf = limitsWithOthers(values, gallery, known);
  /** How much a facing looks like a product at best. @type {Map<number, number>} */
  const best = new Map();
  for (const [first] of found)
    if (first && first.score < ITSELF)
      best.set(first.product, Math.max(best.get(first.product) ?? -1, first.score));
  const isSure = (
    /** @type {Match[]} */ [first, ...others],
    /** @type {number} */ limit,
    /** @type {number} */ lead,
  ) => {
    if (!first || first.score < limit) return false;
    // Which size it is, is another question.
    const rival = others.find(({ product }) => gallery.kinds[product] !== gallery.kinds[first.product]);
    return !rival || first.score - rival.score >= lead;
  };
  const named = found.map((matches, i) => {
    if (matches.length === 0) return null;
    const [{ product }] = matches;
    const limit = Math.max(limitOf(i, product), (best.get(product) ?? -1) - BELOW_BEST);
    return isSure(matches, limit, margin) ? product : null;
  });
  const kindOf = (/** @type {number | undefined} */ i) => {
    const product = i === undefined ? null : named[i];
    return product === null ? null : gallery.kinds[product];
  };
  const isBetween = (/** @type {number[]} */ row, /** @type {number} */ place, /** @type {string} */ kind) =>
    kindOf(row[place - 1]) === kind && kindOf(row[place + 1]) === kind;
  const filled = rows.flatMap((row) =>
    row.filter((i, place) => {
      if (named[i] !== null || !found[i]?.[0]) return false;
      if (!isBetween(row, place, gallery.kinds[found[i][0].product])) return false;
      const limit = limitOf(i, found[i][0].product);
      return isSure(found[i], limit - BETWEEN.below, margin * BETWEEN.margin);
    }),
  );
  for (const i of filled) named[i] = found[i][0].product;
  return named;
}

/** @param {number} products @returns {number} which part of the margin so many need, 0..1 */
const partOf = (products) =>
  Math.min(1, Math.max(LEAST_PART, Math.log(products / FEW) / Math.log(MANY / FEW)));

/**
 * @param {Int8Array} values
 * @param {Gallery} gallery
 * @param {number} known
 * @returns {(i: number, product: number) => number} the cosine from which a facing is that product
 */
function limitsWithOthers(values, { others, learnt }, known) {
  const likeness = others.likeness(values);
  return (i, product) => {
    const count = others.since(learnt[product]);
    if (count === 0) return known;
    const moved = OTHERS.share * (likeness(i, learnt[product]) - known);
    return known + Math.max(moved, count < OTHERS.enough ? 0 : -OTHERS.below);
  };
}

/**
 * Whether the facing looks more like what the product is not, as a person said.
 *
 * @param {Int8Array} values
 * @param {number} i
 * @param {Match} match
 * @param {Gallery} gallery
 */
function isVetoed(values, i, { product, score }, { wrong, dimensions }) {
  for (let row = wrong.rows[product]; row < wrong.rows[product + 1]; row += 1)
    if (cosine(values, i, wrong.values, row, dimensions) > score) return true;
  return false;
}
