/**
 * At which sizes a picture goes through the network. A photo is detected at a second, smaller scale as well where the card
 * says so: large products are found better there. A live frame has time for one pass only.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 *
 * @typedef {object} Scale
 * @property {number} longSide Of the network's input, in pixels.
 * @property {number} leastSide Of this pass, only boxes count whose side (the root of the area) is at least this many pixels
 *   of the input.
 */

/**
 * @param {ModelCard} card
 * @param {import('./protocol.js').DetectOptions} options
 * @returns {Scale[]} The largest first.
 */
export function scalesFor({ input, defaults }, { mode, longSide = input.sizes[mode][0] }) {
  const whole = { longSide, leastSide: 0 };
  if (mode !== 'photo' || !defaults.secondLook) return [whole];
  const { scale, leastSide } = defaults.secondLook;
  return [whole, { longSide: Math.round(longSide * scale), leastSide }];
}
