import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lowerDoubles } from '../../../static/js/detector/doubles.js';

const WHOLE = [0, 0, 100, 100];
const PART = [0, 0, 60, 50];

/**
 * @param {number[][]} boxes
 * @param {number[]} scores the best first
 * @param {{ labels?: number[], threshold?: number }} [options]
 * @returns {[number[], number][]} each box with its score
 */
function lowered(boxes, scores, { labels = scores.map(() => 0), threshold = 0 } = {}) {
  const result = lowerDoubles(
    {
      boxes: Float32Array.from(boxes.flat()),
      scores: Float32Array.from(scores),
      labels: Uint16Array.from(labels),
    },
    threshold,
  );
  return Array.from(result.scores, (score, index) => [
    Array.from(result.boxes.slice(4 * index, 4 * index + 4)),
    Math.round(1000 * score) / 1000,
  ]);
}

test('a part inside a product loses half of its score', () => {
  assert.deepEqual(lowered([WHOLE, PART], [0.9, 0.8]), [
    [WHOLE, 0.9],
    [PART, 0.4],
  ]);
});

test('a box around two products loses half of its score, and comes after them', () => {
  const [left, right] = [
    [0, 0, 45, 100],
    [50, 0, 95, 100],
  ];
  assert.deepEqual(lowered([left, WHOLE, right], [0.9, 0.7, 0.6]), [
    [left, 0.9],
    [WHOLE, 0.35],
    [right, 0.3],
  ]);
});

test('seven tenths inside another box are no double, more are', () => {
  const touching = [30, 0, 130, 30];
  assert.deepEqual(lowered([WHOLE, touching], [0.9, 0.8])[1], [touching, 0.8]);
  const deeper = [29, 0, 129, 30];
  assert.deepEqual(lowered([WHOLE, deeper], [0.9, 0.8])[1], [deeper, 0.4]);
});

test('what scores less than half as much, or has another label, is no double', () => {
  assert.deepEqual(lowered([WHOLE, PART], [0.9, 0.44])[1], [PART, 0.44]);
  assert.deepEqual(lowered([WHOLE, PART], [0.9, 0.8], { labels: [0, 1] })[1], [PART, 0.8]);
});

test('a box inside two others loses half of its score once', () => {
  assert.deepEqual(lowered([WHOLE, [0, 0, 100, 90], PART], [0.9, 0.85, 0.8])[2], [PART, 0.4]);
});

test('what falls below the threshold is left out', () => {
  assert.deepEqual(lowered([WHOLE, PART], [0.9, 0.8], { threshold: 0.5 }), [[WHOLE, 0.9]]);
  assert.deepEqual(lowered([], [], { threshold: 0.5 }), []);
});

test('a higher threshold gives a part of what a lower one gives', () => {
  const boxes = Array.from({ length: 60 }, (_, i) => {
    const [left, top, side] = [(i * 37) % 90, (i * 53) % 90, 10 + ((i * 29) % 60)];
    return [left, top, left + side, top + side];
  });
  const scores = boxes.map((_, i) => 0.95 - i / 80);
  const all = lowered(boxes, scores);
  assert.ok(all.some(([, score], i) => score !== scores[i]));
  for (const threshold of [0.3, 0.5, 0.7]) {
    const strong = scores.filter((score) => score >= threshold).length;
    assert.deepEqual(
      lowered(boxes.slice(0, strong), scores.slice(0, strong), { threshold }),
      all.filter(([, score]) => score >= threshold),
    );
  }
});
