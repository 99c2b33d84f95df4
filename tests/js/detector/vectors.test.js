import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { decode, makeAnchors } from '../../../static/js/detector/decode.js';
import { clip, letterbox, unletterbox } from '../../../static/js/detector/letterbox.js';
import { nms } from '../../../static/js/detector/nms.js';

/** @param {string} name */
async function vectors(name) {
  return JSON.parse(await readFile(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8'));
}

/**
 * @param {ArrayLike<number>} actual
 * @param {number[]} expected
 * @param {number} tolerance
 */
function assertClose(actual, expected, tolerance) {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i += 1) {
    assert.ok(Math.abs(actual[i] - expected[i]) <= tolerance, `${i}: ${actual[i]} is not ${expected[i]}`);
  }
}

/** The parts of a card that decode reads. @type {any} */
const card = { labels: ['a', 'b'], boxCoding: { scales: [0.1, 0.1, 0.2, 0.2] } };

test('the letterbox is the one that the trainer uses', async () => {
  for (const { width, height, longSide, stride, expected } of await vectors('letterbox')) {
    const box = letterbox(width, height, longSide, stride);
    assert.deepEqual(
      [box.width, box.height, box.inputWidth, box.inputHeight],
      expected,
      `${width}x${height}`,
    );
  }
});

test('a box comes back from the letterbox to where it was in the picture', () => {
  const box = letterbox(4032, 3024, 1024, 32);
  const boxes = Float32Array.of(100, 200, 300, 400);
  unletterbox(boxes, box, 4032, 3024);
  assertClose(boxes, [393.75, 787.5, 1181.25, 1575], 0.01);
});

test('a box that reaches beyond the picture is clipped to it', () => {
  const boxes = Float32Array.of(-20, -20, 900, 900);
  clip(boxes, 640, 320);
  assert.deepEqual(Array.from(boxes), [0, 0, 640, 320]);
});

test('decoded boxes, scores and labels are those of the trainer', async () => {
  const { height, width, levels, scales, threshold, raw, expected } = await vectors('decode');
  const found = decode(
    Float32Array.from(raw),
    makeAnchors(levels, height, width),
    { ...card, boxCoding: { scales } },
    threshold,
  );
  const sorted = nms(found, 1, Number.POSITIVE_INFINITY); // suppresses nothing, only sorts the best to the front
  assert.deepEqual(Array.from(sorted.labels), expected.labels);
  assertClose(sorted.scores, expected.scores, 1e-4);
  assertClose(sorted.boxes, expected.boxes, 1e-3);
});

test('a prediction of NaN is not a box', () => {
  const raw = Float32Array.of(Number.NaN, Number.NaN, 0, 0, 0, 0);
  assert.equal(decode(raw, Float32Array.of(16, 16, 32, 32), card, 0.1).scores.length, 0);
});

for (const { name, iou, limit, boxes, scores, labels, kept, moved } of await vectors('nms')) {
  test(`suppression keeps and moves the boxes as the trainer does: ${name}`, () => {
    const candidates = {
      boxes: Float32Array.from(boxes),
      scores: Float32Array.from(scores),
      labels: Uint16Array.from(labels),
    };
    const result = nms(candidates, iou, limit);
    /** @param {number[]} values */
    const ofKept = (values) => kept.map((/** @type {number} */ index) => values[index]);
    assertClose(result.scores, ofKept(scores), 1e-6);
    assert.deepEqual(Array.from(result.labels), ofKept(labels));
    assertClose(result.boxes, moved, 1e-3);
  });
}

test('nearly identical boxes are merged at their mean, weighted by score', () => {
  /** @param {number[][]} rows x of the left edge, score */
  const keep = (...rows) =>
    nms(
      {
        boxes: Float32Array.from(rows.flatMap(([x]) => [x, 0, x + 100, 100])),
        scores: Float32Array.from(rows, ([, score]) => score),
        labels: new Uint16Array(rows.length),
      },
      0.4,
      1000,
    ).boxes[0];
  assert.equal(keep([0, 0.8]), 0);
  assert.equal(keep([0, 0.75], [10, 0.75]), 5);
  assertClose([keep([0, 0.75], [10, 0.5])], [4], 1e-5);
  assert.equal(keep([0, 0.75], [10, 0.25]), 0); // score too low
  assert.equal(keep([0, 0.75], [30, 0.75]), 0); // suppressed, but too far away to be merged
});

test('suppression stops at the limit', () => {
  const boxes = Float32Array.from({ length: 40 }, (_, i) => Math.floor(i / 4) * 100 + (i % 4 > 1 ? 10 : 0));
  const ten = { boxes, scores: new Float32Array(10).fill(0.5), labels: new Uint16Array(10) };
  assert.equal(nms(ten, 0.5, 1000).scores.length, 10);
  assert.equal(nms(ten, 0.5, 3).scores.length, 3);
});
