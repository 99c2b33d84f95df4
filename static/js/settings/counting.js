/**
 * Combines a detector's card, which has the standard values, with the person's settings, which adjust them.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').Mode} Mode
 * @typedef {import('./settings.js').Settings} Settings
 */
import { median } from '../geometry/median.js';
import { MOST_THRESHOLD } from '../photo/shot.js';
import { sensitivityOf } from './settings.js';

/** How far "fewer boxes" and "more boxes" move the score threshold. */
const THRESHOLD_STEP = 0.1;

/**
 * @param {ModelCard} card
 * @param {Mode} mode
 * @param {Settings} settings
 * @returns {number} the score threshold, 0..1: the card's own, or adjusted and rounded to hundredths like the slider
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
 * The input sizes to choose from: the card's standard size and, if there are any, the median of the smaller sizes and of
 * the larger sizes. The medians differ noticeably in speed and still count well.
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
 * @returns {number} longer side of the network's input for photos, pixels; the standard size if the detector does not
 *   offer the chosen one
 */
export function photoSideOf(card, { photoSize }) {
  const sizes = sizesOf(card, 'photo');
  return (photoSize === 'auto' ? null : sizes[photoSize]) ?? sizes.standard;
}

/**
 * @param {ModelCard} card
 * @param {Settings} settings
 * @returns {number | null} longer side of the network's input for the camera, pixels; null: it is adapted automatically,
 *   because that was chosen or the detector does not offer the chosen size
 */
export function fixedLiveSide(card, { liveSize }) {
  return (liveSize === 'auto' ? null : sizesOf(card, 'live')[liveSize]) ?? null;
}
