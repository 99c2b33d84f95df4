/**
 * Groups facings that look alike as the page does. training/embed/groups.py starts it:
 *
 *     node training/embed/run_groups.mjs
 *
 * Each line of the input is a photo: `boxes` (xyxy, pixels), `vectors` (int8, one behind the other, base64) of
 * `dimensions` numbers each, and `limits`. The line of the output that answers it has, for each limit, the `group` of each facing.
 */
import { createInterface } from 'node:readline';
import { groupsOf } from '../../static/js/products/groups.js';

/** @typedef {import('../../static/js/geometry/boxes.js').Box} Box */

/**
 * @param {{ boxes: Box[], vectors: string, dimensions: number, limits: number[] }} photo
 * @returns {number[][]}
 */
function groupsAtEach({ boxes, vectors, dimensions, limits }) {
  const bytes = Buffer.from(vectors, 'base64');
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const keys = boxes.map((_, i) => String(i));
  return limits.map((limit) => {
    const groups = groupsOf({ embedder: '', dimensions, values }, keys, { limit, boxes });
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
