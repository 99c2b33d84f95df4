/**
 * Finds shelves and gaps as the page does. training/shelves.py starts it:
 *
 *     node training/run_shelves.mjs < photos.json > found.json
 *
 * The input is a list of photos: `width`, `height`, `threshold`, `boxes` (xyxy, pixels) and `scores`. The output is a list
 * in the same order: `rows`, their number, and `gaps` (xyxy, pixels).
 */
import { text } from 'node:stream/consumers';
import { findGaps } from '../static/js/photo/gaps.js';
import { findRows } from '../static/js/photo/rows.js';
import { scoreFloor } from '../static/js/photo/shot.js';

/** @type {{ width: number, height: number, threshold: number, boxes: [number, number, number, number][], scores: number[] }[]} */
const photos = JSON.parse(await text(process.stdin));
const found = photos.map(({ width, height, threshold, boxes, scores }) => {
  const counted = boxes.filter((_, i) => scores[i] >= threshold);
  const faint = boxes
    .map((box, i) => ({ box, score: scores[i] }))
    .filter(({ score }) => score < threshold && score >= scoreFloor(threshold));
  const rows = findRows(counted, { width, height });
  return { rows: rows.length, gaps: findGaps(counted, rows, faint).map(({ box }) => box) };
});
process.stdout.write(JSON.stringify(found));
