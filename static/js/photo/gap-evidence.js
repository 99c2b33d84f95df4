/**
 * What speaks for an empty place and what against it, in numbers for the network of gap-network.js: the shape of the place
 * and of what stands around it, what the detector has seen there faintly, and how the place looks beside the products of
 * its row.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./gap-places.js').Place} Place
 * @typedef {import('./texture.js').Cells} Cells
 *
 * @typedef {object} Scene
 * @property {Box[]} boxes that count
 * @property {import('./rows.js').Row[]} rows of these boxes
 * @property {{ box: Box, score: number }[]} faint what the detector has found with a score too low to count
 * @property {{ width: number, height: number }} picture pixels
 * @property {Cells | null} cells null: nothing is known of how the photo looks
 */
import { areaOf, heightOf, intersectionOf, iouOf, widthOf } from '../geometry/boxes.js';
import { nearestTo } from './fitting.js';
import { inEachRow, isOver, rowsNear } from './gap-places.js';

/** The part of a space at either side into which the products of other rows may reach. */
const EDGE = 0.2;
/** The frame of a place or of a product that says little of its inside, as a part of each side. */
const FRAME = 0.1;
/** A faint box says more the larger it is, up to this part of the place. */
const LARGE = 1 / 3;
/** The part of the picture's width at either side that its edge may hide. */
const PICTURE_EDGE = 0.03;
/** A place is longer by this many products at most; beyond it is all the same. */
const LONGEST = 6;
/** Where it is not known whether something speaks for or against. */
const UNKNOWN = 0.5;

/**
 * Collects what all places of a photo have in common.
 *
 * @param {Scene} scene
 * @returns {(place: Place) => { shape: number[], look: number[] | null }} always as many numbers in the same order; `look` is
 *   null without `cells`
 */
export function evidenceIn(scene) {
  const { boxes, rows, cells, picture } = scene;
  const inRows = inEachRow(boxes, rows);
  const standing = rows.map(({ facings }) => facings.map((i) => boxes[i]));
  const scale = cells ? Math.max(cells.width, cells.height) / Math.max(picture.width, picture.height) : 0;
  /** @type {Map<Box, Look>} */
  const looks = new Map();
  const lookOf = (/** @type {Box} */ box) => {
    let look = looks.get(box);
    if (!look) {
      look = lookAt(/** @type {Cells} */ (cells), inside(box), scale);
      looks.set(box, look);
    }
    return look;
  };
  return (place) => {
    const facings = standing[place.space.row];
    return {
      shape: shapeOf(place, facings, inRows, scene),
      look: cells && comparedLook(place, facings, cells, scale, lookOf),
    };
  };
}

/**
 * @param {Place} place
 * @param {Box[]} facings of its row
 * @param {Box[][]} inRows what stands in each row
 * @param {Scene} scene
 */
function shapeOf({ box, space, count }, facings, inRows, { boxes, faint, picture }) {
  const { row, from, to, left, right } = space;
  const [width, height] = [widthOf(box), heightOf(box)];
  const sides = [left, right].filter((side) => side !== null);
  const usual = sides.reduce((sum, side) => sum + widthOf(side), 0) / sides.length;
  const usualHeight = sides.reduce((sum, side) => sum + heightOf(side), 0) / sides.length;
  const edge = EDGE * (to - from);
  const isInterrupted = (/** @type {Box[]} */ other) =>
    other.every((each) => each[2] <= from + edge || each[0] >= to - edge);
  const isAlong = (/** @type {Box[]} */ other) => isOver(other, box);
  const near = rowsNear(inRows, row);
  const part = (/** @type {(other: Box[]) => boolean} */ test) =>
    near.length === 0 ? UNKNOWN : near.filter(test).length / near.length;
  const of = (/** @type {Box[] | undefined} */ other, /** @type {(other: Box[]) => boolean} */ test) =>
    other === undefined ? UNKNOWN : Number(test(other));
  const [above, below] = [inRows[row - 1], inRows[row + 1]];
  const isBetween = left !== null && right !== null;
  const covered = (/** @type {Box} */ other) => intersectionOf(box, other) / areaOf(box);
  return [
    width / usual,
    Math.min(LONGEST, (to - from) / usual),
    height / width,
    Number(!isBetween),
    Math.log(count),
    sum(boxes.map(covered)),
    sum(faint.map((each) => covered(each.box) * each.score)),
    most(faint.map((each) => iouOf(box, each.box) * each.score)),
    most(faint.map((each) => insideScore(box, each))),
    part(isInterrupted),
    part(isAlong),
    of(above, isAlong),
    of(below, isAlong),
    of(above, isInterrupted),
    of(below, isInterrupted),
    Math.log(facings.length),
    row / Math.max(1, inRows.length - 1),
    Number(box[0] < PICTURE_EDGE * picture.width || box[2] > (1 - PICTURE_EDGE) * picture.width),
    Math.log(width / picture.width),
    Math.log(height / usualHeight),
    isBetween ? Math.abs(heightOf(left) - heightOf(right)) / Math.max(heightOf(left), heightOf(right)) : 0,
    isBetween ? Math.abs(Math.log(widthOf(left) / widthOf(right))) : 0,
    isBetween ? Math.abs(left[3] - right[3]) / height : 0,
  ];
}

/**
 * @param {Box} place
 * @param {{ box: Box, score: number }} faint
 * @returns {number} the score, less if most of the box lies outside the place or if it is small
 */
const insideScore = (place, { box, score }) =>
  ((score * intersectionOf(place, box)) / areaOf(box)) * Math.min(1, areaOf(box) / areaOf(place) / LARGE);

/**
 * @typedef {[brightness: number, spread: number, detail: number, across: number, down: number]} Look of a part of the photo:
 *   its mean brightness, its standard deviation, the mean detail of cells, and how much the brightness changes from one cell
 *   to the next one on the right, and below; each in about 0..1
 *
 * @param {Place} place
 * @param {Box[]} facings of its row
 * @param {Cells} cells
 * @param {number} scale cells for each pixel
 * @param {(box: Box) => Look} lookOf a product
 * @returns {number[]}
 */
function comparedLook({ box }, facings, cells, scale, lookOf) {
  const [left, top, right, bottom] = box;
  const height = bottom - top;
  const at = (/** @type {Box} */ part) => lookAt(cells, part, scale);
  const own = at(inside(box));
  const nearest = nearestTo(box, facings).slice(0, 8).map(lookOf);
  const beside = mean(nearest.slice(0, 2));
  const row = mean(nearest);
  const upper = at(inside([left, top, right, top + height / 2]));
  const lower = at(inside([left, top + height / 2, right, bottom]));
  const above = at([left, top - 0.3 * height, right, top]);
  const under = at([left, bottom, right, bottom + 0.2 * height]);
  const likest = Math.min(
    ...nearest
      .slice(0, 4)
      .map(
        (look) => 4 * Math.abs(look[0] - own[0]) + Math.abs(look[1] - own[1]) + Math.abs(look[2] - own[2]),
      ),
  );
  return [
    ...own,
    ...own.map((value, i) => value - beside[i]),
    ...own.map((value, i) => value - row[i]),
    lower[0] - upper[0],
    lower[2] - upper[2],
    ...above.slice(0, 3).map((value, i) => value - own[i]),
    ...under.slice(0, 3).map((value, i) => value - own[i]),
    Math.abs(above[0] - own[0]),
    Math.abs(own[0] - row[0]),
    likest,
    row[0],
    row[2],
  ];
}

/**
 * @param {Cells} cells
 * @param {Box} box pixels of the photo; at least the cell at its place is looked at
 * @param {number} scale cells for each pixel
 * @returns {Look}
 */
function lookAt({ width, height, brightness, detail }, box, scale) {
  const x0 = Math.max(0, Math.min(width - 1, Math.floor(box[0] * scale)));
  const x1 = Math.max(x0 + 1, Math.min(width, Math.ceil(box[2] * scale)));
  const y0 = Math.max(0, Math.min(height - 1, Math.floor(box[1] * scale)));
  const y1 = Math.max(y0 + 1, Math.min(height, Math.ceil(box[3] * scale)));
  let [total, squares, details, across, down] = [0, 0, 0, 0, 0];
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      const i = y * width + x;
      const value = brightness[i];
      total += value;
      squares += value ** 2;
      details += detail[i];
      if (x + 1 < x1) across += Math.abs(brightness[i + 1] - value);
      if (y + 1 < y1) down += Math.abs(brightness[i + width] - value);
    }
  }
  const [columns, rows] = [x1 - x0, y1 - y0];
  const count = columns * rows;
  const level = total / count;
  return [
    level / 255,
    Math.sqrt(Math.max(0, squares / count - level ** 2)) / 64,
    details / count / 64,
    across / Math.max(1, (columns - 1) * rows) / 32,
    down / Math.max(1, columns * (rows - 1)) / 32,
  ];
}

/** @param {Box} box @returns {Box} without its frame */
const inside = ([left, top, right, bottom]) => [
  left + FRAME * (right - left),
  top + FRAME * (bottom - top),
  right - FRAME * (right - left),
  bottom - FRAME * (bottom - top),
];

/** @param {Look[]} looks at least one @returns {number[]} */
const mean = (looks) => looks[0].map((_, i) => sum(looks.map((look) => look[i])) / looks.length);

/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {number[]} values @returns {number} 0 if there are none */
const most = (values) => values.reduce((best, value) => Math.max(best, value), 0);
