/**
 * Finds shelf rows and their facings from the geometry of the boxes alone.
 *
 * Terms:
 * - A row is everything on one shelf board. The bottom edges of products on a board lie on one line, whatever their
 *   heights.
 * - A facing of a row is a product that stands on the board. A product that stands on another product is stacked. The two
 *   are counted separately.
 *
 * Method: in a photo taken at an angle the boards are tilted, more so the farther they are from eye level. This slope is
 * fitted to neighbouring products and removed. Then mean shift (https://doi.org/10.1109/34.1000236) moves every bottom
 * edge to the nearest height where many others lie, and neighbours that end at the same height share a board. Levels
 * that mostly rest on the tops of other levels are stacks.
 *
 * @typedef {import('./corrections.js').Box} Box
 *
 * @typedef {object} Row indices into the boxes
 * @property {number[]} facings left to right
 * @property {number[]} stacked left to right
 *
 * @typedef {{ left: number, right: number, top: number, bottom: number, x: number, width: number, height: number,
 *   level: number }} Item `level`: y of the bottom edge at the picture's middle, after the slope was removed
 * @typedef {{ offset: number, growth: number, middle: number }} Slope of a board that crosses the middle at height y:
 *   offset + growth * y
 */
import { median } from '../geometry/median.js';

/** Bottoms on one board differ by less than this part of a product's height. */
const BOTTOM_SPREAD = 0.2;
/** The largest space between a product and one stacked on it, as a fraction of the product's height. */
const CONTACT = { overlap: 0.35, hole: 0.1 };
/** A level with fewer boxes than this is not a board of its own if it lies within the band of another row. */
const LEAST_ON_BOARD = 3;

/**
 * @param {Box[]} boxes pixels of the photo
 * @param {{ width: number, height: number }} picture pixels
 * @returns {Row[]} from top to bottom; every box is in exactly one
 */
export function findRows(boxes, picture) {
  if (boxes.length === 0) return [];
  const items = itemsOf(boxes, picture);
  const levels = groupByLevel(items);
  const stands = standsOn(levels, items);
  /** @type {Map<number, Row>} */
  const rows = new Map();
  const loose = [];
  for (const [index, level] of levels.entries()) {
    const board = stands[index];
    if (board === index && level.length < LEAST_ON_BOARD) {
      loose.push(level);
      continue;
    }
    const row = rows.get(board) ?? { facings: [], stacked: [] };
    rows.set(board, row);
    (board === index ? row.facings : row.stacked).push(...level);
  }
  const found = [...rows.values()];
  // If too few facings for a row of their own carry a stack, facings and stack form a row together.
  for (const row of found) if (row.facings.length === 0) row.facings = row.stacked.splice(0);
  const apart = loose.filter((level) => !joinRow(level, found, items));
  for (const level of apart) found.push({ facings: level, stacked: [] });
  const byX = (/** @type {number} */ a, /** @type {number} */ b) => items[a].x - items[b].x;
  for (const row of found) {
    row.facings.sort(byX);
    row.stacked.sort(byX);
  }
  const height = (/** @type {Row} */ row) => median(row.facings.map((i) => items[i].level));
  return found.sort((a, b) => height(a) - height(b));
}

/**
 * @param {Box[]} boxes
 * @param {{ width: number, height: number }} picture
 * @returns {Item[]}
 */
function itemsOf(boxes, picture) {
  const items = boxes.map(([left, top, right, bottom]) => ({
    ...{ left, right, top, bottom },
    x: (left + right) / 2,
    width: Math.max(1, right - left),
    height: Math.max(1, bottom - top),
    level: bottom,
  }));
  const { offset, growth, middle } = fitSlope(items, picture);
  for (const item of items) {
    const away = item.x - middle;
    item.level = (item.bottom - offset * away) / (1 + growth * away);
  }
  return items;
}

/**
 * Robust least-squares fit of the slopes from each product to its right neighbour; weights decrease with the error.
 *
 * @param {Item[]} items
 * @param {{ width: number, height: number }} picture
 * @returns {Slope}
 */
function fitSlope(items, { width, height }) {
  const middle = width / 2;
  const slopes = items.flatMap((item) => {
    const next = rightNeighbour(item, items);
    return next
      ? [
          {
            y: (item.bottom + next.bottom) / 2 - height / 2,
            slope: (next.bottom - item.bottom) / (next.x - item.x),
          },
        ]
      : [];
  });
  if (slopes.length < 4) return { offset: 0, growth: 0, middle };
  let offset = median(slopes.map(({ slope }) => slope));
  let growth = 0;
  for (let round = 0; round < 10; round += 1) {
    const errors = slopes.map(({ y, slope }) => Math.abs(slope - offset - growth * y));
    const scale = Math.max(0.01, median(errors));
    let [n, sumY, sumYY, sumS, sumYS] = [0, 0, 0, 0, 0];
    slopes.forEach(({ y, slope }, i) => {
      const weight = 1 / (1 + (errors[i] / scale) ** 2);
      n += weight;
      sumY += weight * y;
      sumYY += weight * y * y;
      sumS += weight * slope;
      sumYS += weight * y * slope;
    });
    // Regularisation towards zero growth, as strong as data spread over a quarter of the picture: two rows alone are not
    // enough to estimate it.
    const spread = sumYY - (sumY * sumY) / n + (height / 4) ** 2;
    growth = (sumYS - (sumY * sumS) / n) / spread;
    offset = (sumS - growth * sumY) / n;
  }
  growth = Math.max(-1 / width, Math.min(1 / width, growth));
  return { offset: offset - (growth * height) / 2, growth, middle };
}

/** The nearest product on the right that may be on the same board. @param {Item} item @param {Item[]} items */
function rightNeighbour(item, items) {
  let best = null;
  for (const other of items) {
    const hole = other.left - item.right;
    if (other.x <= item.x || hole < -0.3 * item.width || hole > 1.5 * item.width) continue;
    const isAlike = Math.abs(Math.log(other.height / item.height)) < 0.5;
    const overlap = Math.min(item.bottom, other.bottom) - Math.max(item.top, other.top);
    if (!isAlike || overlap < 0.6 * Math.min(item.height, other.height)) continue;
    if (!best || other.left < best.left) best = other;
  }
  return best;
}

/**
 * @param {Item[]} items their `level` is set to that of the board near them
 * @returns {number[][]} indices of the items on each level
 */
function groupByLevel(items) {
  const reach_y = BOTTOM_SPREAD * median(items.map(({ height }) => height));
  const reach_x = 8 * median(items.map(({ width }) => width));
  const peaks = items.map((item) => {
    const near = items.filter(
      ({ x, level }) => Math.abs(x - item.x) < reach_x && Math.abs(level - item.level) < 4 * reach_y,
    );
    let peak = item.level;
    for (let round = 0; round < 12; round += 1) {
      let [sum, weights] = [0, 0];
      for (const { x, level } of near) {
        const away = (level - peak) / reach_y;
        const weight = Math.exp(-away * away) * (1 - Math.abs(x - item.x) / reach_x);
        sum += weight * level;
        weights += weight;
      }
      if (weights === 0) break;
      const next = sum / weights;
      if (Math.abs(next - peak) < 0.01 * reach_y) break;
      peak = next;
    }
    return peak;
  });
  peaks.forEach((peak, i) => {
    items[i].level = peak;
  });
  const group = new Groups(items.length);
  for (let a = 0; a < items.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const isNear = Math.abs(items[a].x - items[b].x) < reach_x;
      if (isNear && Math.abs(peaks[a] - peaks[b]) < reach_y / 2) group.join(a, b);
    }
  }
  return group.all();
}

/**
 * Finds the board level that each level is stacked on; a level that stands on a board maps to itself.
 *
 * @param {number[][]} levels
 * @param {Item[]} items
 * @returns {number[]} index of the level on the board
 */
function standsOn(levels, items) {
  const levelOf = new Map(levels.flatMap((level, index) => level.map((i) => [i, index])));
  const below = levels.map((level, index) => {
    /** @type {Map<number, number>} */
    const votes = new Map();
    for (const i of level) {
      const under = items.findIndex((other, j) => levelOf.get(j) !== index && restsOn(items[i], other));
      const on = levelOf.get(under);
      if (on !== undefined) votes.set(on, (votes.get(on) ?? 0) + 1);
    }
    const supported = [...votes.values()].reduce((sum, count) => sum + count, 0);
    const [best] = [...votes].sort(([, a], [, b]) => b - a);
    return supported * 2 > level.length ? best[0] : index;
  });
  return levels.map((_, index) => {
    let at = index;
    // Each step normally moves down the picture, so the loop ends; the limit guards against degenerate boxes.
    for (let step = 0; step < levels.length && below[at] !== at; step += 1) at = below[at];
    return at;
  });
}

/** @param {Item} upper @param {Item} lower */
function restsOn(upper, lower) {
  const shared = Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left);
  if (shared < 0.5 * Math.min(upper.width, lower.width) || lower.bottom <= upper.bottom) return false;
  const height = Math.min(upper.height, lower.height);
  const hole = lower.top - upper.bottom;
  return hole > -CONTACT.overlap * height && hole < CONTACT.hole * height;
}

/**
 * Assigns the boxes of a very small level (products lying on others, or cut off by a hand or the picture's edge) to the
 * row whose band they overlap.
 *
 * @param {number[]} level
 * @param {Row[]} rows
 * @param {Item[]} items
 * @returns {boolean} false if they overlap no row
 */
function joinRow(level, rows, items) {
  const homes = level.map((i) => {
    const item = items[i];
    let best = { part: 0.5, row: /** @type {Row | null} */ (null), isFree: false };
    for (const row of rows) {
      const near = row.facings
        .map((j) => items[j])
        .sort((a, b) => Math.abs(a.x - item.x) - Math.abs(b.x - item.x))
        .slice(0, 3);
      const top = Math.min(...near.map((other) => other.top));
      const bottom = Math.max(...near.map((other) => other.bottom));
      const part =
        (Math.min(item.bottom, bottom) - Math.max(item.top, top)) / Math.min(item.height, bottom - top);
      if (part <= best.part || Math.abs(near[0].x - item.x) > 6 * near[0].width) continue;
      const isFree = near.every(
        ({ left, right, width }) =>
          Math.min(right, item.right) - Math.max(left, item.left) < 0.5 * Math.min(width, item.width),
      );
      best = { part, row, isFree: isFree && bottom - item.bottom < 0.4 * (bottom - top) };
    }
    return best;
  });
  if (homes.some(({ row }) => row === null)) return false;
  homes.forEach(({ row, isFree }, k) => {
    (isFree ? row?.facings : row?.stacked)?.push(level[k]);
  });
  return true;
}

/** Union-find over the numbers below `count`. */
class Groups {
  /** @param {number} count */
  constructor(count) {
    this.parent = Array.from({ length: count }, (_, i) => i);
  }

  /** @param {number} i @returns {number} */
  find(i) {
    while (this.parent[i] !== i) {
      this.parent[i] = this.parent[this.parent[i]];
      i = this.parent[i];
    }
    return i;
  }

  /** @param {number} a @param {number} b */
  join(a, b) {
    this.parent[this.find(a)] = this.find(b);
  }

  /** @returns {number[][]} */
  all() {
    /** @type {Map<number, number[]>} */
    const groups = new Map();
    for (let i = 0; i < this.parent.length; i += 1) {
      const root = this.find(i);
      groups.set(root, [...(groups.get(root) ?? []), i]);
    }
    return [...groups.values()];
  }
}
