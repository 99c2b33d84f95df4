/**
 * What a person, and later recognition by looks, says that the boxes of a photo are. Kept apart from the detector's labels and
 * from the corrections: naming a box never changes how many there are. A name belongs to its box: it goes with it where that gets
 * another key, and is gone with it. Boxes that do not count for now, below the threshold or outside the part, keep theirs.
 *
 * @typedef {import('./corrections.js').Corrections} Corrections
 * @typedef {{ brand: string }} BoxName `brand`: id of a brand of the person's list; of one that is not in it, the box is unnamed
 * @typedef {Readonly<Record<string, BoxName>>} BoxNames by the keys of boxes, see CurrentBox
 */
import { machineIndex, machineKey } from './corrections.js';

/** @type {BoxNames} */
export const noNames = {};

/**
 * @param {BoxNames} names
 * @param {string[]} keys of boxes
 * @param {string | null} brand its id; null: they are unnamed from now on
 * @returns {BoxNames} the same where nothing is new
 */
export function withBrand(names, keys, brand) {
  const changed = keys.filter((key) => (names[key]?.brand ?? null) !== brand);
  if (changed.length === 0) return names;
  if (brand !== null) return { ...names, ...Object.fromEntries(changed.map((key) => [key, { brand }])) };
  const gone = new Set(changed);
  return Object.fromEntries(Object.entries(names).filter(([key]) => !gone.has(key)));
}

/**
 * @param {BoxNames} names
 * @param {Corrections} before
 * @param {Corrections} after a step of correction
 * @returns {BoxNames} those of the boxes that are there after it; the same where nothing is new
 */
export function namesAfter(names, before, after) {
  if (before === after || names === noNames) return names;
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
  return renamed(names, (key) => (isThere(key) ? key : (heirs.get(key) ?? null)));
}

/**
 * @param {BoxNames} names
 * @param {(key: string) => string | null} keyOf its new key; null: the box is gone
 * @returns {BoxNames} the same where nothing is new
 */
export function renamed(names, keyOf) {
  let isSame = true;
  const entries = Object.entries(names).flatMap(([key, name]) => {
    const now = keyOf(key);
    if (now !== key) isSame = false;
    return now === null ? [] : /** @type {[string, BoxName][]} */ ([[now, name]]);
  });
  if (isSame) return names;
  return entries.length > 0 ? Object.fromEntries(entries) : noNames;
}

/**
 * @param {BoxNames | undefined} names
 * @param {(brand: string) => string | null} idOf another id of a brand; null: there is no such brand, so the box is unnamed
 * @returns {BoxNames}
 */
export function withIds(names = noNames, idOf) {
  const entries = Object.entries(names).flatMap(([key, name]) => {
    const brand = idOf(name.brand);
    return brand === null ? [] : /** @type {[string, BoxName][]} */ ([[key, { ...name, brand }]]);
  });
  return Object.fromEntries(entries);
}

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
