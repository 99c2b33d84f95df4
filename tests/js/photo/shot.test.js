import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nms } from '../../../static/js/detector/nms.js';
import { iouOf } from '../../../static/js/geometry/boxes.js';
import { currentBoxes } from '../../../static/js/photo/corrections.js';
import { scoreFloor, shotOf } from '../../../static/js/photo/shot.js';

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

/** Predictions of a network: 400 boxes that overlap each other heavily. @param {number} threshold */
function candidates(threshold) {
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const all = Array.from({ length: 400 }, () => {
    const [x, y] = [random() * 900, random() * 700];
    const box = [x, y, x + 40 + random() * 60, y + 40 + random() * 60];
    return { box, score: Math.fround(random()), label: random() < 0.5 ? 0 : 1 };
  }).filter(({ score }) => score >= threshold);
  return {
    boxes: Float32Array.from(all.flatMap(({ box }) => box)),
    scores: Float32Array.from(all, ({ score }) => score),
    labels: Uint16Array.from(all, ({ label }) => label),
  };
}

/** @param {number} threshold of the run @param {number} shown that is counted */
function keptAt(threshold, shown) {
  const kept = nms(candidates(threshold), 0.5, 1000);
  const shot = shotOf({ ...kept, count: kept.scores.length, ...FRAME }, card, shown);
  return currentBoxes(shot).map(({ box, label }) => ({ box, label }));
}

test('filtering by a threshold gives the same count as a new run with that threshold', () => {
  const floor = scoreFloor(0.4);
  for (const threshold of [floor, 0.2, 0.4, 0.63, 0.9]) {
    const filtered = keptAt(floor, threshold);
    const anew = keptAt(threshold, threshold);
    assert.equal(filtered.length, anew.length);
    assert.ok(filtered.length > 0);
    // Boxes below the threshold may still shift the edges of merged boxes a little.
    for (const [i, { box, label }] of filtered.entries()) {
      assert.equal(label, anew[i].label);
      assert.ok(iouOf(box, anew[i].box) > 0.7);
    }
  }
});

test('a shot contains the photo’s size, the model with its terms, and the labels, as plain JSON', () => {
  const kept = nms(candidates(0.5), 0.5, 1000);
  const shot = shotOf({ ...kept, count: kept.scores.length, ...FRAME }, card, 0.5);
  assert.deepEqual([shot.width, shot.height, shot.threshold], [1000, 800, 0.5]);
  assert.deepEqual(shot.model, { name: 'shelf', version: '1.2.3', licence: card.licence });
  assert.deepEqual(shot.labels, ['can', 'bottle']);
  assert.deepEqual(JSON.parse(JSON.stringify(shot)), shot);
});

test('a shot keeps how sure its model was, where the card says it: another model changes nothing later', () => {
  const found = { ...candidates(0.5), count: 3, ...FRAME };
  const certainty = { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 };
  assert.deepEqual(shotOf(found, { ...card, certainty }, 0.5).certainty, certainty);
  assert.ok(!('certainty' in shotOf(found, card, 0.5)));
});
