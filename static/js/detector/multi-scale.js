/**
 * At which sizes a picture goes through the network.
 *
 * A network knows products best at the size at which it saw most of them. Shown larger ones, it counts their parts; smaller
 * ones it misses. So a look at a small input comes first where the card says so, and the size follows from what it shows:
 * the same rule as in training/scale_selection.py, both held to tests/vectors/scale-selection.json.
 *
 * A photo is then detected at a second, smaller scale as well: large products are found better there. A live frame has
 * time for one pass only, and frames before it have shown how large the products are.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').ScaleSelection} ScaleSelection
 *
 * @typedef {object} Scale
 * @property {number} longSide Of the network's input, in pixels.
 * @property {number} leastSide Of this pass, only boxes count whose side (the root of the area) is at least this many pixels
 *   of the input.
 *
 * @typedef {(longSide: number) => Promise<number | null>} Look From the long side of an input to the typical side of the
 *   products found at it, see `typicalSide`, in pixels of that input.
 */
import { median } from '../geometry/median.js';

/** From this ratio of the long side to the short one on, a photo is a panorama. */
const PANORAMA = 2;
/** Longer panoramas than of so many photos are not looked at any larger. */
const MOST_PARTS = 6;

/** Fewer products than this say little about the others. */
const FEWEST_PRODUCTS = 3;

/**
 * @param {ModelCard['input']} input
 * @param {import('./protocol.js').DetectOptions} options
 * @param {{ width: number, height: number }} picture Pixels.
 * @returns {number} Long side of the input at most, pixels.
 */
export function mostOf(input, { mode, longSide = input.sizes[mode][0] }, { width, height }) {
  return mode === 'photo' ? mostFor(width, height, longSide) : longSide;
}

/**
 * @param {ModelCard['defaults']} defaults
 * @param {import('../models/card.js').Mode} mode
 * @param {number} most See `mostOf`.
 * @param {(longSide: number, score: number) => ReturnType<Look>} look Is told the score from which boxes count.
 * @param {number} [parts] See `partsIn`.
 * @returns {Promise<Scale[]>} The largest first.
 */
export async function scalesFor({ scaleSelection: usual, secondLook }, mode, most, look, parts = 1) {
  if (mode !== 'photo') return [{ longSide: most, leastSide: 0 }];
  const scaleSelection = usual && forParts(usual, parts);
  const longSide = scaleSelection
    ? await chooseLongSide(scaleSelection, mode, most, (side) => look(side, scaleSelection.score))
    : most;
  const whole = { longSide, leastSide: 0 };
  if (!secondLook) return [whole];
  return [whole, { longSide: Math.round(longSide * secondLook.scale), leastSide: secondLook.leastSide }];
}

/**
 * A panorama shows several bays side by side: its products are to be as large as on photos of them, whose long side is as
 * long as its short one.
 *
 * @param {{ width: number, height: number }} photo Pixels.
 * @returns {number} As how many photos it is looked at; 1: it is no panorama.
 */
export function partsIn({ width, height }) {
  const ratio = Math.max(width, height) / Math.min(width, height);
  return ratio < PANORAMA ? 1 : Math.min(ratio, MOST_PARTS);
}

/**
 * @param {ScaleSelection} selection
 * @param {number} parts See `partsIn`.
 * @returns {ScaleSelection} With the sizes for a panorama. In a look that is no larger than at a photo, whole bays would
 *   look like products.
 */
export function forParts(selection, parts) {
  if (parts === 1) return selection;
  const enlarged = (/** @type {number} */ side) => Math.round(side * parts);
  const { firstLook, closerLook, sides } = selection;
  return {
    ...selection,
    firstLook: enlarged(firstLook),
    closerLook: enlarged(closerLook),
    sides: sides.map(enlarged),
  };
}

/**
 * @param {number} width Of the photo, pixels.
 * @param {number} height
 * @param {number} most Long side of the input at most for other photos, pixels.
 * @returns {number} The same for this one.
 */
export function mostFor(width, height, most) {
  return Math.round(most * partsIn({ width, height }));
}

/**
 * @param {ScaleSelection} selection
 * @param {import('../models/card.js').Mode} mode
 * @param {number} most Long side of the input at most, pixels.
 * @param {Look} look Called up to three times, the last time with what is chosen.
 * @returns {Promise<number>} Long side of the input, pixels.
 */
export async function chooseLongSide(selection, mode, most, look) {
  for (const side of [selection.firstLook, selection.closerLook]) {
    if (side >= most) break;
    const typical = await look(side);
    if (!isLegible(selection, typical)) continue;
    const chosen = nearestSide(selection, most, (side * selection.productSide[mode]) / typical);
    if (chosen === side || chosen === most) return chosen;
    // The look may have found only what is larger than the rest.
    return isLegible(selection, await look(chosen)) ? chosen : most;
  }
  return most;
}

/**
 * @param {ScaleSelection} selection
 * @param {number | null} typical Side of the products in a look.
 * @returns {typical is number} Whether they are large enough to go by; smaller ones are mostly missed.
 */
export function isLegible({ legibleSide }, typical) {
  return typical !== null && typical >= legibleSide;
}

/**
 * @param {ScaleSelection} selection
 * @param {number} most
 * @param {number} wanted
 * @returns {number} The side to choose from that is nearest to `wanted` as a ratio; of two that are as near, the smaller one.
 *   If `wanted` comes close to `most`, that is `most`.
 */
export function nearestSide({ sides, mostFrom }, most, wanted) {
  if (wanted >= mostFrom * most) return most;
  const distance = (/** @type {number} */ side) => Math.max(side / wanted, wanted / side);
  const offered = [...sides.filter((side) => side < most), most];
  return offered.reduce((best, side) => (distance(side) < distance(best) ? side : best));
}

/**
 * The median side of the products on a picture, as the root of the area of their boxes.
 *
 * @param {{ boxes: Float32Array | number[], scores: Float32Array | number[] }} found After NMS.
 * @param {number} score From which a box counts, 0..1.
 * @returns {number | null} In the unit of the boxes; null where too few are found.
 */
export function typicalSide({ boxes, scores }, score) {
  /** @type {number[]} */
  const sides = [];
  for (const [i, each] of scores.entries()) {
    const width = boxes[i * 4 + 2] - boxes[i * 4];
    const height = boxes[i * 4 + 3] - boxes[i * 4 + 1];
    if (each >= score) sides.push(Math.sqrt(width * height));
  }
  return sides.length < FEWEST_PRODUCTS ? null : median(sides);
}
