/**
 * Looks for common parts of photos as the page does. training/twice.py starts it:
 *
 *     node training/run_twice.mjs < pairs.json > found.json
 *
 * The input has `looks`, each with `width`, `height`, `grey` (base64, grey pixels row by row) and `boxes` (xyxy, grey
 * pixels), and `pairs` of their indices. The output is a list in the order of the pairs: what `findOverlap` returns.
 */
import { text } from 'node:stream/consumers';
import { contrastOf } from '../static/js/photo/grey-picture.js';
import { findOverlap } from '../static/js/photo/overlap.js';

const { looks, pairs } = JSON.parse(await text(process.stdin));
const prepared = looks.map((/** @type {any} */ { width, height, grey, boxes }) => ({
  contrast: contrastOf({ width, height, grey: new Uint8Array(Buffer.from(grey, 'base64')) }),
  boxes,
}));
const found = pairs.map((/** @type {[number, number]} */ [a, b]) => findOverlap(prepared[a], prepared[b]));
process.stdout.write(JSON.stringify(found));
