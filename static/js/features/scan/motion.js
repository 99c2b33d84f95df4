/**
 * How the whole picture moved between two frames, from matched boxes. When a hand-held phone pans, moves closer or
 * rotates, all facings move together.
 *
 * @typedef {import('../../geometry/similarity.js').Motion} Motion in pixels of the source picture
 * @typedef {import('../../geometry/boxes.js').Box} Box xyxy, pixels of the source picture
 * @typedef {{ from: Box, to: Box }} Match
 */
import { centreOf } from '../../geometry/boxes.js';
import { median } from '../../geometry/median.js';
import { lowerBound } from '../../geometry/search.js';
import { STILL } from '../../geometry/similarity.js';

/** Fewer matches than this determine a shift, but neither a scale nor a rotation. */
const MATCHES_FOR_SIMILARITY = 6;
/** A match whose error is more than this many times the median error is taken for a wrong one. */
const OUTLIER = 2.5;
const ROUNDS = 4;
/** Two boxes can be the same facing a frame later only when their sides differ by less than this factor. */
const LIKE_SIZE = 1.3;

/**
 * @param {Motion} motion
 * @param {Box} box
 * @returns {Box} where it lies after the motion
 */
export function moveBox({ scale, rotation, dx, dy }, [left, top, right, bottom]) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const halfWidth = ((right - left) / 2) * scale;
  const halfHeight = ((bottom - top) / 2) * scale;
  const [newX, newY] = [scale * x - rotation * y + dx, rotation * x + scale * y + dy];
  return [newX - halfWidth, newY - halfHeight, newX + halfWidth, newY + halfHeight];
}

/**
 * The motion on which most matches agree: first the median shift, then a least-squares similarity without outliers.
 *
 * @param {Match[]} matches
 * @returns {Motion | null} null without matches
 */
export function motionOf(matches) {
  if (matches.length === 0) return null;
  const points = shiftsOf(matches);
  /** @type {Motion} */
  let motion = { ...STILL, dx: median(points.dx), dy: median(points.dy) };
  const errors = new Float64Array(points.count);
  for (let round = 0; round < ROUNDS && points.count >= MATCHES_FOR_SIMILARITY; round += 1) {
    const { scale, rotation } = motion;
    for (let i = 0; i < points.count; i += 1) {
      const [x, y] = [points.x[i], points.y[i]];
      errors[i] = Math.hypot(
        scale * x - rotation * y + motion.dx - x - points.dx[i],
        rotation * x + scale * y + motion.dy - y - points.dy[i],
      );
    }
    const limit = Math.max(1, OUTLIER * median(errors));
    motion = fitSimilarity(points, errors, limit) ?? motion;
  }
  return motion;
}

/** @typedef {{ x: Float64Array, y: Float64Array, dx: Float64Array, dy: Float64Array, count: number }} Shifts */

/** @param {Match[]} matches @returns {Shifts} where the centre of each box was, and how far it moved */
function shiftsOf(matches) {
  const count = matches.length;
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const [dx, dy] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i += 1) {
    const { from, to } = matches[i];
    x[i] = (from[0] + from[2]) / 2;
    y[i] = (from[1] + from[3]) / 2;
    dx[i] = (to[0] + to[2]) / 2 - x[i];
    dy[i] = (to[1] + to[3]) / 2 - y[i];
  }
  return { x, y, dx, dy, count };
}

/**
 * Finds a pan that is too fast for boxes to overlap with those of the frame before: every pair of boxes of like size
 * votes for the shift between them, and the shift with most votes wins. A row of equal products agrees nearly as well on
 * a shift by one product more or less, so votes near the expected shift weigh more.
 *
 * @param {Box[]} expected where the boxes of the last frame should lie now
 * @param {Box[]} found
 * @param {number} reach_px how far from the expected shift to search
 * @returns {{ dx: number, dy: number }} beyond what was expected
 */
export function commonShift(expected, found, reach_px) {
  const cell = reach_px / 16;
  const side = 2 * 16 + 1;
  const votes = new Float32Array(side * side);
  const middles = found.map(centreOf).map(([x, y], i) => ({ x, y, box: found[i] }));
  middles.sort((a, b) => a.y - b.y);
  const heights = Float64Array.from(middles, ({ y }) => y);
  const far = 16.5 * cell; // the grid of votes ends there
  for (const from of expected) {
    const [x, y] = centreOf(from);
    for (let i = lowerBound(heights, y - far); i < middles.length && middles[i].y <= y + far; i += 1) {
      const to = middles[i];
      if (to.x < x - far || to.x > x + far) continue;
      const column = Math.round((to.x - x) / cell) + 16;
      const row = Math.round((to.y - y) / cell) + 16;
      if (column < 0 || row < 0 || column >= side || row >= side || !likeSize(from, to.box)) continue;
      votes[row * side + column] += 1;
    }
  }
  // A shift may lie at the edge of its cell, so votes are summed over 3 x 3 cells: first along rows, then along columns.
  const triples = new Float32Array(side * side);
  for (let i = 1; i < votes.length - 1; i += 1) triples[i] = votes[i - 1] + votes[i] + votes[i + 1];
  let [bestVotes, dx, dy] = [0, 0, 0];
  for (let row = 1; row < side - 1; row += 1) {
    for (let column = 1; column < side - 1; column += 1) {
      const i = row * side + column;
      const sum = triples[i - side] + triples[i] + triples[i + side];
      if (sum <= bestVotes) continue; // the weight is at most 1
      const distance = Math.hypot(column - 16, row - 16) / 16;
      const weighed = sum * (1 - 0.6 * Math.min(1, distance));
      if (weighed > bestVotes) [bestVotes, dx, dy] = [weighed, (column - 16) * cell, (row - 16) * cell];
    }
  }
  return { dx, dy };
}

/**
 * @param {Motion} motion
 * @param {{ width: number, height: number }} picture pixels
 * @returns {number} how far the centre of the picture moved, or its corners by scale and rotation, whichever is more;
 *   pixels
 */
export function travelOf({ scale, rotation, dx, dy }, { width, height }) {
  const [x, y] = [width / 2, height / 2];
  const middle = Math.hypot(scale * x - rotation * y + dx - x, rotation * x + scale * y + dy - y);
  return Math.max(middle, (Math.hypot(scale - 1, rotation) * Math.hypot(width, height)) / 2);
}

/**
 * @param {Shifts} points
 * @param {Float64Array} errors of each
 * @param {number} limit points with a greater error are left out
 * @returns {Motion | null}
 */
function fitSimilarity(points, errors, limit) {
  let [n, mx, my, mdx, mdy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < points.count; i += 1) {
    if (errors[i] > limit) continue;
    n += 1;
    mx += points.x[i];
    my += points.y[i];
    mdx += points.dx[i];
    mdy += points.dy[i];
  }
  if (n < MATCHES_FOR_SIMILARITY) return null;
  [mx, my, mdx, mdy] = [mx / n, my / n, mdx / n, mdy / n];
  let [spread, along, across] = [0, 0, 0];
  for (let i = 0; i < points.count; i += 1) {
    if (errors[i] > limit) continue;
    const [x, y] = [points.x[i] - mx, points.y[i] - my];
    const [dx, dy] = [points.dx[i] - mdx, points.dy[i] - mdy];
    spread += x ** 2 + y ** 2;
    along += x * dx + y * dy;
    across += x * dy - y * dx;
  }
  if (spread === 0) return null;
  const scale = 1 + along / spread;
  const rotation = across / spread;
  return {
    scale,
    rotation,
    dx: mdx + mx - scale * mx + rotation * my,
    dy: mdy + my - rotation * mx - scale * my,
  };
}

/** @param {Box} a @param {Box} b */
function likeSize(a, b) {
  const width = (a[2] - a[0]) / (b[2] - b[0]);
  const height = (a[3] - a[1]) / (b[3] - b[1]);
  return width < LIKE_SIZE && height < LIKE_SIZE && width > 1 / LIKE_SIZE && height > 1 / LIKE_SIZE;
}
