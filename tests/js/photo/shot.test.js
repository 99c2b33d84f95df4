import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nms } from '../../../static/js/detector/nms.js';
import { iouOf } from '../../../static/js/geometry/boxes.js';
import { currentBoxes } from '../../../static/js/photo/corrections.js';
import { scoreFloor, shotOf } from '../../../static/js/photo/shot.js';
import { fc } from '../properties.js';

const card = /** @type {import('../../../static/js/models/card.js').ModelCard} */ ({
  name: 'shelf',
  version: '1.2.3',
  labels: ['can', 'bottle'],
  licence: { weights: 'Academic use', data: 'Some photos: academic use' },
});
const FRAME = {
  width: 1000,
  height: 800,
  timing: { letterbox_ms: 0, passes: [], nms_ms: 0, total_ms: 0 },
};

const FOUND = {
  boxes: Float32Array.of(10, 10, 60.5, 90, 70, 10, 120, 90),
  scores: Float32Array.of(0.9, 0.7),
  labels: Uint16Array.of(0, 1),
  count: 2,
  ...FRAME,
};

/** Predictions of a network that overlap each other heavily. */
const predictions = fc.array(
  fc.record({
    place: fc.tuple(fc.nat(300), fc.nat(200)),
    size: fc.tuple(fc.integer({ min: 40, max: 100 }), fc.integer({ min: 40, max: 100 })),
    score: fc.integer({ min: 1, max: 999 }).map((score) => Math.fround(score / 1000)),
    label: fc.nat(1),
  }),
  { maxLength: 80, size: 'max' },
);

/** @typedef {{ place: number[], size: number[], score: number, label: number }} Prediction */

/** @param {Prediction[]} all @param {number} threshold of the run @param {number} shown that is counted */
function keptAt(all, threshold, shown) {
  const found = all.filter(({ score }) => score >= threshold);
  const edges = found.flatMap(({ place: [x, y], size: [width, height] }) => [x, y, x + width, y + height]);
  const candidates = {
    boxes: Float32Array.from(edges),
    scores: Float32Array.from(found, ({ score }) => score),
    labels: Uint16Array.from(found, ({ label }) => label),
  };
  const kept = nms(candidates, 0.5, 1000);
  const shot = shotOf({ ...kept, count: kept.scores.length, ...FRAME }, card, shown);
  return currentBoxes(shot).map(({ box, label }) => ({ box, label }));
}

test('filtering by a threshold gives the same count as a new run with that threshold', () => {
  const floor = scoreFloor(0.4);
  const property = fc.property(predictions, fc.constantFrom(floor, 0.2, 0.4, 0.63, 0.9), (all, threshold) => {
    const filtered = keptAt(all, floor, threshold);
    const anew = keptAt(all, threshold, threshold);
    assert.equal(filtered.length, anew.length);
    // Boxes below the threshold may still shift the edges of merged boxes a little.
    for (const [i, { box, label }] of filtered.entries()) {
      assert.equal(label, anew[i].label);
      assert.ok(iouOf(box, anew[i].box) > 0.5);
    }
  });
  fc.assert(property);
});

test('a shot contains the photo’s size, the model with its terms, and the labels, as plain JSON', () => {
  const shot = shotOf(FOUND, card, 0.5);
  assert.deepEqual([shot.width, shot.height, shot.threshold], [1000, 800, 0.5]);
  assert.deepEqual(shot.model, { name: 'shelf', version: '1.2.3', licence: card.licence });
  assert.deepEqual(shot.labels, ['can', 'bottle']);
  assert.deepEqual(JSON.parse(JSON.stringify(shot)), shot);
});

test('a shot keeps how sure its model was, where the card says it: another model changes nothing later', () => {
  const certainty = { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 };
  assert.deepEqual(shotOf(FOUND, { ...card, certainty }, 0.5).certainty, certainty);
  assert.ok(!('certainty' in shotOf(FOUND, card, 0.5)));
});
