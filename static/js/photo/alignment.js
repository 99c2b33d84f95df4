/**
 * How one photo may lie over another: shifted, and nearer or further. Positions are in pixels of the grey pictures
 * (grey-picture.js), whose longer side is always the same: photos of one phone have one scale, whatever their resolution.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 *
 * @typedef {object} Alignment a point p of the second photo is at `scale * p + [x, y]` of the first
 * @property {number} scale
 * @property {number} x
 * @property {number} y
 */
import { GREY_PX } from './grey-picture.js';

/** The phone was up to a quarter nearer or further. */
export const SCALES = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((step) => 1.06 ** step);
/** Boxes of one product differ in width and height by less than this factor, apart from the scale. */
const SAME_SIZE = 1.2;
/** A shift with fewer votes is chance. */
const LEAST_VOTES = 3;
/** Candidates of each scale. A shelf repeats itself, so the true shift is often not the one with the most votes. */
const CANDIDATES = 6;
/** Shifts reach this far to each side, grey pixels; one line of cells at each edge stays empty. */
const REACH_PX = Math.ceil(GREY_PX * SCALES[SCALES.length - 1]) + 1;
const SIDE = 2 * REACH_PX + 1;

/**
 * Alignments that bring many boxes onto others. Each pair of boxes of a fitting size votes for the shift that brings one
 * onto the other, in whole pixels, and the shifts with the most votes win (a Hough transform). Votes are weighed by the
 * part that the photos would share: where it is small, few pairs can vote.
 *
 * @param {Box[]} first in grey pixels of the first photo
 * @param {Box[]} second in grey pixels of the second photo
 * @param {(alignment: Alignment) => number} sharedPart that an alignment gives; 0: it is not wanted
 * @returns {Alignment[]}
 */
export function candidateAlignments(first, second, sharedPart) {
  return SCALES.flatMap((scale) => {
    const votes = voteForShifts(first, second, scale);
    /** @type {{ alignment: Alignment, weight: number }[]} */
    const shifts = [];
    for (let i = SIDE + 1; i < votes.length - SIDE - 1; i += 1) {
      if (votes[i] === 0) continue;
      const count = withNeighbours(votes, i);
      if (count < LEAST_VOTES) continue;
      const alignment = { scale, x: (i % SIDE) - REACH_PX, y: Math.floor(i / SIDE) - REACH_PX };
      const shared = sharedPart(alignment);
      if (shared > 0) shifts.push({ alignment, weight: count / Math.sqrt(shared) });
    }
    shifts.sort((a, b) => b.weight - a.weight);
    return spread(shifts.map(({ alignment }) => alignment));
  });
}

/** @param {Box[]} first @param {Box[]} second @param {number} scale @returns {Uint16Array} votes, row by row of shifts */
function voteForShifts(first, second, scale) {
  const votes = new Uint16Array(SIDE * SIDE);
  for (const b of second) {
    const [width, height] = [scale * (b[2] - b[0]), scale * (b[3] - b[1])];
    const [twiceX, twiceY] = [scale * (b[0] + b[2]), scale * (b[1] + b[3])];
    for (const a of first) {
      if (!isLike(a[2] - a[0], width) || !isLike(a[3] - a[1], height)) continue;
      const x = Math.round((a[0] + a[2] - twiceX) / 2);
      const y = Math.round((a[1] + a[3] - twiceY) / 2);
      if (Math.abs(x) < REACH_PX && Math.abs(y) < REACH_PX) votes[(y + REACH_PX) * SIDE + x + REACH_PX] += 1;
    }
  }
  return votes;
}

/** @param {number} a @param {number} b lengths */
const isLike = (a, b) => a < b * SAME_SIZE && b < a * SAME_SIZE;

/** @param {Uint16Array} votes @param {number} i @returns {number} the votes for a shift and its eight neighbours */
function withNeighbours(votes, i) {
  let sum = 0;
  for (const row of [i - SIDE, i, i + SIDE]) sum += votes[row - 1] + votes[row] + votes[row + 1];
  return sum;
}

/** @param {Alignment[]} alignments best first @returns {Alignment[]} the best of those that are not beside a better one */
function spread(alignments) {
  /** @type {Alignment[]} */
  const kept = [];
  for (const { scale, x, y } of alignments) {
    if (kept.length === CANDIDATES) break;
    if (kept.every((other) => Math.max(Math.abs(x - other.x), Math.abs(y - other.y)) > 1))
      kept.push({ scale, x, y });
  }
  return kept;
}
