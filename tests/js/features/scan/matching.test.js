import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matcher } from '../../../../static/js/features/scan/matching.js';
import { iouOf } from '../../../../static/js/geometry/boxes.js';
import { fc } from '../../properties.js';

/** @typedef {import('../../../../static/js/geometry/boxes.js').Box} Box */
/** @typedef {{ boxes: Box[], labels: Uint16Array<ArrayBuffer> }} Shelf */

/** Edges in quarters of a pixel, which 32 bits hold exactly. @param {number} least @param {number} most */
const pixels = (least, most) => fc.integer({ min: 4 * least, max: 4 * most }).map((quarters) => quarters / 4);

const product = fc.record({
  place: fc.tuple(pixels(-20, 400), pixels(-20, 300)),
  size: fc.tuple(fc.oneof({ arbitrary: pixels(10, 60), weight: 9 }, pixels(0, 300)), pixels(0, 100)),
  label: fc.nat(1),
});

/** Products of very different widths, many of which overlap. @param {number} [most] */
const shelf = (most = 80) =>
  fc.array(product, { maxLength: most, size: 'max' }).map((all) => ({
    boxes: all.map(
      ({ place: [x, y], size: [width, height] }) => /** @type {Box} */ ([x, y, x + width, y + height]),
    ),
    labels: Uint16Array.from(all, ({ label }) => label),
  }));

/**
 * The reference: compares every box with every other one, best pairs first.
 * @param {Shelf} known @param {Shelf} found @param {number} least
 */
function pairsOf(known, found, least) {
  const candidates = known.boxes.flatMap((box, a) =>
    found.boxes.map((other, b) => [a, b, iouOf(box, other)]),
  );
  /** @type {number[][]} */
  const pairs = [];
  for (const [a, b, iou] of candidates.sort((one, other) => other[2] - one[2])) {
    if (iou < least || known.labels[a] !== found.labels[b]) continue;
    if (!pairs.some(([usedA, usedB]) => usedA === a || usedB === b)) pairs.push([a, b]);
  }
  return pairs;
}

/** @param {Shelf} found */
const detectionsOf = ({ boxes, labels }) => ({
  boxes: Float32Array.from(boxes.flat()),
  scores: new Float32Array(boxes.length),
  labels,
  count: boxes.length,
});

/** @param {Shelf} known */
const knownOf = ({ boxes, labels }) => ({
  boxes: Float64Array.from(boxes.flat()),
  labels,
  count: boxes.length,
});

test('the pairs are those that comparing all boxes with all finds, for shelves of any size in succession', () => {
  const frames = fc.array(fc.tuple(shelf(), shelf(), fc.constantFrom(0.2, 0.3, 0.5)), {
    minLength: 1,
    maxLength: 4,
  });
  const property = fc.property(frames, (frames) => {
    const matcher = new Matcher();
    for (const [known, seen, least] of frames) {
      matcher.setDetections(detectionsOf(seen));
      matcher.match(knownOf(known), { leastIou: least });
      const pairs = Array.from({ length: matcher.count }, (_, i) => [matcher.known[i], matcher.found[i]]);
      assert.deepEqual(pairs, pairsOf(known, seen, least));
    }
  });
  fc.assert(property);
});

test('boxes that are taken already are not paired', () => {
  const one = Array.from(
    { length: 20 },
    (_, i) => /** @type {Box} */ ([20 * i, 5 * i, 20 * i + 60, 5 * i + 90]),
  );
  const all = { boxes: one, labels: new Uint16Array(20) };
  const matcher = new Matcher();
  matcher.setDetections(detectionsOf(all));
  matcher.match(knownOf(all), { leastIou: 0.9, knownIsFree: (i) => i !== 3, foundIsFree: (i) => i !== 7 });
  const known = [...matcher.known.subarray(0, matcher.count)];
  assert.equal(matcher.count, 18);
  assert.ok(!known.includes(3) && !known.includes(7));
});
