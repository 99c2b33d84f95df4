/** Reads the brands of an export, and which boxes they name (json.js). See parse.js. */
import { BRAND_LIMITS, COLOURS, cleanName } from '../brands/list.js';
import { machineIndex } from '../photo/corrections.js';
import { AuditError } from './errors.js';
import { damaged, object, text, whole } from './values.js';

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
 * @param {unknown} value
 * @param {string} place
 * @param {Pick<ReviewedShot, 'machine' | 'corrections'>} review
 * @param {Set<string>} brands ids of those in the file
 * @returns {Pick<ReviewedShot, 'names'>} by the ids of the file
 */
export function parseNames(value, place, { machine, corrections }, brands) {
  if (value === undefined) return {}; // older files, and photos where nobody has named anything
  const removed = new Set(corrections.removed);
  const added = new Set(corrections.added.map(({ id }) => id));
  const isBox = (/** @type {string} */ key) => {
    const index = /^m\d{1,9}$/.test(key) ? machineIndex(key) : null;
    return index === null ? added.has(key) : index < machine.length && !removed.has(index);
  };
  const names = Object.entries(object(value, place)).map(([key, name]) => {
    const brand = text(object(name, `${place}.${key}`).brand, `${place}.${key}.brand`);
    if (!isBox(key) || !brands.has(brand)) throw damaged(`${place}.${key}`);
    return [key, { brand }];
  });
  return names.length > 0 ? { names: Object.fromEntries(names) } : {};
}
