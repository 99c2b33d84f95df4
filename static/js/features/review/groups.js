/**
 * The products on a photo: boxes of one name are a group, and of the others those that look alike. Pure.
 *
 * @typedef {import('../../products/list.js').Product} Product
 * @typedef {import('../../audits/recognition.js').Known} Known
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 *
 * @typedef {object} Group
 * @property {string} id key of its first box
 * @property {string[]} keys of its boxes in reading order
 * @property {number} facings
 * @property {Product | null} product null: nobody knows
 * @property {boolean} isSaid a person has named all of them; else the machine has named some
 * @property {Product[]} candidates what else it may be, the likeliest first
 * @property {number} colour index into the palette of brands
 *
 * @typedef {object} Catalogue
 * @property {(id: string) => Product | undefined} find
 */

import { subset } from '../../looks/vectors.js';
import { productOf } from '../../photo/names.js';
import { facingsIn } from '../../photo/shelves.js';
import { boxStops } from '../../photo/stops.js';
import { groupsOf } from '../../products/groups.js';
import { coloursOf } from './group-colours.js';

/** So many other names are offered. */
const CANDIDATES = 3;
/** What is less alike than the limit for a name by more than this is not offered. */
const FAR = 0.35;

/**
 * @param {ShotReview} review
 * @param {Known} known of the boxes that count
 * @param {Catalogue} catalogue
 * @param {{ alike: number, known: number }} limits of the embedder's card
 * @param {Group[]} [before] the groups so far, whose colours stay
 * @returns {Group[]} the one with most facings first
 */
export function groupsIn(review, known, catalogue, limits, before = []) {
  const order = boxStops(review.stops).map(({ key }) => key);
  const members = membersOf(review, known, catalogue, limits);
  const places = new Map(review.boxes.map(({ key, box }) => [key, box]));
  const facings = new Set(facingsIn(review.shelves).map((i) => review.boxes[i].key));
  const rank = new Map(order.map((key, i) => [key, i]));
  const rankOf = (/** @type {string} */ key) => rank.get(key) ?? 0;
  const groups = members.map(({ keys, product }) => {
    const sorted = keys.toSorted((a, b) => rankOf(a) - rankOf(b));
    return {
      ...{ id: sorted[0], keys: sorted, product, colour: 0 },
      facings: sorted.filter((key) => facings.has(key)).length,
      isSaid: product !== null && sorted.every((key) => review.names[key]?.product !== undefined),
      candidates: candidatesOf(sorted, product, known, catalogue, limits.known - FAR),
    };
  });
  const boxes = groups.map(({ keys }) => ({
    keys,
    boxes: keys.map((key) => /** @type {import('../../photo/corrections.js').Box} */ (places.get(key))),
  }));
  const colours = coloursOf(boxes, coloursByKey(before));
  return groups
    .map((group, i) => ({ ...group, colour: colours[i] }))
    .sort((a, b) => b.facings - a.facings || rankOf(a.id) - rankOf(b.id));
}

/**
 * @param {ShotReview} review
 * @param {Known} known
 * @param {Catalogue} catalogue
 * @param {{ alike: number, known: number }} limits
 * @returns {{ keys: string[], product: Product | null }[]}
 */
function membersOf({ boxes, names, recognised, alike }, { vectors }, { find }, limits) {
  /** @type {Map<Product, string[]>} */
  const named = new Map();
  /** Indices of the others. @type {number[]} */
  const others = [];
  boxes.forEach(({ key }, i) => {
    const product = find(productOf({ names, recognised }, key, find) ?? '');
    if (!product) others.push(i);
    else named.set(product, [...(named.get(product) ?? []), key]);
  });
  const keys = others.map((i) => boxes[i].key);
  const places = others.map((i) => boxes[i].box);
  const options = { limit: limits.alike, alike, boxes: places };
  const alikes = groupsOf(subset(vectors, others), keys, options);
  return [
    ...[...named].map(([product, keys]) => ({ keys, product })),
    ...alikes.map((group) => ({ keys: group.map((i) => keys[i]), product: null })),
  ];
}

/**
 * @param {string[]} keys
 * @param {Product | null} product that they have
 * @param {Known} known
 * @param {Catalogue} catalogue
 * @param {number} least mean cosine
 * @returns {Product[]}
 */
function candidatesOf(keys, product, { candidates }, { find }, least) {
  /** @type {Map<Product, number>} */
  const sums = new Map();
  for (const key of keys)
    for (const { product: id, score } of candidates.get(key) ?? []) {
      const found = find(id);
      if (found && found !== product) sums.set(found, (sums.get(found) ?? 0) + score);
    }
  return [...sums]
    .filter(([, sum]) => sum / keys.length >= least)
    .sort(([, a], [, b]) => b - a)
    .slice(0, CANDIDATES)
    .map(([found]) => found);
}

/** @param {Group[]} groups @returns {Map<string, number>} */
const coloursByKey = (groups) =>
  new Map(groups.flatMap(({ keys, colour }) => keys.map((key) => /** @type {const} */ ([key, colour]))));

/**
 * @param {import('../../photo/names.js').Alike} alike
 * @param {string[]} keys of boxes that show one product
 * @param {string[]} others that show another one
 * @returns {import('../../photo/names.js').Alike}
 */
export function splitApart(alike, keys, others) {
  const here = new Set([...keys, ...others]);
  const isOf = (/** @type {[string, string]} */ [a, b]) => here.has(a) && here.has(b);
  return {
    together: [...alike.together.filter((pair) => !isOf(pair)), ...chain(keys), ...chain(others)],
    apart: [...alike.apart.filter((pair) => !isOf(pair)), [keys[0], others[0]]],
  };
}

/**
 * @param {import('../../photo/names.js').Alike} alike
 * @param {string[]} keys of boxes that show one product
 * @returns {import('../../photo/names.js').Alike}
 */
export function joinTogether(alike, keys) {
  const here = new Set(keys);
  const isOf = (/** @type {[string, string]} */ [a, b]) => here.has(a) && here.has(b);
  return {
    together: [...alike.together.filter((pair) => !isOf(pair)), ...chain(keys)],
    apart: alike.apart.filter((pair) => !isOf(pair)),
  };
}

/** @param {string[]} keys @returns {[string, string][]} */
const chain = (keys) => keys.slice(1).map((key, i) => [keys[i], key]);
