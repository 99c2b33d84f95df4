/**
 * Finds shelves and their facings from the geometry of the boxes alone.
 *
 * Terms:
 * - A row is everything on one shelf; where bays stand side by side, the shelves at about the same height.
 * - A facing is what one sees of a row from the front: a product with no other of its row below it. What stands on a facing
 *   or peeps out above it is stacked. Ten cans stacked two high are ten products and five facings.
 * - A display has no shelves: its products stand on each other, up from the floor.
 *
 * Method: products side by side belong together, and so do products without a space between one and the next above it; a
 * space as high as a board speaks against it. The partition by these links gives the pieces of shelves; done once more, it
 * knows how the boards are tilted. Pieces are then numbered from top to bottom.
 *
 * @typedef {import('./corrections.js').Box} Box
 *
 * @typedef {object} Row indices into the boxes
 * @property {number[]} facings left to right
 * @property {number[]} stacked left to right
 * @property {number[][]} pieces the same products, those of each bay or stretch together; left to right
 */
import { median } from '../geometry/median.js';
import { fitBoards, LEVEL_BOARDS } from './board-lines.js';
import { belowEach, CONTACT, linksSideways, linksUpwards } from './neighbours.js';
import { partition } from './partition.js';
import { numberShelves } from './shelf-order.js';

/** A piece with fewer products makes no shelf, where there are larger ones. */
const LEAST_ON_SHELF = 3;
/** A piece may be a part of the next shelf if it has at most this part of its products, */
const PART_OF_SHELF = 0.34;
/** and this part of its width lies within the other's. */
const WITHIN = 0.7;
/** A few products stand beside others if they share this part of the lower ones' height. */
const BESIDE = 0.5;
/** Stacks with so many levels, */
const DISPLAY_LEVELS = 5;
/** if they hold this part of all products, make a display. */
const DISPLAY_PART = 0.3;

/**
 * @param {Box[]} boxes pixels of the photo
 * @param {{ width: number, height: number }} picture pixels
 * @returns {Row[]} from top to bottom; a box is in one of them or, if it stands on no shelf, in none
 */
export function findRows(boxes, picture) {
  const below = belowEach(boxes);
  if (isDisplay(below)) return [];
  const upwards = linksUpwards(boxes, below);
  let lines = LEVEL_BOARDS;
  /** @type {Piece[]} */
  let pieces = [];
  for (let round = 0; round < 2; round += 1) {
    const groups = partition(boxes.length, [...upwards, ...linksSideways(boxes, lines.slopeAt)]);
    const standing = groups.map((group) => facingsOf(group, below).map((i) => boxes[i]));
    lines = fitBoards(standing, picture);
    pieces = groups.map((group) => pieceOf(group, boxes, below, lines));
  }
  pieces = joinParts(pieces, boxes, below, lines);
  const least = Math.min(LEAST_ON_SHELF, Math.max(0, ...pieces.map(({ size }) => size)));
  const [large, small] = [true, false].map((isLarge) =>
    pieces.filter(({ size }) => size >= least === isLarge).sort((a, b) => a.left - b.left),
  );
  let { placed, shelves, loose } = place(large, small);
  const sparse = shelvesOfFew(loose);
  if (sparse.length > 0)
    ({ placed, shelves, loose } = place(
      [...large, ...sparse],
      small.filter((each) => !sparse.includes(each)),
    ));
  const byX = (/** @type {number} */ a, /** @type {number} */ b) =>
    boxes[a][0] + boxes[a][2] - boxes[b][0] - boxes[b][2];
  return Array.from({ length: Math.max(-1, ...shelves) + 1 }, (_, shelf) => {
    const here = placed
      .filter((__, i) => shelves[i] === shelf)
      .sort((a, b) => a.left - b.left)
      .map(({ group }) => group.toSorted(byX));
    const all = here.flat().sort(byX);
    const facings = facingsOf(all, below);
    return { facings, stacked: all.filter((i) => !facings.includes(i)), pieces: here };
  });
}

/**
 * @param {number} count of the boxes
 * @param {Row[]} rows of these boxes
 * @returns {number[]} indices of the boxes that are in no row
 */
export function withoutShelf(count, rows) {
  const placed = new Set(rows.flatMap(({ facings, stacked }) => [...facings, ...stacked]));
  return Array.from({ length: count }, (_, i) => i).filter((i) => !placed.has(i));
}

/**
 * @param {Box[]} boxes that are in no row
 * @returns {number[]} indices of those that stand upon no other
 */
export const looseFacings = (boxes) =>
  belowEach(boxes).flatMap((below, i) => (below && below.hole < CONTACT ? [] : [i]));

/** @param {(import('./neighbours.js').Below | null)[]} below */
function isDisplay(below) {
  const levels = below.map(() => 1);
  below.forEach((_, i) => {
    const stack = [i];
    for (let next = below[i]; next && next.hole < CONTACT; next = below[next.index]) stack.push(next.index);
    for (const each of stack) levels[each] = Math.max(levels[each], stack.length);
  });
  return levels.filter((count) => count >= DISPLAY_LEVELS).length > DISPLAY_PART * below.length;
}

/**
 * @param {number[]} group
 * @param {(import('./neighbours.js').Below | null)[]} below
 * @returns {number[]} those of the group with no other of the group below them
 */
function facingsOf(group, below) {
  const members = new Set(group);
  return group.filter((i) => !members.has(below[i]?.index ?? -1));
}

/**
 * @typedef {import('./shelf-order.js').Piece & { group: number[], height: number }} Piece `height`: of its stacks, pixels
 *
 * @param {number[]} group
 * @param {Box[]} boxes
 * @param {(import('./neighbours.js').Below | null)[]} below
 * @param {import('./board-lines.js').BoardLines} lines
 * @returns {Piece}
 */
function pieceOf(group, boxes, below, lines) {
  const members = new Set(group);
  /** @type {Map<number, number>} top of the stack on each facing */
  const tops = new Map();
  for (const i of group) {
    let at = i;
    for (let next = below[i]; next && members.has(next.index); next = below[at]) at = next.index;
    tops.set(at, Math.min(tops.get(at) ?? Infinity, boxes[i][1]));
  }
  const stacks = Array.from(tops, ([i, top]) => {
    const x = (boxes[i][0] + boxes[i][2]) / 2;
    return {
      top: lines.levelAt(x, top),
      bottom: lines.levelAt(x, boxes[i][3]),
      height: boxes[i][3] - top,
    };
  });
  return {
    group,
    size: group.length,
    left: Math.min(...group.map((i) => boxes[i][0])),
    right: Math.max(...group.map((i) => boxes[i][2])),
    top: median(stacks.map(({ top }) => top)),
    bottom: median(stacks.map(({ bottom }) => bottom)),
    height: median(stacks.map(({ height }) => height)),
  };
}

/**
 * No board is nearer to the next one than the products between them are high: a small piece that would have such a board
 * is a part of the other's shelf, for example products at the back that peep out above those in front.
 *
 * @param {Piece[]} pieces
 * @param {Box[]} boxes
 * @param {(import('./neighbours.js').Below | null)[]} below
 * @param {import('./board-lines.js').BoardLines} lines
 * @returns {Piece[]}
 */
function joinParts(pieces, boxes, below, lines) {
  const left = pieces.toSorted((a, b) => a.size - b.size);
  /** @type {Piece[]} */
  const whole = [];
  for (let part = left.shift(); part; part = left.shift()) {
    const { size, bottom, left: from, right: to } = part;
    const away = (/** @type {Piece} */ other) => Math.abs(other.bottom - bottom);
    const [home] = left
      .filter((other) => size <= PART_OF_SHELF * other.size && away(other) < other.height)
      .filter((other) => Math.min(to, other.right) - Math.max(from, other.left) >= WITHIN * (to - from))
      .sort((a, b) => away(a) - away(b));
    if (home) left[left.indexOf(home)] = pieceOf([...home.group, ...part.group], boxes, below, lines);
    else whole.push(part);
  }
  return whole;
}

/**
 * @param {Piece[]} large pieces that make shelves
 * @param {Piece[]} small pieces that may stand beside them
 * @returns {{ placed: Piece[], shelves: number[], loose: Piece[] }} `shelves`: of each placed one; `loose`: those on no shelf
 */
function place(large, small) {
  const placed = [...large];
  const shelves = numberShelves(large);
  const loose = small.filter((piece) => {
    const beside = shelfBeside(piece, placed, shelves);
    if (beside === null) return true;
    placed.push(piece);
    shelves.push(beside);
    return false;
  });
  return { placed, shelves, loose };
}

/**
 * Products that stand far apart: pieces of few at one height make a shelf together.
 *
 * @param {Piece[]} loose pieces that stand on no other shelf
 * @returns {Piece[]} those of them that make such shelves
 */
const shelvesOfFew = (loose) =>
  loose.filter((piece) => {
    const level = loose.filter((other) => isAside(piece, other) && sharedHeight(piece, other) > BESIDE);
    return level.reduce((sum, { size }) => sum + size, piece.size) >= LEAST_ON_SHELF;
  });

/** @param {Piece} a @param {Piece} b @returns {number} as a part of the lower one's height */
const sharedHeight = (a, b) =>
  (Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)) / Math.min(a.bottom - a.top, b.bottom - b.top);

/** @param {Piece} a @param {Piece} b */
const isAside = (a, b) => a.right <= b.left || b.right <= a.left;

/**
 * @param {Piece} piece with few products
 * @param {Piece[]} others
 * @param {number[]} shelves of the others
 * @returns {number | null} the shelf on which it stands beside others; null: it stands on none
 */
function shelfBeside(piece, others, shelves) {
  let best = null;
  let most = BESIDE;
  for (const [i, other] of others.entries()) {
    const part = sharedHeight(piece, other);
    if (part <= most || !isAside(piece, other)) continue;
    const isFree = others.every((each, j) => shelves[j] !== shelves[i] || isAside(piece, each));
    if (isFree) [best, most] = [shelves[i], part];
  }
  return best;
}
