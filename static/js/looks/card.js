/**
 * The card of an embedder as the phone reads it: a small network that tells what a facing looks like. app/embedder_card.py
 * describes every field; the server has checked the card, and `readEmbedder` leaves out what this page cannot run.
 *
 * @typedef {import('../models/card.js').BundleFile} BundleFile
 *
 * @typedef {object} EmbedderCard
 * @property {1} schemaVersion
 * @property {'embedder'} kind
 * @property {string} name
 * @property {string} version
 * @property {string} title
 * @property {{ name: string, range: [number, number], height: number, width: number }} input One crop is stretched to this size.
 * @property {{ margin: number }} crop `margin`: part of a box's width and height that is added on each side before it is cut out.
 * @property {{ name: string, dimensions: number }} output
 * @property {Limits} limits
 * @property {{ tolerance: number, numbers: number[] } | null} [probe] The vector of the picture of detector/probe.js, in the size
 *   of a crop, and how far a number may be off; null or missing where nobody has computed it
 * @property {{ weights: string, data: string, commercialUse?: boolean | null }} licence
 * @property {BundleFile[]} files
 *
 * @typedef {object} Limits
 * @property {number} alike From this likeness on (products/likenesses.js), facings are grouped where no product is known.
 * @property {number} known From this cosine on, a facing is named,
 * @property {number} margin if its best product leads the second by so much.
 * @property {number | null} [others] So much less it needs where it is known what is not in the catalogue, see products/others.js.
 * @property {number | null} [crowd] The typical crowd of a product, see products/crowds.js; null or missing where nobody has measured it
 */
import { holds, identityOf, isFile } from '../models/card.js';

/** Larger crops, or longer vectors, are none of a phone's: whatever says so is not meant for this page. */
const MOST = { side: 512, dimensions: 4096 };

/** @param {EmbedderCard} card @returns {string} See `identityOf` of models: vectors of embedders of other ids cannot be compared. */
export const idOf = (card) => identityOf(card);

/**
 * @param {unknown} value Parsed JSON.
 * @returns {EmbedderCard | null} Null for what is no card of an embedder that this page can run.
 */
export function readEmbedder(value) {
  const card = /** @type {EmbedderCard} */ (value);
  return CHECKS.every((isRight) => holds(isRight, card)) ? card : null;
}

/** @param {unknown[]} values Parsed JSON. @returns {EmbedderCard[]} Those that this page can run. */
export const readEmbedders = (values) => values.map(readEmbedder).filter((card) => card !== null);

/** @param {number} value @param {number} most */
const isCount = (value, most) => Number.isInteger(value) && value > 0 && value <= most;

/** @type {((card: EmbedderCard) => boolean)[]} */
const CHECKS = [
  ({ schemaVersion, kind }) => schemaVersion === 1 && kind === 'embedder',
  ({ name, version }) => /^[a-z0-9][a-z0-9-]*$/.test(name) && /^\d+\.\d+\.\d+$/.test(version),
  ({ title }) => typeof title === 'string',
  ({ input }) =>
    typeof input.name === 'string' && isCount(input.height, MOST.side) && isCount(input.width, MOST.side),
  ({ input }) => input.range.length === 2 && input.range.every(Number.isFinite),
  ({ crop }) => Number.isFinite(crop.margin) && crop.margin >= 0,
  ({ output }) => typeof output.name === 'string' && isCount(output.dimensions, MOST.dimensions),
  ({ limits: { alike, known, margin, others, crowd } }) =>
    [alike, known, margin, others ?? 0, crowd ?? 0].every(Number.isFinite),
  ({ probe, output }) =>
    !probe ||
    (probe.tolerance > 0 &&
      probe.numbers.length === output.dimensions &&
      probe.numbers.every(Number.isFinite)),
  ({ licence }) => typeof licence.weights === 'string' && typeof licence.data === 'string',
  ({ files }) => files[0].path === 'model.json' && files.every((file) => holds(isFile, file)),
];
