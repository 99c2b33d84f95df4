/**
 * Looks for common parts of photos as the page does. training/twice.py starts it:
 *
 *     node training/run_twice.mjs < pairs.json > found.json
 *
 * The input has `looks`, each with `width`, `height`, `grey` (base64, grey pixels row by row) and `boxes` (xyxy, grey
 * pixels), and `pairs` of their indices. The output is a list in the order of the pairs: `certainty` and `part` of the best
 * overlap, or null, and `found`, whether the page takes it for one.
 */
import { text } from 'node:stream/consumers';
import { contrastOf, GREY_PX } from '../static/js/photo/grey-picture.js';
import { findOverlap, LEAST_CERTAINTY } from '../static/js/photo/overlap.js';

const { looks, pairs } = JSON.parse(await text(process.stdin));
for (const { width, height } of looks)
  if (Math.max(width, height) !== GREY_PX) throw new RangeError(`Grey pictures are ${GREY_PX} pixels long.`);
const prepared = looks.map((/** @type {any} */ { width, height, grey, boxes }) => ({
  contrast: contrastOf({ width, height, grey: new Uint8Array(Buffer.from(grey, 'base64')) }),
  boxes,
}));
const found = pairs.map((/** @type {[number, number]} */ [a, b]) => {
  const overlap = findOverlap(prepared[a], prepared[b]);
  if (!overlap) return null;
  return { certainty: overlap.certainty, part: overlap.part, found: overlap.certainty >= LEAST_CERTAINTY };
});
process.stdout.write(JSON.stringify(found));
