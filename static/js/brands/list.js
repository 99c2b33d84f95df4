/**
 * The list of brands that a person keeps. Pure functions; a list is never altered.
 *
 * @typedef {object} Brand
 * @property {string} id known on this device alone
 * @property {string} name
 * @property {boolean} own ours; else it is another's
 * @property {number} colour index into the palette, of which CSS has the colours: `--brand-0` and so on
 */

/** The longest name, in characters, and the most brands. */
export const BRAND_LIMITS = { name: 60, count: 500 };

/** So many colours can be told apart, also by people who are colour-blind. More brands than these share them. */
export const COLOURS = 7;

/** @param {string} typed @returns {string} */
export const cleanName = (typed) => typed.replace(/\s+/g, ' ').trim().slice(0, BRAND_LIMITS.name).trim();

/** @param {string} name @returns {string} by which two names are the same to a person */
export const nameKey = (name) => name.normalize('NFKC').toLocaleLowerCase();

/** @param {Brand[]} brands @param {string} name @returns {Brand | undefined} of this name, in any case */
export const brandNamed = (brands, name) =>
  brands.find((each) => nameKey(each.name) === nameKey(cleanName(name)));

/** @param {Brand[]} brands @returns {number} the colour that fewest of them have */
export function nextColour(brands) {
  const used = Array.from({ length: COLOURS }, (_, colour) =>
    brands.reduce((sum, each) => sum + (each.colour === colour ? 1 : 0), 0),
  );
  return used.indexOf(Math.min(...used));
}

/**
 * @param {Brand[]} brands
 * @param {string[]} names as typed; those that are empty, or there already in any case, add nothing
 * @param {{ own: boolean }} options
 * @returns {Brand[]} the list itself where nothing was added
 */
export function withBrands(brands, names, { own }) {
  let list = brands;
  for (const typed of names) {
    const name = cleanName(typed);
    if (!name || brandNamed(list, name) || list.length >= BRAND_LIMITS.count) continue;
    list = [...list, { id: crypto.randomUUID(), name, own, colour: nextColour(list) }];
  }
  return list;
}

/**
 * @param {Brand[]} brands
 * @param {string} id
 * @param {string} typed
 * @returns {Brand[] | null} null: another brand has this name
 */
export function renamedBrand(brands, id, typed) {
  const name = cleanName(typed);
  if (!name) return brands;
  const other = brandNamed(brands, name);
  if (other && other.id !== id) return null;
  return brands.map((each) => (each.id === id ? { ...each, name } : each));
}

/** @param {Brand[]} brands @param {string} id @param {boolean} own @returns {Brand[]} */
export const ownedBrand = (brands, id, own) =>
  brands.map((each) => (each.id === id ? { ...each, own } : each));

/**
 * Brings in brands of another list. One of a name that is here is that brand; else one of an id that is here, which was renamed
 * since. All others are added, and keep their id: names of boxes that refer to it find it again.
 *
 * @param {Brand[]} brands
 * @param {Brand[]} others
 * @returns {{ brands: Brand[], ids: Map<string, string> }} with the id here of each of the others
 */
export function joined(brands, others) {
  let list = brands;
  /** @type {Map<string, string>} */
  const ids = new Map();
  for (const other of others) {
    const known = brandNamed(list, other.name) ?? list.find(({ id }) => id === other.id);
    ids.set(other.id, (known ?? other).id);
    if (known) continue;
    const isTaken = list.some(({ colour }) => colour === other.colour);
    list = [...list, { ...other, colour: isTaken ? nextColour(list) : other.colour }];
  }
  return { brands: list, ids };
}

/** @param {unknown} stored as it was kept @returns {Brand[]} what of it is a brand */
export function brandsIn(stored) {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (each) =>
      typeof each?.id === 'string' &&
      typeof each.name === 'string' &&
      typeof each.own === 'boolean' &&
      Number.isInteger(each.colour),
  );
}

/** @param {Brand[]} brands @returns {Brand[]} ours first, then by name */
export const inShownOrder = (brands) =>
  brands.toSorted((a, b) => Number(b.own) - Number(a.own) || a.name.localeCompare(b.name));
