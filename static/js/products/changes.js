/**
 * Changes of a catalogue: what is to be stored, given what is stored. Pure.
 *
 * @typedef {import('./list.js').Product} Product
 */
import { nameKey } from '../brands/list.js';
import { gtinKey, PRODUCT_LIMITS, present } from './list.js';

/** @param {Product[]} stored @param {string} id @param {Partial<Product>} fields @returns {Product[]} the changed one, if it is there */
export function put(stored, id, fields) {
  const product = stored.find((each) => each.id === id);
  if (!product) return [];
  // A clock that was set back does not make a change older than the one before.
  const changed = Math.max(Date.now(), product.changed + 1);
  const { into, ...rest } = { ...product, ...fields, changed };
  return [into === undefined ? rest : { ...rest, into }];
}

/**
 * @param {Product} product
 * @param {Product} other
 * @param {string} [value] instead of the other's
 * @returns {Partial<Product>} fields that the product lacks and the other has
 */
export function lackedBy(product, other, value) {
  const keys = /** @type {const} */ (['gtin', 'brand', 'category', 'size']);
  return Object.fromEntries(
    keys.flatMap((key) => (product[key] === '' && other[key] !== '' ? [[key, value ?? other[key]]] : [])),
  );
}

/**
 * @typedef {object} Joined
 * @property {Product[]} put products that are new here, or have changed
 * @property {Map<string, string>} ids the id here of each of the others
 * @property {{ added: number, changed: number, removed: number, full: number }} counts `full`: for which there is no room
 */

/**
 * Brings in products of another catalogue. Of the same id the newest change wins, also where that was to delete it. A product that
 * the other device has named for itself is known by its GTIN, or by all that is written of it.
 *
 * @param {Product[]} here with deleted ones
 * @param {Product[]} others the same
 * @param {Map<string, string>} brands the id here of each brand of the others
 * @returns {Joined}
 */
export function joined(here, others, brands) {
  const byId = new Map(here.map((each) => [each.id, each]));
  const known = new Map(present(here).flatMap((each) => keysOf(each).map((key) => [key, each])));
  let room = PRODUCT_LIMITS.count - present(here).length;
  const counts = { added: 0, changed: 0, removed: 0, full: 0 };
  /** @type {Joined} */
  const result = { put: [], ids: new Map(), counts };
  for (const each of others) {
    const other = { ...each, brand: brands.get(each.brand) ?? '' };
    const own = byId.get(other.id);
    const twin =
      other.deleted === null && !own
        ? keysOf(other)
            .map((key) => known.get(key))
            .find(Boolean)
        : null;
    result.ids.set(other.id, (own ?? twin ?? other).id);
    if (twin || (own && own.changed >= other.changed)) continue;
    const [wasThere, isThere] = [own !== undefined && own.deleted === null, other.deleted === null];
    if (isThere && !wasThere) {
      if (room <= 0) {
        counts.full += 1;
        result.ids.delete(other.id);
        continue;
      }
      room -= 1;
      counts.added += 1;
    } else if (isThere) counts.changed += 1;
    else if (wasThere) counts.removed += 1;
    result.put.push(other);
    byId.set(other.id, other);
    if (isThere) for (const key of keysOf(other)) known.set(key, other);
  }
  return result;
}

/** @param {Product} product @returns {string[]} of which two products have one in common only if they are the same */
const keysOf = ({ gtin, name, brand, category, size }) => {
  const key = gtinKey(gtin);
  return key ? [key] : [[nameKey(name), brand, nameKey(category), nameKey(size)].join('\n')];
};
