/**
 * How a detector counts with what the person has set: its card gives the usual values, a setting moves them.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').Mode} Mode
 * @typedef {import('./settings.js').Settings} Settings
 */
import { median } from '../geometry/median.js';
import { MOST_THRESHOLD } from '../photo/shot.js';
import { sensitivityOf } from './settings.js';

/** How far "fewer" and "more boxes" move the score from which on something is a product. */
const THRESHOLD_STEP = 0.1;

/**
 * @param {ModelCard} card
 * @param {Mode} mode
 * @param {Settings} settings
 * @returns {number} the score that makes a facing, 0..1; the card's own, or one in hundredths, as the slider has them
 */
export function thresholdOf({ defaults }, mode, settings) {
  const own = defaults.scoreThreshold[mode];
  const sensitivity = sensitivityOf(settings, mode);
  if (sensitivity === 'standard') return own;
  const changed =
    sensitivity === 'fewer'
      ? Math.max(own, Math.min(MOST_THRESHOLD, own + THRESHOLD_STEP))
      : Math.max(own / 2, own - THRESHOLD_STEP);
  return Math.round(100 * changed) / 100;
}

/**
 * The sizes of the picture that a detector offers: the one its maker chose, and where there are any, the middle one of
 * the smaller and of the larger ones, which makes a difference that can be felt without giving up the count.
 *
 * @param {ModelCard} card
 * @param {Mode} mode
 * @returns {{ standard: number, faster?: number, finer?: number }} longer sides of the network's input, pixels
 */
export function sizesOf({ input }, mode) {
  const [standard, ...others] = input.sizes[mode];
  const middleOf = (/** @type {number[]} */ sides) => (sides.length > 0 ? median(sides) : undefined);
  return {
    standard,
    faster: middleOf(others.filter((side) => side < standard)),
    finer: middleOf(others.filter((side) => side > standard)),
  };
}

/**
 * @param {ModelCard} card
 * @param {Settings} settings
 * @returns {number} longer side of the network's input for photos, pixels; where the detector does not offer the chosen
 *   one, its own
 */
export function photoSideOf(card, { photoSize }) {
  const sizes = sizesOf(card, 'photo');
  return (photoSize === 'auto' ? null : sizes[photoSize]) ?? sizes.standard;
}

/**
 * @param {ModelCard} card
 * @param {Settings} settings
 * @returns {number | null} longer side of the network's input for the camera, pixels; null where it is to be found
 *   automatically, since that was chosen, or a size which the detector does not offer
 */
export function fixedLiveSide(card, { liveSize }) {
  return (liveSize === 'auto' ? null : sizesOf(card, 'live')[liveSize]) ?? null;
}
