/** Reads the brands and products of an export, and which boxes they name (json.js). See parse.js. */
import { BRAND_LIMITS, COLOURS, cleanName } from '../brands/list.js';
import { machineIndex } from '../photo/corrections.js';
import { NAME_LIMITS, withAlike, withNames, withRecognised } from '../photo/names.js';
import { AuditError } from './errors.js';
import { damaged, list, object, text, whole } from './values.js';

/**
 * @typedef {import('../brands/list.js').Brand} Brand
 * @typedef {import('../photo/corrections.js').ReviewedShot} ReviewedShot
 */

/**
 * @param {unknown} value
 * @returns {Brand[]} Older files have none. One that makes no sense is left out; so is each photo that needs it, which is told.
 */
export function parseBrands(value) {
  if (!Array.isArray(value)) return [];
  /** @type {Map<string, Brand>} */
  const brands = new Map();
  for (const [index, each] of value.slice(0, BRAND_LIMITS.count).entries()) {
    try {
      const brand = parseBrand(each, `brands[${index}]`);
      brands.set(brand.id, brand);
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
    }
  }
  return [...brands.values()];
}

/** @param {unknown} value @param {string} place @returns {Brand} */
function parseBrand(value, place) {
  const { id, name, own, colour } = object(value, place);
  const brand = {
    id: text(id, `${place}.id`),
    name: cleanName(text(name, `${place}.name`)),
    own: own === true,
    colour: whole(colour, `${place}.colour`, COLOURS - 1),
  };
  if (!brand.id || !brand.name || typeof own !== 'boolean') throw damaged(place);
  return brand;
}

/**
 * @param {Record<string, unknown>} item a photo of the file
 * @param {string} place
 * @param {Pick<ReviewedShot, 'machine' | 'corrections'>} review
 * @param {{ brands: Set<string>, products: Set<string> }} known ids of those in the file
 * @returns {Pick<ReviewedShot, 'names' | 'recognised' | 'alike'>} by the ids of the file
 */
export function parseNames(item, place, { machine, corrections }, { brands, products }) {
  const removed = new Set(corrections.removed);
  const added = new Set(corrections.added.map(({ id }) => id));
  const isBox = (/** @type {unknown} */ key) => {
    if (typeof key !== 'string') return false;
    const index = /^m\d{1,9}$/.test(key) ? machineIndex(key) : null;
    return index === null ? added.has(key) : index < machine.length && !removed.has(index);
  };
  const known = (/** @type {unknown} */ value, /** @type {Set<string>} */ ids, /** @type {string} */ at) => {
    const id = text(value, at);
    if (!ids.has(id)) throw damaged(at);
    return id;
  };
  // Older files have none of these, nor have photos where nobody has named anything.
  const names = Object.entries(object(item.names ?? {}, `${place}.names`)).flatMap(([key, value]) => {
    const at = `${place}.names.${key}`;
    const { brand, product, not } = object(value, at);
    const name = {
      ...(brand === undefined ? {} : { brand: known(brand, brands, `${at}.brand`) }),
      ...(product === undefined ? {} : { product: known(product, products, `${at}.product`) }),
      ...(not === undefined
        ? {}
        : { not: list(not, `${at}.not`, NAME_LIMITS.not, (id) => known(id, products, at)) }),
    };
    if (!isBox(key)) throw damaged(at);
    // A newer version may say of a box what this one does not know.
    return Object.keys(name).length > 0 ? [/** @type {const} */ ([key, name])] : [];
  });
  // What the machine found can be found anew: what of it makes no sense is left out.
  const recognised = entriesOf(item.recognised).flatMap(([key, value]) => {
    const { product, score } = /** @type {Record<string, unknown>} */ (value ?? {});
    const isWhole = typeof product === 'string' && products.has(product) && typeof score === 'number';
    return isBox(key) && isWhole ? [/** @type {const} */ ([key, { product, score }])] : [];
  });
  const alike = /** @type {Record<string, unknown>} */ (item.alike ?? {});
  return withRecognised(
    withAlike(withNames({}, Object.fromEntries(names)), {
      together: pairsIn(alike.together, isBox),
      apart: pairsIn(alike.apart, isBox),
    }),
    Object.fromEntries(recognised),
  );
}

/** @param {unknown} value @returns {[string, unknown][]} */
const entriesOf = (value) => (typeof value === 'object' && value !== null ? Object.entries(value) : []);

/** @param {unknown} value @param {(key: unknown) => boolean} isBox @returns {[string, string][]} those of boxes that are there */
const pairsIn = (value, isBox) =>
  Array.isArray(value)
    ? value
        .filter((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isBox))
        .slice(0, NAME_LIMITS.pairs)
    : [];
