/**
 * Finds shelves and gaps as the page does. training/shelves.py starts it:
 *
 *     node training/run_shelves.mjs < photos.jsonl > found.jsonl
 *
 * Each line of the input is a photo: `width`, `height`, `threshold`, `boxes` (xyxy, pixels), `scores`, and `pixels`: the photo
 * at CELL_PX times the size of its texture, RGBA, base64. Each line of the output, in the same order, has `rows`, their
 * number; `gaps` (xyxy, pixels), one for each product that fits; and if the photo asks for it with `withPlaces`, the `places`
 * that could be gaps, each with its `box` and the evidence on which the page decides.
 */
import { createInterface } from 'node:readline';
import { gapParts } from '../static/js/photo/fitting.js';
import { evidenceIn } from '../static/js/photo/gap-evidence.js';
import { placesIn } from '../static/js/photo/gap-places.js';
import { findGaps } from '../static/js/photo/gaps.js';
import { findRows } from '../static/js/photo/rows.js';
import { scoreFloor } from '../static/js/photo/shot.js';
import { CELL_PX, cellsOf, textureOf, textureSize } from '../static/js/photo/texture.js';

/**
 * @typedef {import('../static/js/geometry/boxes.js').Box} Box
 *
 * @param {{ width: number, height: number, threshold: number, boxes: Box[], scores: number[], pixels: string,
 *   withPlaces?: boolean }} photo
 */
function look({ width, height, threshold, boxes, scores, pixels, withPlaces }) {
  const picture = { width, height };
  const size = textureSize(picture);
  const rgba = Buffer.from(pixels, 'base64');
  const expected = 4 * size.width * size.height * CELL_PX ** 2;
  if (rgba.length !== expected) throw new Error(`The photo has ${rgba.length} bytes instead of ${expected}.`);
  const texture = textureOf(rgba, size);
  const counted = boxes.filter((_, i) => scores[i] >= threshold);
  const faint = boxes
    .map((box, i) => ({ box, score: scores[i] }))
    .filter(({ score }) => score < threshold && score >= scoreFloor(threshold));
  const rows = findRows(counted, picture);
  const gaps = findGaps(counted, rows, { picture, faint, texture });
  const found = { rows: rows.length, gaps: gaps.flatMap(gapParts) };
  if (!withPlaces) return found;
  const evidence = evidenceIn({ boxes: counted, rows, faint, picture, cells: cellsOf(texture) });
  const places = placesIn(counted, rows, picture).map((place) => ({ box: place.box, ...evidence(place) }));
  return { ...found, places };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(look(JSON.parse(line)))}\n`);
}
