/**
 * Finds places where products are missing. A gap is an empty place on a shelf with room for at least one product like those
 * beside it. Precision comes first: a place is a gap only if a small network is sure of it (gap-network.js), which has learnt
 * from photos whose empty places people have marked; see training/EXPERIMENTS.md.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./rows.js').Row} Row
 *
 * @typedef {object} Gap
 * @property {Box} box
 * @property {number} row index into the rows
 * @property {number} facings how many products like its neighbours would fit, at least 1
 */
import { areaOf, around, intersectionOf } from '../geometry/boxes.js';
import { facingsIn } from './fitting.js';
import { evidenceIn } from './gap-evidence.js';
import { isGap } from './gap-network.js';
import { placesIn } from './gap-places.js';
import { cellsOf } from './texture.js';

/**
 * @param {Box[]} boxes that count
 * @param {Row[]} rows of these boxes
 * @param {object} photo
 * @param {{ width: number, height: number }} photo.picture pixels
 * @param {{ box: Box, score: number }[]} [photo.faint] what the detector has found with a score too low to count
 * @param {import('./texture.js').Texture} [photo.texture] missing in older records: then the boxes alone have to say it
 * @param {(evidence: { shape: number[], look: number[] | null }) => boolean} [isEmpty] judges a place
 * @returns {Gap[]} row by row, left to right
 */
export function findGaps(boxes, rows, { picture, faint = [], texture }, isEmpty = isGap) {
  const cells = texture ? cellsOf(texture) : null;
  const evidence = evidenceIn({ boxes, rows, faint, picture, cells });
  // Whether a shelf goes on beyond its last product cannot be told from boxes.
  const places = placesIn(boxes, rows, picture).filter(({ space }) => cells || (space.left && space.right));
  const empty = places.filter((place) => isEmpty(evidence(place)));
  /** @type {(typeof empty)[]} */
  const gaps = [];
  for (const place of empty) {
    const gap = gaps.at(-1);
    const last = gap?.at(-1);
    if (gap && last?.space === place.space && last.index === place.index - 1) gap.push(place);
    else gaps.push([place]);
  }
  return gaps.map((places) => {
    const { row } = places[0].space;
    return { box: around(places.map(({ box }) => box)), row, facings: places.length };
  });
}

/**
 * The gaps that a person has neither accepted nor dismissed yet. A gap's box changes slightly with the boxes around it,
 * so a judged gap is recognised by its overlap rather than by equality.
 *
 * @param {Gap[]} gaps
 * @param {import('./corrections.js').Corrections['gaps']} judged
 * @returns {Gap[]}
 */
export const openGaps = (gaps, { accepted, dismissed }) =>
  gaps.filter(({ box }) => ![...accepted, ...dismissed].some((other) => sharedPart(box, other) > 0.5));

/**
 * The gaps that a person accepted, each with the row that it belongs to now.
 *
 * @param {Box[]} accepted
 * @param {Box[]} boxes that count
 * @param {Row[]} rows of these boxes
 * @returns {Gap[]} `row` is -1 if there is no box beside the gap any more
 */
export const acceptedGaps = (accepted, boxes, rows) =>
  accepted.map((box) => {
    const row = rows.findIndex(({ facings }) => facings.some((i) => isBeside(boxes[i], box)));
    const standing = row < 0 ? [] : rows[row].facings.map((i) => boxes[i]);
    return { box, row, facings: facingsIn(box, standing) };
  });

/**
 * Whether a box stands beside a gap: on the same board, judged by its bottom edge, and no further away than the gap is wide.
 *
 * @param {Box} box
 * @param {Box} gap
 */
function isBeside(box, gap) {
  const hole = Math.max(gap[0] - box[2], box[0] - gap[2]);
  return hole < gap[2] - gap[0] && Math.abs(box[3] - gap[3]) < 0.25 * (gap[3] - gap[1]);
}

/** @param {Box} a @param {Box} b @returns {number} the shared area as a fraction of the smaller box */
function sharedPart(a, b) {
  const shared = intersectionOf(a, b);
  return shared === 0 ? 0 : shared / Math.min(areaOf(a), areaOf(b));
}
