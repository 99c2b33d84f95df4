/**
 * Products of an aisle behind the photographed shelf, as their sizes and rows tell: much smaller ones that lie together, at
 * the side of the shelf or above it, on shelves of their own. The far end of a shelf that was photographed at a slant is not
 * that: its products become smaller bit by bit. Rather too few are told than too many; training/EXPERIMENTS.md says on which
 * photos the limits were chosen.
 *
 * @typedef {import('../geometry/boxes.js').Box} Box
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {Pick<import('./shelves.js').Shelves, 'boxes' | 'rows'>} Standing
 */
import { areaOf } from '../geometry/boxes.js';
import { median } from '../geometry/median.js';

/** Fewer are not worth a question, and more than this part of all are probably what was photographed. */
const LEAST = 8;
const MOST_PART = 0.5;
/** Sides of products at the back, compared to the median of the shelf: each one, */
const SMALL = 0.7;
/** and the median of all. */
const TYPICAL = 0.58;
/** Products of one shelf lie at most this far apart, in sides of the smaller one, */
const NEAR = 1.5;
/** and the larger of two neighbours has at most this many times the side of the smaller one. */
const ALIKE = 1.45;
/** What the edge of the photo cuts off is small for that reason. The edge, as a part of the photo's side. */
const EDGE = 0.005;
/** Products at the back may stand in the rows of the shelf, or between its products, by mistake: this part of them. */
const STRAY_PART = 0.15;

/**
 * @param {Standing} shelves of a photo
 * @param {{ width: number, height: number }} picture pixels
 * @returns {number[]} indices of its boxes; none where nothing tells of an aisle behind
 */
export function backgroundOf({ boxes, rows }, { width, height }) {
  const places = boxes.map(({ box }) => box);
  if (places.length < 2 * LEAST) return [];
  const sides = places.map((box) => Math.sqrt(areaOf(box)));
  const all = places.map((_, i) => i);
  const areaIn = (/** @type {number[]} */ group) => group.reduce((sum, i) => sum + areaOf(places[i]), 0);
  const alike = groupsOf(
    all,
    places,
    (a, b) => Math.max(sides[a], sides[b]) <= ALIKE * Math.min(sides[a], sides[b]),
  );
  const shelf = alike.reduce((most, group) => (areaIn(group) > areaIn(most) ? group : most));
  const typical = median(shelf.map((i) => sides[i]));
  const onShelf = new Set(shelf);
  const isWhole = (/** @type {Box} */ [left, top, right, bottom]) =>
    left > EDGE * width && top > EDGE * height && right < (1 - EDGE) * width && bottom < (1 - EDGE) * height;
  const small = all.filter((i) => !onShelf.has(i) && sides[i] < SMALL * typical && isWhole(places[i]));
  const large = all.filter((i) => sides[i] >= SMALL * typical);
  const pieces = rows.flatMap(({ pieces }) => pieces).filter((piece) => piece.some((i) => onShelf.has(i)));
  const standing = new Set(pieces.flat());
  const far = groupsOf(small, places, () => true).filter((group) => {
    if (group.length < LEAST || median(group.map((i) => sides[i])) >= TYPICAL * typical) return false;
    const stray = group.filter(
      (i) =>
        standing.has(i) ||
        isAmong(
          places[i],
          large.map((j) => places[j]),
        ),
    );
    return stray.length <= STRAY_PART * group.length;
  });
  const found = far.flat();
  return found.length <= MOST_PART * places.length ? found.sort((a, b) => a - b) : [];
}

/**
 * @param {number[]} members
 * @param {Box[]} boxes
 * @param {(a: number, b: number) => boolean} isLink whether two near ones belong together
 * @returns {number[][]} the members, those that are linked by others together
 */
function groupsOf(members, boxes, isLink) {
  const left = new Set(members);
  /** @type {number[][]} */
  const groups = [];
  for (const first of members) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const i of group) {
      for (const j of left) {
        if (!isNear(boxes[i], boxes[j]) || !isLink(i, j)) continue;
        left.delete(j);
        group.push(j);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** @param {Box} a @param {Box} b */
function isNear(a, b) {
  const x = Math.max(a[0] - b[2], b[0] - a[2], 0);
  const y = Math.max(a[1] - b[3], b[1] - a[3], 0);
  return Math.hypot(x, y) <= NEAR * Math.sqrt(Math.min(areaOf(a), areaOf(b)));
}

/**
 * @param {Box} box
 * @param {Box[]} large products
 * @returns {boolean} whether it lies among them: an aisle behind shows at one side of the shelf, or above all of it
 */
function isAmong(box, large) {
  const beside = large.filter((each) => each[1] < box[3] && each[3] > box[1]);
  const over = large.filter((each) => each[0] < box[2] && each[2] > box[0]);
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const [left, right] = [beside.some((each) => each[2] <= x), beside.some((each) => each[0] >= x)];
  const [above, below] = [over.some((each) => each[3] <= y), over.some((each) => each[1] >= y)];
  return above || (left && right) || (below && (left || right));
}
