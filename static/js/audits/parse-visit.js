/**
 * Reads what an export says of a visit beside its photos (json.js): its categories, its end, and photos that wait to be
 * counted. See parse.js.
 *
 * @typedef {import('./record.js').Audit} Audit
 * @typedef {import('./record.js').Shot} Shot
 */
import { CATEGORY_LIMITS, marked, withCategories } from './checklist.js';
import { LIMITS, listedOf } from './record.js';
import { STOCK_LIMITS } from './stock-check.js';
import { damaged, list, number, object, text, time, whole } from './values.js';

/**
 * @param {Record<string, unknown>} item
 * @param {string} place
 * @returns {Pick<Audit, 'categories' | 'finished' | 'stock' | 'storeId' | 'address'>} Older files have none of these.
 */
export function parseVisit(item, place) {
  const categories = list(
    item.categories ?? [],
    `${place}.categories`,
    CATEGORY_LIMITS.count,
    (value, at) => {
      const { id, name, state, reason } = object(value, at);
      if (state !== 'todo' && state !== 'done' && state !== 'skipped') throw damaged(`${at}.state`);
      const named = withCategories([], [text(name, `${at}.name`)]);
      return marked(
        named.map((each) => ({ ...each, id: text(id, `${at}.id`) })),
        text(id, `${at}.id`),
        state,
        text(reason, `${at}.reason`),
      );
    },
  ).flat();
  if (new Set(categories.map(({ id }) => id)).size !== categories.length)
    throw damaged(`${place}.categories`);
  const { finished } = item;
  return {
    ...listedOf({
      storeId: text(item.storeId ?? '', `${place}.storeId`, LIMITS.storeId),
      address: text(item.address ?? '', `${place}.address`, LIMITS.address),
    }),
    ...parseStock(item.stock, `${place}.stock`),
    ...(item.categories === undefined ? {} : { categories }),
    ...(finished === undefined
      ? {}
      : { finished: finished === null ? null : time(finished, `${place}.finished`) }),
  };
}

/** @param {unknown} value @param {string} place @returns {Pick<Audit, 'stock'>} */
function parseStock(value, place) {
  if (value === undefined) return {};
  const stock = list(value, place, STOCK_LIMITS.items, (each, at) => {
    /** @typedef {import('./stock-check.js').CheckedItem} CheckedItem */
    const { id, category, name, brand, gtin, facings, state } = object(each, at);
    if (state !== 'open' && state !== 'present' && state !== 'missing') throw damaged(`${at}.state`);
    return /** @type {CheckedItem} */ ({
      id: text(id, `${at}.id`, STOCK_LIMITS.id),
      category: text(category, `${at}.category`, CATEGORY_LIMITS.name),
      name: text(name, `${at}.name`, STOCK_LIMITS.name),
      brand: text(brand, `${at}.brand`, STOCK_LIMITS.brand),
      gtin: text(gtin, `${at}.gtin`, STOCK_LIMITS.gtin),
      facings: facings === null ? null : whole(facings, `${at}.facings`, STOCK_LIMITS.facings),
      state,
    });
  });
  if (new Set(stock.map(({ id }) => id)).size !== stock.length) throw damaged(place);
  return { stock };
}

/**
 * @param {unknown} value
 * @param {string} place
 * @param {number} added milliseconds since 1970
 * @returns {Pick<Shot, 'uncounted'>}
 */
export function parseUncounted(value, place, added) {
  if (value === undefined || value === null) return {};
  const { region } = object(value, place);
  if (region === undefined || region === null) return { uncounted: { added, region: null } };
  const part = object(region, `${place}.region`);
  const edge = (/** @type {string} */ name) => number(part[name], `${place}.region.${name}`, 0, 1);
  const [left, top, right, bottom] = [edge('left'), edge('top'), edge('right'), edge('bottom')];
  if (!(left < right && top < bottom)) throw damaged(`${place}.region`);
  return { uncounted: { added, region: { left, top, right, bottom } } };
}
