import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letterbox } from '../../../static/js/detector/letterbox.js';
import { Pipeline } from '../../../static/js/detector/pipeline.js';
import { makeCard } from '../models/cards.js';

const OPTIONS = { width: 64, height: 64, threshold: 0.3, nmsIou: 0.5, limit: 100 };
const NOTHING = [-9, 0, 0, 0, 0];
const HIT = [2, 0, 0, 0, 0];
const BETTER_HIT = [3, 0, 0, 0, 0];

/**
 * A pipeline with a fake network that has one anchor of 32 px for each cell of 32 px, and predicts what the test sets.
 * @param {Record<string, number[][]>} rows By the width of the input.
 */
async function pipelineThatSees(rows) {
  const card = {
    ...(await makeCard('1.0.0', { 'model.json': '{}' })),
    anchors: [{ stride: 32, sizes: [[32, 32]] }],
  };
  const run = async (/** @type {unknown} */ _, /** @type {number} */ __, /** @type {number} */ width) =>
    Float32Array.from(rows[width].flat());
  const timing = { upload_ms: 1, network_ms: 20, readback_ms: 2 };
  return new Pipeline(/** @type {any} */ ({ card, run, timing }));
}

/** @param {number} longSide @param {number} [leastSide] */
const pass = (longSide, leastSide = 0) => ({
  sheet: { rgba: new Uint8ClampedArray(), box: letterbox(64, 64, longSide, 32) },
  leastSide,
});

test('a product that two passes find is counted once, from the pass that fits its size better', async () => {
  const pipeline = await pipelineThatSees({
    64: [NOTHING, NOTHING, NOTHING, HIT],
    32: [BETTER_HIT],
  });
  const { boxes, count, scores } = await pipeline.detect([pass(64), pass(32)], OPTIONS);
  assert.equal(count, 2); // a product of the whole picture's size, and one in its corner
  assert.deepEqual(Array.from(boxes), [0, 0, 64, 64, 32, 32, 64, 64]);
  assert.ok(scores[0] > scores[1]);
  const sameProduct = await pipelineThatSees({ 64: [HIT, NOTHING, NOTHING, NOTHING], 32: [BETTER_HIT] });
  assert.equal((await sameProduct.detect([pass(64), pass(64)], OPTIONS)).count, 1);
});

test('a product that is small in a pass is left to the other pass', async () => {
  const pipeline = await pipelineThatSees({ 64: [NOTHING, NOTHING, NOTHING, HIT], 32: [BETTER_HIT] });
  assert.equal((await pipeline.detect([pass(64), pass(32, 31)], OPTIONS)).count, 2);
  const { boxes, count } = await pipeline.detect([pass(64), pass(32, 33)], OPTIONS);
  assert.equal(count, 1);
  assert.deepEqual(Array.from(boxes), [32, 32, 64, 64]);
});

test('boxes are clipped to the picture after suppression', async () => {
  const wide = [2, 0, 0, 5 * Math.log(2), 0]; // twice as wide as the anchor, at a scale of 0.2
  const pipeline = await pipelineThatSees({ 64: [wide, NOTHING, NOTHING, NOTHING] });
  const { boxes } = await pipeline.detect([pass(64)], OPTIONS);
  assert.deepEqual(Array.from(boxes, Math.round), [0, 0, 48, 32]);
});

test('the time of each pass is reported separately, with its input size', async () => {
  const pipeline = await pipelineThatSees({ 64: [HIT, NOTHING, NOTHING, NOTHING], 32: [NOTHING] });
  const { timing } = await pipeline.detect([pass(64), pass(32)], OPTIONS);
  const { passes } = timing;
  assert.deepEqual(
    passes.map(({ width, height, network_ms }) => [width, height, network_ms]),
    [
      [64, 64, 20],
      [32, 32, 20],
    ],
  );
  assert.ok(timing.nms_ms >= 0 && passes.every(({ decode_ms }) => decode_ms >= 0));
  assert.ok(timing.total_ms >= passes[0].decode_ms + passes[1].decode_ms + timing.nms_ms);
});

test('a look says how large the products are, and its predictions serve for a pass of the same size', async () => {
  const pipeline = await pipelineThatSees({ 64: [HIT, HIT, HIT, NOTHING] });
  const { sheet } = pass(64);
  assert.equal(await pipeline.look(sheet, OPTIONS), 32);
  pipeline.network.run = () => assert.fail('the network has seen this sheet already');
  assert.equal((await pipeline.detect([{ sheet, leastSide: 0 }], OPTIONS)).count, 3);
});

test('a look at a picture with hardly a product says nothing', async () => {
  const pipeline = await pipelineThatSees({ 64: [HIT, HIT, NOTHING, NOTHING] });
  assert.equal(await pipeline.look(pass(64).sheet, OPTIONS), null);
});
