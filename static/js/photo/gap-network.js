/**
 * A small network that says how sure it is that a place of a shelf is empty. `python -m training gaps` made its weights
 * (gap-weights.js) from photos on which people have marked empty places.
 *
 * @typedef {object} Network with one hidden layer
 * @property {number[]} mean of each input, which is taken from it
 * @property {number[]} scale by which it is then divided
 * @property {number[][]} hidden weights of each unit, one for each input
 * @property {number[]} hiddenBias
 * @property {number[]} output weight of each unit
 * @property {number} outputBias
 * @property {number} threshold from this probability on, a place is a gap
 */
import { BOXES_ALONE, WITH_TEXTURE } from './gap-weights.js';

/**
 * @param {{ shape: number[], look: number[] | null }} evidence
 * @returns {boolean} whether the place is a gap
 */
export function isGap({ shape, look }) {
  const network = look ? WITH_TEXTURE : BOXES_ALONE;
  return probabilityOf(network, [...shape, ...(look ?? [])]) >= network.threshold;
}

/**
 * @param {Network} network
 * @param {number[]} inputs
 * @returns {number} 0..1
 */
export function probabilityOf({ mean, scale, hidden, hiddenBias, output, outputBias }, inputs) {
  const standard = inputs.map((input, i) => (input - mean[i]) / scale[i]);
  const sum = hidden.reduce((total, weights, unit) => {
    const active = weights.reduce((part, weight, i) => part + weight * standard[i], hiddenBias[unit]);
    return total + Math.max(0, active) * output[unit];
  }, outputBias);
  return 1 / (1 + Math.exp(-sum));
}
