/**
 * Which facing of a paused picture an arrow key leads to.
 *
 * @typedef {import('./tracking.js').Facing} Facing
 * @typedef {import('../../toolkit/arrows.js').Direction} Direction
 * @typedef {{ facing: Facing, row: number, index: number, total: number }} Place `row` and `index` count from 1, `index`
 *   and `total` within the row; what stands on no shelf comes last, as a row of its own
 */
import { centreOf } from '../../geometry/boxes.js';
import { findRows, withoutShelf } from '../../photo/rows.js';

/** Arrow keys reach facings that lie at most this many times as far aside as along the arrow's direction. */
const CONE = 2;

/**
 * @param {Facing[]} facings
 * @param {{ width: number, height: number }} picture pixels
 * @returns {Place[]} as one reads: row by row, left to right
 */
export function placesOf(facings, picture) {
  const boxes = facings.map(({ box }) => box);
  const rows = findRows(boxes, picture);
  const groups = rows.map(({ facings: standing, stacked }) => [...standing, ...stacked]);
  groups.push(withoutShelf(boxes.length, rows));
  return groups.flatMap((group, row) => {
    const inRow = group.sort((a, b) => centreOf(boxes[a])[0] - centreOf(boxes[b])[0]);
    return inRow.map((i, index) => ({
      facing: facings[i],
      row: row + 1,
      index: index + 1,
      total: inRow.length,
    }));
  });
}

/**
 * @param {Place[]} places in reading order
 * @param {number | null} from id of the current facing; null while there is none
 * @param {Direction} direction
 * @returns {Place | null} the nearest one in that direction, null where there is none. Without a place to start from: the
 *   first, or for arrows to the left and up the last
 */
export function nextPlace(places, from, direction) {
  const here = places.find(({ facing }) => facing.id === from);
  if (!here) return places.at(direction.x + direction.y > 0 ? 0 : -1) ?? null;
  const [x, y] = centreOf(here.facing.box);
  /** @type {{ place: Place | null, distance: number }} */
  let best = { place: null, distance: Infinity };
  for (const place of places) {
    const [dx, dy] = [centreOf(place.facing.box)[0] - x, centreOf(place.facing.box)[1] - y];
    const along = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y + dy * direction.x);
    if (along <= 0 || aside > CONE * along) continue;
    const distance = along + CONE * aside;
    if (distance < best.distance) best = { place, distance };
  }
  return best.place;
}
