/**
 * What a person, and recognition by looks, says that the boxes of a photo are. Kept apart from the detector's labels and
 * from the corrections: naming a box never changes how many there are. A name belongs to its box: it goes with it where that gets
 * another key, and is gone with it. Boxes that do not count for now, below the threshold or outside the part, keep theirs.
 *
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 *
 * @typedef {object} BoxName a person's word
 * @property {string} [brand] id of a brand of the person's list; of one that is not in it, the box has no brand. Beside a
 *   product it was said after it: where the product is of another brand, it does not count any more
 * @property {string} [product] id of a product of the catalogue; of one that is not in it, the box is unnamed
 * @property {string[]} [not] ids of products that it is not
 * @typedef {Readonly<Record<string, BoxName>>} BoxNames by the keys of boxes, see CurrentBox
 *
 * @typedef {{ product: string, score: number }} Recognised the machine's word; `score`: how alike the looks are, a cosine
 * @typedef {Readonly<Record<string, Recognised>>} RecognisedBoxes by the keys of boxes; replaced as a whole
 *
 * @typedef {[string, string]} KeyPair keys of two boxes
 * @typedef {{ together: KeyPair[], apart: KeyPair[] }} Alike which boxes show the same product, and which do not, as a person said
 *
 * @typedef {Pick<ReviewedShot, 'names' | 'recognised'>} NamedReview
 * @typedef {(id: string) => { id: string, brand: string } | undefined} FindProduct the product of an id, or the one that it was
 *   merged into; `brand` may be ''; undefined: it is gone
 */
import { machineIndex, machineKey } from './corrections.js';

/** @type {BoxNames} */
export const noNames = {};

/** So many pairs of boxes, and products that a box is not, are kept. */
export const NAME_LIMITS = { pairs: 2000, not: 50 };

/**
 * @param {BoxNames} names
 * @param {string[]} keys of boxes
 * @param {string | null} brand its id; null: they are unnamed from now on
 * @returns {BoxNames} the same where nothing is new
 */
export function withBrand(names, keys, brand) {
  return changed(names, keys, (name) => {
    if (brand === null) return name.brand || name.product ? onlyNot(name) : name;
    return name.brand === brand ? name : { ...name, brand };
  });
}

/**
 * @param {BoxNames} names
 * @param {string[]} keys of boxes
 * @param {string | null} product its id, from now on also the brand is the product's; null: of their product nothing is known
 * @returns {BoxNames} the same where nothing is new
 */
export function withProduct(names, keys, product) {
  return changed(names, keys, (name) => {
    const { product: before, brand: _, ...rest } = name;
    if (product === null) return before === undefined ? name : withoutProduct(name);
    if (before === product && name.brand === undefined) return name;
    const not = name.not?.filter((id) => id !== product) ?? [];
    const { not: __, ...others } = rest;
    return { ...others, product, ...(not.length > 0 ? { not } : {}) };
  });
}

/**
 * @param {BoxNames} names
 * @param {string[]} keys of boxes
 * @param {string} product id of a product that they are not
 * @returns {BoxNames} the same where nothing is new
 */
export function withNot(names, keys, product) {
  return changed(names, keys, (name) => {
    const kept = name.product === product ? withoutProduct(name) : name;
    if (kept.not?.includes(product)) return kept;
    return { ...kept, not: [...(kept.not ?? []), product].slice(-NAME_LIMITS.not) };
  });
}

/**
 * @param {NamedReview} review
 * @param {string} key of a box
 * @param {FindProduct} [find] with it, a product that is gone, or not of the brand that a person said, is no answer
 * @returns {string | null} id of the product that the box shows: as a person said, else as it was recognised
 */
export function productOf({ names = {}, recognised = {} }, key, find = (id) => ({ id, brand: '' })) {
  const name = names[key] ?? unnamed;
  const not = new Set(name.not?.map((id) => find(id)?.id ?? id));
  const said = name.product === undefined ? undefined : find(name.product);
  const seen = recognised[key] && find(recognised[key].product);
  const fits = ({ brand = '' }) => !name.brand || !brand || name.brand === brand;
  if (said && fits(said)) return said.id;
  return seen && fits(seen) && !not.has(seen.id) ? seen.id : null;
}

/**
 * @param {NamedReview} review
 * @param {string} key of a box
 * @param {FindProduct} find
 * @returns {string} id of its brand: as a person said, else its product's; '': nobody knows
 */
export function brandOfBox(review, key, find) {
  const brand = review.names?.[key]?.brand;
  if (brand) return brand;
  const product = productOf(review, key, find);
  return product === null ? '' : (find(product)?.brand ?? '');
}

/**
 * @param {Corrections} before
 * @param {Corrections} after a step of correction
 * @returns {(key: string) => string | null} the key that a box has after it; null: it is gone
 */
export function keysAfter(before, after) {
  const [removed, added] = [new Set(after.removed), new Set(after.added.map(({ id }) => id))];
  const known = new Set(before.added.map(({ id }) => id));
  /** Boxes that have just taken the place of one of the machine. @type {Map<string, string>} */
  const heirs = new Map();
  for (const { id, replaces } of after.added)
    if (replaces !== undefined && !known.has(id)) heirs.set(machineKey(replaces), id);
  const isThere = (/** @type {string} */ key) => {
    const index = machineIndex(key);
    return index === null ? added.has(key) : !removed.has(index);
  };
  return (key) => (isThere(key) ? key : (heirs.get(key) ?? null));
}

/**
 * @template T
 * @param {Readonly<Record<string, T>>} names
 * @param {(key: string) => string | null} keyOf its new key; null: the box is gone
 * @returns {Readonly<Record<string, T>>} the same where nothing is new
 */
export function renamed(names, keyOf) {
  let isSame = true;
  const entries = Object.entries(names).flatMap(([key, name]) => {
    const now = keyOf(key);
    if (now !== key) isSame = false;
    return now === null ? [] : /** @type {[string, T][]} */ ([[now, name]]);
  });
  if (isSame) return names;
  return entries.length > 0 ? Object.fromEntries(entries) : /** @type {Record<string, T>} */ (noNames);
}

/**
 * @param {Alike} alike
 * @param {(key: string) => string | null} keyOf its new key; null: the box is gone
 * @returns {Alike} the same where nothing is new
 */
export function renamedAlike(alike, keyOf) {
  let isSame = true;
  const pairs = (/** @type {KeyPair[]} */ list) =>
    list.flatMap(([a, b]) => {
      const [first, second] = [keyOf(a), keyOf(b)];
      if (first !== a || second !== b) isSame = false;
      return first === null || second === null ? [] : /** @type {KeyPair[]} */ ([[first, second]]);
    });
  const now = { together: pairs(alike.together), apart: pairs(alike.apart) };
  return isSame ? alike : now;
}

/**
 * @param {BoxNames | undefined} names
 * @param {(brand: string) => string | null} idOf another id of a brand; null: there is no such brand
 * @param {(product: string) => string | null} [productIdOf] the same for products
 * @returns {BoxNames} without those of which nothing is left
 */
export function withIds(names = noNames, idOf, productIdOf = (id) => id) {
  const entries = Object.entries(names).flatMap(([key, { brand, product, not, ...rest }]) => {
    const ids = [brand && idOf(brand), product && productIdOf(product)];
    const others = (not ?? []).flatMap((id) => productIdOf(id) ?? []);
    const name = {
      ...rest,
      ...(ids[0] ? { brand: ids[0] } : {}),
      ...(ids[1] ? { product: ids[1] } : {}),
      ...(others.length > 0 ? { not: others } : {}),
    };
    return Object.keys(name).length > 0 ? /** @type {[string, BoxName][]} */ ([[key, name]]) : [];
  });
  return Object.fromEntries(entries);
}

/**
 * @param {RecognisedBoxes | undefined} recognised
 * @param {(product: string) => string | null} productIdOf another id of a product; null: there is no such product
 * @returns {RecognisedBoxes}
 */
export function recognisedWithIds(recognised = {}, productIdOf) {
  const entries = Object.entries(recognised).flatMap(([key, found]) => {
    const product = productIdOf(found.product);
    return product === null ? [] : /** @type {[string, Recognised][]} */ ([[key, { ...found, product }]]);
  });
  return Object.fromEntries(entries);
}

/** @param {NamedReview} review @returns {string[]} ids of all products that its boxes are, or are not */
export const productIdsIn = ({ names = {}, recognised = {} }) => [
  ...Object.values(names).flatMap(({ product, not = [] }) =>
    product === undefined ? not : [product, ...not],
  ),
  ...Object.values(recognised).map(({ product }) => product),
];

/**
 * @template {{ names?: BoxNames }} T
 * @param {T} shot
 * @param {BoxNames | undefined} names
 * @returns {T} with these names; without the property if there are none, as in older records
 */
export function withNames(shot, names) {
  const { names: _, ...rest } = shot;
  const isEmpty = !names || Object.keys(names).length === 0;
  return /** @type {T} */ (isEmpty ? rest : { ...rest, names });
}

/**
 * @template {{ recognised?: RecognisedBoxes }} T
 * @param {T} shot
 * @param {RecognisedBoxes | undefined} recognised
 * @returns {T} with what was recognised anew; without the property if that is nothing
 */
export function withRecognised(shot, recognised) {
  const { recognised: _, ...rest } = shot;
  const isEmpty = !recognised || Object.keys(recognised).length === 0;
  return /** @type {T} */ (isEmpty ? rest : { ...rest, recognised });
}

/**
 * @template {{ alike?: Alike }} T
 * @param {T} shot
 * @param {Alike | undefined} alike
 * @returns {T} with what a person joined and split; without the property if that is nothing
 */
export function withAlike(shot, alike) {
  const { alike: _, ...rest } = shot;
  const isEmpty = !alike || alike.together.length + alike.apart.length === 0;
  return /** @type {T} */ (isEmpty ? rest : { ...rest, alike });
}

/**
 * @param {BoxNames} names
 * @param {string[]} keys
 * @param {(name: BoxName) => BoxName} change returns its argument where nothing is new
 * @returns {BoxNames} without those of which nothing is left
 */
function changed(names, keys, change) {
  const now = new Map(keys.map((key) => [key, change(names[key] ?? unnamed)]));
  if ([...now].every(([key, name]) => name === (names[key] ?? unnamed))) return names;
  const entries = Object.entries({ ...names, ...Object.fromEntries(now) });
  return Object.fromEntries(entries.filter(([, name]) => Object.keys(name).length > 0));
}

/** @type {BoxName} */
const unnamed = {};

/** @param {BoxName} name @returns {BoxName} */
const onlyNot = ({ not }) => (not ? { not } : {});

/** @param {BoxName} name @returns {BoxName} */
function withoutProduct({ product: _, ...rest }) {
  return rest;
}
