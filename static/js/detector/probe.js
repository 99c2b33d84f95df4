/**
 * A known answer: what the model of a card makes of pictures that a formula draws. A backend that gives other numbers computes
 * wrong, although they are finite and in the right shape: drivers of GPUs have done so.
 *
 * @typedef {import('../models/card.js').ModelCard} ModelCard
 * @typedef {import('../models/card.js').Probe} Probe
 * @typedef {import('../models/card.js').ProbeAnswer} ProbeAnswer
 * @typedef {{ height: number, width: number }} Size Of an input, pixels.
 */
import { letterbox } from './letterbox.js';

/** The live view's picture most often: a phone held upright. */
const LIVE_ASPECT = { width: 9, height: 16 };
/** About so many numbers of an output are kept in the card. */
const KEPT = 250;
/**
 * How far a number may be off: with the published models, half floats on WebGL are off by 0.03 at most. The logit of a score of
 * one half that is off by so much makes it 0.62.
 */
const TOLERANCE = 0.5;

/**
 * The input for a phone's camera at the default live size: what compiles for it, compiles for the first frame.
 *
 * @param {Pick<ModelCard, 'input'>} card
 * @returns {Size}
 */
export function liveInput({ input }) {
  const { width, height } = LIVE_ASPECT;
  const box = letterbox(width, height, input.sizes.live[0], input.stride);
  return { height: box.inputHeight, width: box.inputWidth };
}

/** @param {Pick<ModelCard, 'input'>} card @returns {Size} Of a picture that proves as much, where nothing has to be compiled. */
export const smallInput = ({ input }) => ({ height: 4 * input.stride, width: 4 * input.stride });

/**
 * Coloured blocks of several sizes on grey, so that every layer has something to do. Published cards hold the answers: it
 * never changes.
 *
 * @param {Size} size
 * @returns {Uint8ClampedArray} RGBA
 */
export function probePicture({ height, width }) {
  const rgba = new Uint8ClampedArray(height * width * 4);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const block = (x >> 4) * 73 + (y >> 5) * 151 + (x >> 4) * (y >> 5) * 31;
      const isEdge = x % 16 < 2 || y % 32 < 3;
      for (let channel = 0; channel < 3; channel += 1) {
        rgba[at++] = isEdge ? 40 : (block + channel * (61 + (block % 50)) + (x % 16) * 4) % 256;
      }
      rgba[at++] = 255;
    }
  }
  return rgba;
}

/**
 * Computes the answers for the card of a model.
 *
 * @param {Pick<import('./network.js').Network, 'card' | 'run'>} network On a backend that is right.
 * @returns {Promise<Probe>}
 */
export async function makeProbe(network) {
  const { card } = network;
  const answers = [];
  for (const { height, width } of [smallInput(card), liveInput(card)]) {
    const raw = await network.run(probePicture({ height, width }), height, width);
    const every = stepFor(raw.length, card.output.layout.length);
    const numbers = Array.from(sampled(raw, every), (value) => Number(value.toFixed(3)));
    answers.push({ height, width, every, numbers });
  }
  return { tolerance: TOLERANCE, answers };
}

/**
 * @param {ModelCard} card
 * @param {Size} size
 * @returns {ProbeAnswer | null} Null where the card has none for this size.
 */
export function answerFor({ probe }, { height, width }) {
  return probe?.answers.find((each) => each.height === height && each.width === width) ?? null;
}

/**
 * @param {Float32Array} raw What a backend made of the picture.
 * @param {ProbeAnswer} answer
 * @returns {number} By how much the number that is off most is off; Infinity where there are not as many.
 */
export function farthestOff(raw, { every, numbers }) {
  const found = sampled(raw, every);
  if (found.length !== numbers.length) return Number.POSITIVE_INFINITY;
  return found.reduce((most, value, i) => Math.max(most, Math.abs(value - numbers[i])), 0);
}

/** @param {Float32Array} raw @param {number} every */
const sampled = (raw, every) => raw.filter((_, i) => i % every === 0);

/**
 * @param {number} length Of the output.
 * @param {number} columns
 * @returns {number} A step that meets all columns in turn.
 */
function stepFor(length, columns) {
  let step = Math.max(1, Math.round(length / KEPT));
  while (greatestDivisor(step, columns) > 1) step += 1;
  return step;
}

/** @param {number} a @param {number} b @returns {number} */
const greatestDivisor = (a, b) => (b === 0 ? a : greatestDivisor(b, a % b));
