import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nms } from '../../../static/js/detector/nms.js';
import { fc } from '../properties.js';

/** Many of them overlap, by little or nearly all; edges are whole numbers, so that both sides compute the same IoU. */
const found = fc.record({
  place: fc.tuple(fc.nat(60), fc.nat(60)),
  size: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
  score: fc.integer({ min: 1, max: 32 }).map((score) => score / 32), // equal ones too
  label: fc.nat(1),
});

/** @typedef {{ box: number[], score: number, label: number }} Found */

/** @param {number[]} a @param {number[]} b */
function plainIou(a, b) {
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const area = ([left, top, right, bottom] = a) => (right - left) * (bottom - top);
  return width * height === 0 ? 0 : (width * height) / (area(a) + area(b) - width * height);
}

/**
 * The rule as its description has it, with no thought of speed: the best of those that are left is kept, all of its label
 * that overlap it go, and those among them that are nearly the same vote on its place.
 *
 * @param {Found[]} all @param {number} iou @param {number} limit @returns {Found[]}
 */
function plainNms(all, iou, limit) {
  let left = all.toSorted((a, b) => b.score - a.score);
  const kept = [];
  while (left.length > 0 && kept.length < limit) {
    const [best] = left;
    const overlaps = left.filter(
      (other) => other !== best && other.label === best.label && plainIou(best.box, other.box) > iou,
    );
    const voters = [
      best,
      ...overlaps.filter((other) => plainIou(best.box, other.box) >= 0.6 && other.score >= 0.5 * best.score),
    ];
    const weight = voters.reduce((sum, { score }) => sum + score, 0);
    const box = best.box.map(
      (_, edge) => voters.reduce((sum, each) => sum + each.score * each.box[edge], 0) / weight,
    );
    kept.push({ ...best, box });
    left = left.filter((other) => other !== best && !overlaps.includes(other));
  }
  return kept;
}

test('what is kept, and where it moves, is what a plain comparison of all with all says', () => {
  const iou = fc.constantFrom(0.3, 0.5, 0.6, 0.8);
  const limit = fc.oneof(fc.constant(1000), fc.nat(6));
  const property = fc.property(
    fc.array(found, { maxLength: 40, size: 'max' }),
    iou,
    limit,
    (drawn, iou, limit) => {
      const all = drawn.map(({ place: [x, y], size: [width, height], ...rest }) => ({
        box: [x, y, x + width, y + height],
        ...rest,
      }));
      const wanted = plainNms(all, iou, limit);
      const candidates = {
        boxes: Float32Array.from(all.flatMap(({ box }) => box)),
        scores: Float32Array.from(all, ({ score }) => score),
        labels: Uint16Array.from(all, ({ label }) => label),
      };
      const { boxes, scores, labels } = nms(candidates, iou, limit);
      assert.deepEqual(
        [...scores],
        wanted.map(({ score }) => score),
      );
      assert.deepEqual(
        [...labels],
        wanted.map(({ label }) => label),
      );
      wanted
        .flatMap(({ box }) => box)
        .forEach((edge, i) => {
          assert.ok(Math.abs(boxes[i] - edge) < 1e-4, `edge ${i}: ${boxes[i]}, not ${edge}`);
        });
    },
  );
  fc.assert(property, { numRuns: 500 });
});
