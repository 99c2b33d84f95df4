/**
 * What is missing in a gap, by name. The names lie beside the corrections and know their gap by its place: a gap that is undone
 * and confirmed again has its name again, and one that is turned with the photo keeps it. Pure functions.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {{ box: Box, name: string, itemId?: string }} GapName `itemId`: of the product on the must-stock list; missing: the
 *   name was typed
 */
import { iouOf } from '../geometry/boxes.js';
import { judgedGaps, SAME_PLACE } from './corrections.js';

/** The longest name, in characters, as of a product, and the most names of one photo. */
export const GAP_NAME_LIMITS = { name: 120, itemId: 300, count: 2000 };

/**
 * @param {ReviewedShot} shot
 * @param {Box} gap
 * @returns {GapName | null}
 */
export const nameOfGap = ({ gapNames = [] }, gap) => gapNames.find(({ box }) => isSame(box, gap)) ?? null;

/**
 * @param {ReviewedShot} shot
 * @param {Box} gap
 * @param {{ name: string, itemId?: string }} named an empty name takes it away
 * @returns {GapName[]} of the shot
 */
export function withGapName({ gapNames = [] }, gap, { name, itemId }) {
  const others = gapNames.filter(({ box }) => !isSame(box, gap));
  const clean = name.replace(/\s+/g, ' ').trim().slice(0, GAP_NAME_LIMITS.name);
  if (!clean) return others;
  return [...others, { box: gap, name: clean, ...(itemId ? { itemId } : {}) }].slice(-GAP_NAME_LIMITS.count);
}

/** @param {ReviewedShot} shot @returns {GapName[]} of the gaps in which a product is missing, as they are confirmed now */
export const namedGaps = (shot) =>
  judgedGaps(shot.corrections).accepted.flatMap((gap) => nameOfGap(shot, gap) ?? []);

/** @param {Box} a @param {Box} b */
const isSame = (a, b) => iouOf(a, b) >= SAME_PLACE;
