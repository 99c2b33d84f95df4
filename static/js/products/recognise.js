/**
 * Which product each facing of a photo shows, by its looks; or that nobody knows, which is better than a wrong name. Pure.
 *
 * @typedef {import('../looks/vectors.js').Vectors} Vectors
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('./search.js').Gallery} Gallery
 * @typedef {import('./search.js').Match} Match
 * @typedef {{ known: number, margin: number, others?: number | null, crowd?: number | null }} Limits of the embedder's card: a product
 *   is named from the score `known` on, if it leads the second by `margin`; by `others` less where facings without a name are known;
 *   `crowd`: see crowds.js
 * @typedef {{ product: string, score: number }} Candidate
 * @typedef {object} Answer
 * @property {string | null} product its id; null: not sure
 * @property {number} score of that product, else of the best candidate; 0 without one
 * @property {Candidate[]} candidates the best first, up to four
 *
 * @typedef {object} Photo what else is known of its facings
 * @property {Box[]} boxes
 * @property {(ReadonlySet<string> | undefined)[]} [exclude] for each facing, ids of products that it is not
 * @property {number[][]} [rows] the facings of each shelf row, from left to right
 */
import { heightOf } from '../geometry/boxes.js';
import { cosine } from '../looks/vectors.js';
import { chooseSizes, scoreIn } from './choose-size.js';
import { manyOf } from './crowds.js';
import { together } from './together.js';

/** So many candidates a person is shown. */
const CANDIDATES = 4;
/** So many are looked for, since some are not it for another reason, and so many of them stay when their scores are corrected. */
const [LOOKED_FOR, KEPT] = [16, 8];
/**
 * The card's margin is for a catalogue of many products, sisters of each other among them. Of few, none is likely to be nearly as
 * alike, and the limit alone decides. Between two that are as good as the same nobody knows in either.
 */
const LEAST_PART = 0.15;
/**
 * Facings without a name: what they look like moves the limit by this share of the way. Only from so many on it may get lower.
 */
const OTHERS = { share: 0.8, enough: 10 };
/** All facings of a product in a photo look about as much like its examples as the best of them do: so many, */
const BEST = 3;
/** apart from those that are an example themselves. */
const ITSELF = 0.97;

/**
 * @param {Vectors} vectors of the facings of a photo
 * @param {Gallery} gallery by the same embedder; from another one nothing is known
 * @param {Limits} limits
 * @param {Photo} photo
 * @returns {Answer[]} one for each facing
 */
export function recognise(vectors, gallery, limits, { boxes, exclude = [], rows = [] }) {
  const { values, dimensions, embedder } = vectors;
  const count = dimensions > 0 ? values.length / dimensions : 0;
  if (embedder !== gallery.embedder || dimensions !== gallery.dimensions || count === 0)
    return Array.from({ length: count }, () => ({ product: null, score: 0, candidates: [] }));
  const found = matchesOf(vectors, boxes, gallery, limits, exclude);
  const named = chooseSizes(nameFacings(values, found, gallery, limits), found, gallery, limits, {
    rows,
    heights: boxes.map(heightOf),
  });
  return found.map((matches, i) => {
    const product = named[i];
    const candidates = matches
      .slice(0, CANDIDATES)
      .map(({ product, score }) => ({ product: gallery.products[product], score: asCosine(score) }));
    return {
      product: product === null ? null : gallery.products[product],
      score: product === null ? (candidates[0]?.score ?? 0) : asCosine(scoreIn(matches, product)),
      candidates,
    };
  });
}

/** What others take for a cosine. @param {number} score that may have been corrected beyond that */
const asCosine = (score) => Math.min(1, Math.max(-1, score));

/**
 * @param {Vectors} vectors of the facings of a photo
 * @param {Box[]} boxes
 * @param {Gallery} gallery
 * @param {Pick<Limits, 'crowd'>} limits
 * @param {Photo['exclude']} [exclude]
 * @returns {Match[][]} the products that each facing looks like, the best first
 */
export function matchesOf(vectors, boxes, gallery, { crowd }, exclude = []) {
  const { values } = vectors;
  const found = gallery.search
    .best(values, LOOKED_FOR)
    .map((matches, i) =>
      matches.filter(
        (match) => !exclude[i]?.has(gallery.products[match.product]) && !isVetoed(values, i, match, gallery),
      ),
    );
  return together(gallery.crowds.corrected(found, crowd), vectors, boxes).map((matches) =>
    matches.slice(0, KEPT),
  );
}

/**
 * @param {Int8Array} values
 * @param {Match[][]} found
 * @param {Gallery} gallery
 * @param {Limits} limits
 * @returns {(number | null)[]} the product of each facing, of whatever size; null: not sure
 */
function nameFacings(values, found, gallery, limits) {
  const limitOf = limitsWithOthers(values, gallery, limits);
  const best = bestOf(found);
  const lead = limits.margin * Math.max(LEAST_PART, manyOf(gallery.products.length));
  return found.map((matches, i) => {
    /** By how much the facing is above what it needs to be each of the products. */
    const evidence = matches
      .map(({ product, score }) => {
        const below = Math.min(0, score - (best.get(product) ?? score));
        return { product, by: score + below - limitOf(i, product) };
      })
      .sort((a, b) => b.by - a.by);
    const [first, ...others] = evidence;
    if (!first || first.by < 0) return null;
    // Which size it is, is another question.
    const rival = others.find(({ product }) => gallery.kinds[product] !== gallery.kinds[first.product]);
    return !rival || first.by - rival.by >= lead ? first.product : null;
  });
}

/** @param {Match[][]} found @returns {Map<number, number>} the score of the best facings of each product, their mean */
function bestOf(found) {
  /** @type {Map<number, number[]>} */
  const scores = new Map();
  for (const { product, cosine, score } of found.flat())
    if (cosine < ITSELF) scores.set(product, [...(scores.get(product) ?? []), score]);
  return new Map(
    [...scores].map(([product, all]) => {
      const best = all.sort((a, b) => b - a).slice(0, BEST);
      return [product, best.reduce((sum, score) => sum + score, 0) / best.length];
    }),
  );
}

/**
 * @param {Int8Array} values
 * @param {Gallery} gallery
 * @param {Limits} limits
 * @returns {(i: number, product: number) => number} the score from which a facing is that product
 */
function limitsWithOthers(values, { others, learnt }, { known, others: lower }) {
  const likeness = others.likeness(values);
  return (i, product) => {
    const count = others.since(learnt[product]);
    if (count === 0) return known;
    const moved = OTHERS.share * (likeness(i, learnt[product]) - known) - (lower ?? 0);
    return known + (count < OTHERS.enough ? Math.max(0, moved) : moved);
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
function isVetoed(values, i, { product, cosine: alike }, { wrong, dimensions }) {
  for (let row = wrong.rows[product]; row < wrong.rows[product + 1]; row += 1)
    if (cosine(values, i, wrong.values, row, dimensions) > alike) return true;
  return false;
}
