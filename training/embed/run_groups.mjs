/**
 * Groups facings that look alike as the page does. training/embed/groups.py starts it:
 *
 *     node training/embed/run_groups.mjs
 *
 * Each line of the input is a photo: `width`, `height`, `boxes` (xyxy, pixels), `vectors` (int8, one behind the other, base64) of
 * `dimensions` numbers each, and `limits`. The line of the output that answers it has, for each limit, the `group` of each facing.
 */
import { createInterface } from 'node:readline';
import { findRows } from '../../static/js/photo/rows.js';
import { groupsOf, sideBySide } from '../../static/js/products/groups.js';

/** @typedef {import('../../static/js/geometry/boxes.js').Box} Box */

/**
 * @param {{ width: number, height: number, boxes: Box[], vectors: string, dimensions: number, limits: number[] }} photo
 * @returns {number[][]}
 */
function groupsAtEach({ width, height, boxes, vectors, dimensions, limits }) {
  const bytes = Buffer.from(vectors, 'base64');
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const keys = boxes.map((_, i) => String(i));
  const neighbours = sideBySide(findRows(boxes, { width, height }));
  return limits.map((limit) => {
    const groups = groupsOf({ embedder: '', dimensions, values }, keys, { limit, neighbours, boxes });
    const groupOf = new Array(boxes.length);
    groups.forEach((facings, group) => {
      for (const facing of facings) groupOf[facing] = group;
    });
    return groupOf;
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(groupsAtEach(JSON.parse(line)))}\n`);
}
