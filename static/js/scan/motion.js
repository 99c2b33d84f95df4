/**
 * How the whole picture moved between two frames, from boxes that were matched: a hand-held phone pans, steps closer and
 * turns, and all facings move together.
 *
 * @typedef {object} Motion x' = scale x - turn y + dx; y' = turn x + scale y + dy (a similarity)
 * @property {number} scale
 * @property {number} turn
 * @property {number} dx pixels of the source picture
 * @property {number} dy
 *
 * @typedef {[left: number, top: number, right: number, bottom: number]} Box xyxy, pixels of the source picture
 * @typedef {{ from: Box, to: Box }} Match
 */
import { centreOf } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';

/** @type {Motion} */
export const STILL = { scale: 1, turn: 0, dx: 0, dy: 0 };

/** Fewer matches than this tell a shift, but neither a scale nor a turn. */
const MATCHES_FOR_SIMILARITY = 6;
/** A match that differs from the rest by more than this many times the median difference is taken for a wrong one. */
const OUTLIER = 2.5;
const ROUNDS = 4;
/** Two boxes can be the same facing a frame later only when their sides differ by less than this factor. */
const LIKE_SIZE = 1.3;

/**
 * @param {Motion} motion
 * @param {Box} box
 * @returns {Box} where it lies afterwards
 */
export function moveBox({ scale, turn, dx, dy }, [left, top, right, bottom]) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const halfWidth = ((right - left) / 2) * scale;
  const halfHeight = ((bottom - top) / 2) * scale;
  const [newX, newY] = [scale * x - turn * y + dx, turn * x + scale * y + dy];
  return [newX - halfWidth, newY - halfHeight, newX + halfWidth, newY + halfHeight];
}

/**
 * The motion on which most matches agree: a shift by medians first, then a least-squares similarity without outliers.
 *
 * @param {Match[]} matches
 * @returns {Motion | null} null without matches
 */
export function motionOf(matches) {
  if (matches.length === 0) return null;
  const points = matches.map(({ from, to }) => {
    const [x, y] = centreOf(from);
    const [toX, toY] = centreOf(to);
    return { x, y, dx: toX - x, dy: toY - y };
  });
  /** @type {Motion} */
  let motion = { ...STILL, dx: median(points.map(({ dx }) => dx)), dy: median(points.map(({ dy }) => dy)) };
  for (let round = 0; round < ROUNDS && points.length >= MATCHES_FOR_SIMILARITY; round += 1) {
    const errors = points.map(({ x, y, dx, dy }) =>
      Math.hypot(
        motion.scale * x - motion.turn * y + motion.dx - x - dx,
        motion.turn * x + motion.scale * y + motion.dy - y - dy,
      ),
    );
    const limit = Math.max(1, OUTLIER * median(errors));
    motion = fitSimilarity(points.filter((_, i) => errors[i] <= limit)) ?? motion;
  }
  return motion;
}

/**
 * The shift that most boxes share with a box of like size, near what is expected: finds a pan that is so fast that no
 * box overlaps where it was. Rows of equal products fit a shift by one product nearly as well, so of two shifts that
 * many boxes agree on, the one nearer to the expected wins.
 *
 * @param {Box[]} expected where the boxes of the last frame should lie now
 * @param {Box[]} found
 * @param {number} reach_px of the search
 * @returns {{ dx: number, dy: number }} beyond what was expected
 */
export function commonShift(expected, found, reach_px) {
  const cell = reach_px / 16;
  const side = 2 * 16 + 1;
  const votes = new Float32Array(side * side);
  for (const from of expected) {
    const [x, y] = centreOf(from);
    for (const to of found) {
      const [toX, toY] = centreOf(to);
      const column = Math.round((toX - x) / cell) + 16;
      const row = Math.round((toY - y) / cell) + 16;
      if (column < 0 || row < 0 || column >= side || row >= side || !likeSize(from, to)) continue;
      votes[row * side + column] += 1;
    }
  }
  let [bestVotes, dx, dy] = [0, 0, 0];
  for (let row = 1; row < side - 1; row += 1) {
    for (let column = 1; column < side - 1; column += 1) {
      let sum = 0; // over the neighbours too: a shift lies anywhere in its cell
      for (let r = row - 1; r <= row + 1; r += 1)
        for (let c = column - 1; c <= column + 1; c += 1) sum += votes[r * side + c];
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
 * @returns {number} how far the middle of the picture moved, or its edge by a change of scale or a turn, in pixels
 */
export function travelOf({ scale, turn, dx, dy }, { width, height }) {
  const [x, y] = [width / 2, height / 2];
  const middle = Math.hypot(scale * x - turn * y + dx - x, turn * x + scale * y + dy - y);
  return Math.max(middle, (Math.hypot(scale - 1, turn) * Math.hypot(width, height)) / 2);
}

/** @param {{ x: number, y: number, dx: number, dy: number }[]} points @returns {Motion | null} */
function fitSimilarity(points) {
  const n = points.length;
  if (n < MATCHES_FOR_SIMILARITY) return null;
  const mean = (/** @type {(point: typeof points[number]) => number} */ of) =>
    points.reduce((sum, point) => sum + of(point), 0) / n;
  const [mx, my, mdx, mdy] = [mean((p) => p.x), mean((p) => p.y), mean((p) => p.dx), mean((p) => p.dy)];
  let [spread, along, across] = [0, 0, 0];
  for (const { x, y, dx, dy } of points) {
    spread += (x - mx) ** 2 + (y - my) ** 2;
    along += (x - mx) * (dx - mdx) + (y - my) * (dy - mdy);
    across += (x - mx) * (dy - mdy) - (y - my) * (dx - mdx);
  }
  if (spread === 0) return null;
  const scale = 1 + along / spread;
  const turn = across / spread;
  return { scale, turn, dx: mdx + mx - scale * mx + turn * my, dy: mdy + my - turn * mx - scale * my };
}

/** @param {Box} a @param {Box} b */
function likeSize(a, b) {
  const width = (a[2] - a[0]) / (b[2] - b[0]);
  const height = (a[3] - a[1]) / (b[3] - b[1]);
  return width < LIKE_SIZE && height < LIKE_SIZE && width > 1 / LIKE_SIZE && height > 1 / LIKE_SIZE;
}
