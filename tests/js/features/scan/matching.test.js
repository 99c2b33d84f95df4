import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Matcher } from '../../../../static/js/features/scan/matching.js';
import { iouOf } from '../../../../static/js/geometry/boxes.js';

/** @typedef {import('../../../../static/js/geometry/boxes.js').Box} Box */

/** Seeded, so that every run has the same boxes. @param {number} seed @returns {() => number} 0..1 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** Products of very different widths, many of which overlap. @param {() => number} random @param {number} count */
function shelf(random, count) {
  /** @type {Box[]} */
  const boxes = [];
  for (let i = 0; i < count; i += 1) {
    const [x, y] = [Math.fround(500 * random()), Math.fround(700 * random())];
    const width = 10 + (random() < 0.1 ? 300 : 50) * random();
    boxes.push([x, y, Math.fround(x + width), Math.fround(y + 20 + 80 * random())]);
  }
  return { boxes, labels: Uint16Array.from(boxes, () => Math.floor(2 * random())) };
}

/**
 * The reference: compares every box with every other one, best pairs first.
 * @param {ReturnType<typeof shelf>} known @param {ReturnType<typeof shelf>} found @param {number} least
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

/** @param {ReturnType<typeof shelf>} found */
const detectionsOf = ({ boxes, labels }) => ({
  boxes: Float32Array.from(boxes.flat()),
  scores: new Float32Array(boxes.length),
  labels,
  count: boxes.length,
});

/** @param {ReturnType<typeof shelf>} known */
const knownOf = ({ boxes, labels }) => ({
  boxes: Float64Array.from(boxes.flat()),
  labels,
  count: boxes.length,
});

test('the pairs are those that comparing all boxes with all finds, for shelves of any size in succession', () => {
  const random = generator(3);
  const matcher = new Matcher();
  let found = 0;
  for (const [before, now] of [
    [0, 5],
    [5, 0],
    [1, 1],
    [40, 60],
    [200, 150],
    [30, 220],
  ]) {
    for (const least of [0.2, 0.3, 0.5]) {
      const [known, seen] = [shelf(random, before), shelf(random, now)];
      matcher.setDetections(detectionsOf(seen));
      matcher.match(knownOf(known), { leastIou: least });
      const pairs = Array.from({ length: matcher.count }, (_, i) => [matcher.known[i], matcher.found[i]]);
      assert.deepEqual(pairs, pairsOf(known, seen, least), `${before} and ${now} boxes, IoU ${least}`);
      found += pairs.length;
    }
  }
  assert.ok(found > 100, 'there was something to find');
});

test('boxes that are taken already are not paired', () => {
  const random = generator(5);
  const one = shelf(random, 20);
  const matcher = new Matcher();
  matcher.setDetections(detectionsOf(one));
  matcher.match(knownOf(one), { leastIou: 0.9, knownIsFree: (i) => i !== 3, foundIsFree: (i) => i !== 7 });
  const known = [...matcher.known.subarray(0, matcher.count)];
  assert.equal(matcher.count, 18);
  assert.ok(!known.includes(3) && !known.includes(7));
});
