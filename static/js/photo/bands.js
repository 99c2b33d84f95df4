/**
 * The shape of a shelf row on the photo.
 *
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{ x: number, y: number }} Point
 * @typedef {[topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point]} Band pixels of the photo
 */

/** The part of a row's boxes that fit below the top of its band. */
const MOST = 0.75;

/**
 * The band reaches from the first to the last product of a row and is as tall as most of them. Its edges are straight,
 * because shelf boards are.
 *
 * @param {Row} row
 * @param {Box[]} boxes
 * @returns {Band}
 */
export function bandOf(row, boxes) {
  const all = [...row.facings, ...row.stacked].map((i) => boxes[i]);
  const standing = row.facings.map((i) => boxes[i]);
  const left = Math.min(...all.map((box) => box[0]));
  const right = Math.max(...all.map((box) => box[2]));
  const bottom = lineThrough(standing.map((box) => ({ x: (box[0] + box[2]) / 2, y: box[3] })));
  const top = lineThrough(standing.map((box) => ({ x: (box[0] + box[2]) / 2, y: box[1] })));
  // The fitted line runs through the average top, so it is raised until it clears most products and stacks.
  const above = all.map((box) => top((box[0] + box[2]) / 2) - box[1]).sort((a, b) => a - b);
  const lift = Math.max(0, above[Math.floor(above.length * MOST)]);
  return [
    { x: left, y: top(left) - lift },
    { x: right, y: top(right) - lift },
    { x: right, y: bottom(right) },
    { x: left, y: bottom(left) },
  ];
}

/** Least-squares fit. @param {Point[]} points at least one @returns {(x: number) => number} */
export function lineThrough(points) {
  const n = points.length;
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope =
    spread > 0 ? points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread : 0;
  return (x) => meanY + slope * (x - meanX);
}
