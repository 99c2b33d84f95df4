/**
 * What can be selected on a photo, in reading order.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {{ kind: 'box', key: string, box: Box, row: number, label: number }} BoxStop
 * @typedef {{ kind: 'gap', key: string, box: Box, row: number, facings: number, isAccepted: boolean }} GapStop
 * @typedef {BoxStop | GapStop} Stop a box or gap that can be selected; `row` counts from 0, -1: in no row
 */

/**
 * @param {import('./shelves.js').Shelves} shelves
 * @returns {Stop[]} row by row, left to right, then what stands on no shelf
 */
export function stopsOf({ boxes, rows, withoutShelf, unchecked, missing }) {
  /** @type {Stop[]} */
  const stops = [];
  rows.forEach(({ facings, stacked }, row) => {
    for (const i of [...facings, ...stacked]) stops.push({ kind: 'box', row, ...boxes[i] });
  });
  for (const i of withoutShelf) stops.push({ kind: 'box', row: -1, ...boxes[i] });
  for (const gap of unchecked) stops.push({ kind: 'gap', key: gapKey(gap.box), isAccepted: false, ...gap });
  for (const gap of missing) stops.push({ kind: 'gap', key: gapKey(gap.box), isAccepted: true, ...gap });
  const order = (/** @type {Stop} */ { row }) => (row < 0 ? rows.length : row);
  return stops.sort((a, b) => order(a) - order(b) || a.box[0] + a.box[2] - b.box[0] - b.box[2]);
}

/** @param {Stop[]} stops @returns {BoxStop[]} in reading order */
export const boxStops = (stops) => stops.filter((stop) => stop.kind === 'box');

/** @param {Stop[]} stops @param {string} key of a box @returns {string[]} keys of the boxes in its row; its own alone, if it is in none */
export function keysInRow(stops, key) {
  const boxes = boxStops(stops);
  const row = boxes.find((stop) => stop.key === key)?.row ?? -1;
  return row < 0 ? [key] : boxes.flatMap((stop) => (stop.row === row ? [stop.key] : []));
}

/**
 * @param {Stop[]} stops
 * @param {string} from key of a box
 * @param {string} to the same
 * @returns {string[]} keys of the boxes from one to the other in reading order, both included; none if one is not there
 */
export function keysBetween(stops, from, to) {
  const keys = boxStops(stops).map(({ key }) => key);
  const [first, last] = [keys.indexOf(from), keys.indexOf(to)].sort((a, b) => a - b);
  return first < 0 ? [] : keys.slice(first, last + 1);
}

/** @param {Box} box */
const gapKey = (box) => `gap ${box.map(Math.round).join(' ')}`;
