/**
 * What a line that is drawn with a finger takes in: a lasso, whose end comes back to its beginning, takes what lies inside; any
 * other line is a swipe, and takes what it crosses.
 *
 * @typedef {{ x: number, y: number }} Point
 * @typedef {import('./boxes.js').Box} Box
 */
import { centreOf } from './boxes.js';

/** A lasso may overshoot: its end may meet this first part of the line, or its beginning this last part. */
const ENDS = 0.25;
/**
 * Area over the square of the length, 0.08 for a circle. A line that goes there and back is thinner than that: a swipe. A
 * lasso around a long row of products has a bit more.
 */
const LEAST_AREA = 0.012;

/**
 * @param {Point[]} path
 * @param {number} reach how near its end has to come to its beginning
 * @returns {boolean} whether it is a lasso
 */
export function isLasso(path, reach) {
  if (path.length < 3) return false;
  const lengths = lengthsAlong(path);
  const length = lengths[path.length - 1];
  if (length <= 2 * reach || Math.abs(areaIn(path)) < LEAST_AREA * length ** 2) return false;
  const [first, last] = [path[0], path[path.length - 1]];
  return path.some((point, i) => {
    if (lengths[i] <= ENDS * length) return distance(last, point) <= reach;
    return lengths[i] >= (1 - ENDS) * length && distance(first, point) <= reach;
  });
}

/**
 * @param {Point[]} path
 * @param {Box[]} boxes in the same unit
 * @param {number} reach see `isLasso`
 * @returns {number[]} indices of the boxes that it takes
 */
export function takenBy(path, boxes, reach) {
  const isTaken = isLasso(path, reach)
    ? (/** @type {Box} */ box) => surrounds(path, centreOf(box))
    : (/** @type {Box} */ box) => path.some((to, i) => meets(path[i - 1] ?? to, to, box));
  return boxes.flatMap((box, i) => (isTaken(box) ? [i] : []));
}

/** @param {Point[]} path @returns {number[]} the way from its beginning to each point */
function lengthsAlong(path) {
  let sum = 0;
  return path.map((point, i) => {
    sum += i === 0 ? 0 : distance(path[i - 1], point);
    return sum;
  });
}

/** @param {Point[]} path closed by a straight line @returns {number} negative if it runs counterclockwise on the screen */
const areaIn = (path) =>
  path.reduce((sum, { x, y }, i) => {
    const next = path[(i + 1) % path.length];
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);

/**
 * By the winding number: where a lasso laps over its beginning, that part is inside too.
 * @param {Point[]} path closed by a straight line
 * @param {[number, number]} point
 */
function surrounds(path, [x, y]) {
  let turns = 0;
  path.forEach((a, i) => {
    const b = path[(i + 1) % path.length];
    const side = (b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y);
    if (a.y <= y && b.y > y && side > 0) turns += 1;
    else if (a.y > y && b.y <= y && side < 0) turns -= 1;
  });
  return turns !== 0;
}

/**
 * Liang and Barsky's way of clipping a line by a box.
 * @param {Point} from
 * @param {Point} to
 * @param {Box} box
 * @returns {boolean} whether the line between both points touches the box
 */
function meets(from, to, [left, top, right, bottom]) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [enters, leaves] = [0, 1];
  for (const [towards, room] of [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ]) {
    if (towards === 0 && room < 0) return false;
    if (towards < 0) enters = Math.max(enters, room / towards);
    else if (towards > 0) leaves = Math.min(leaves, room / towards);
  }
  return enters <= leaves;
}

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
