/**
 * How sure the number of a photo is: a range that holds the true number of four photos in five, as the model's card has it
 * from the validation photos. training/certainty.py says where the formula is from, and computes the same for photos that
 * nobody has checked (tests/vectors/range.json). Here, what a person has said of a box is sure. Derived, never stored.
 *
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../models/card.js').Certainty} Certainty
 * @typedef {{ low: number, high: number }} Range of products, both included
 * @typedef {{ index: number, box: import('./corrections.js').Box, chance: number }} Doubt a box of the machine that nobody
 *   has judged; `chance` that it is a product, 0..1
 *
 * @typedef {object} Parts what the range is made of
 * @property {number} products boxes that count
 * @property {number} sure products because a person said so
 * @property {number} likely products among the other boxes
 * @property {number} unsure variance of that, if each box erred for itself
 * @property {number} common standard deviation of that, because the boxes of a photo err together
 * @property {number} missed products without any box
 */
import { iouOf } from '../geometry/boxes.js';
import { isConfirmed } from './answers.js';
import { currentBoxes, machineKey, SAME_PLACE } from './corrections.js';
import { insideOf } from './region.js';

/** Standard deviations to each side that hold four fifths of a normal distribution. */
const HALF_WIDTH = 1.2816;
/** Scores are kept this far from 0 and 1, whose log-odds are infinite. */
const MARGIN = 1e-6;
/** A box is asked about unless it is a product, or none, with this chance: the others hardly widen the range. */
const SURE = 0.9;

/** @param {ReviewedShot} shot @returns {Range | null} null: the model's card did not say how sure its counts are */
export const rangeOf = (shot) => rangeOfAll([shot]);

/** @param {Range | null} range @returns {Range | null} null too where it says no more than the count */
export const openRange = (range) => (range && range.low < range.high ? range : null);

/**
 * The range of several photos together. What makes one box doubtful differs from box to box, and evens out. But photos of
 * one shop err together, as its light and its products are theirs: that is added up as if all erred to the same side, so
 * that the range is rather too wide than too narrow.
 *
 * @param {ReviewedShot[]} shots
 * @returns {Range | null} null: it is not known for one of them
 */
export function rangeOfAll(shots) {
  const parts = shots.map(partsOf).filter((each) => each !== null);
  if (parts.length < shots.length) return null;
  const sum = (/** @type {keyof Parts} */ key) => parts.reduce((total, each) => total + each[key], 0);
  const [products, sure, missed] = [sum('products'), sum('sure'), sum('missed')];
  const half = HALF_WIDTH * Math.sqrt(sum('unsure') + sum('common') ** 2 + missed + missed ** 2);
  const expected = sure + sum('likely') + missed;
  return {
    // The number that is shown is always in its own range.
    low: Math.min(products, Math.round(Math.max(sure, expected - half))),
    high: Math.max(products, Math.round(expected + half)),
  };
}

/**
 * The boxes, faint ones too, that a person should look at: those that widen the range most first.
 *
 * @param {ReviewedShot} shot
 * @returns {Doubt[]} empty where the model's card does not say how sure it is
 */
export function doubtsOf(shot) {
  const { certainty } = shot;
  if (!certainty) return [];
  return openBoxes(shot, certainty)
    .filter(({ chance }) => Math.max(chance, 1 - chance) < SURE)
    .toSorted((a, b) => varianceOf(b) - varianceOf(a));
}

/** @param {ReviewedShot} shot @returns {Parts | null} */
function partsOf(shot) {
  const { certainty } = shot;
  if (!certainty) return null;
  const boxes = currentBoxes(shot);
  const open = openBoxes(shot, certainty);
  const keys = new Set(open.map(({ index }) => machineKey(index)));
  const unsure = open.reduce((sum, each) => sum + varianceOf(each), 0);
  return {
    products: boxes.length,
    sure: boxes.filter(({ key }) => !keys.has(key)).length,
    likely: open.reduce((sum, { chance }) => sum + chance, 0),
    unsure,
    common: certainty.spread * unsure,
    missed: missedOn(shot, certainty),
  };
}

/**
 * Products without a box: the more boxes are doubtful, the more of them. Those that a person has added take away from what
 * was to be expected, never all of it.
 *
 * @param {ReviewedShot} shot
 * @param {Certainty} certainty
 * @returns {number}
 */
function missedOn({ machine, corrections }, certainty) {
  const { added, removed, region, complete } = corrections;
  if (complete) return 0;
  const isInside = insideOf(region);
  const isRemoved = new Set(removed);
  const doubt = machine
    .filter(({ box }, index) => !isRemoved.has(index) && isInside(box))
    .reduce((sum, { score }) => sum + varianceOf({ chance: chanceOf(score, certainty) }), 0);
  const missed = certainty.missed * doubt;
  const found = added.filter(({ box, replaces }) => replaces === undefined && isInside(box)).length;
  return missed === 0 ? 0 : missed ** 2 / (missed + found);
}

/** @param {ReviewedShot} shot @param {Certainty} certainty @returns {Doubt[]} boxes in the part that counts that nobody has judged */
function openBoxes({ machine, threshold, corrections }, certainty) {
  const isInside = insideOf(corrections.region);
  const removed = new Set(corrections.removed);
  const own = [...Object.values(corrections.moved), ...corrections.added.map(({ box }) => box)];
  /** @type {Doubt[]} */
  const open = [];
  machine.forEach(({ box, score }, index) => {
    if (removed.has(index) || index in corrections.moved || !isInside(box)) return;
    if (isConfirmed(corrections, index)) return;
    const isFaint = score < threshold;
    if (isFaint && (corrections.complete || own.some((each) => iouOf(box, each) >= SAME_PLACE))) return;
    open.push({ index, box, chance: chanceOf(score, certainty) });
  });
  return open;
}

/** @param {number} score 0..1 @param {Certainty} certainty @returns {number} that a box of this score is a product, 0..1 */
function chanceOf(score, { offset, slope }) {
  const within = Math.min(Math.max(score, MARGIN), 1 - MARGIN);
  return 1 / (1 + Math.exp(-(offset + slope * Math.log(within / (1 - within)))));
}

/** @param {{ chance: number }} box @returns {number} */
const varianceOf = ({ chance }) => chance * (1 - chance);
