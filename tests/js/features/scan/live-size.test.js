import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LiveSize } from '../../../../static/js/features/scan/live-size.js';
import { makeCard } from '../../models/cards.js';

/** @param {string} [version] */
async function cardOf(version = '1.0.0') {
  const card = await makeCard(version, { 'model.json': '{}' });
  return { ...card, input: { ...card.input, sizes: { live: [640, 512, 416, 320], photo: [1024] } } };
}

/** @param {Record<string, string>} stored */
const memoryOf = (stored = {}) => ({
  recall: (/** @type {string} */ key) => stored[key] ?? null,
  remember: (/** @type {string} */ key, /** @type {string} */ value) => {
    stored[key] = value;
  },
});

/** Counts for some seconds on a slow device. @param {LiveSize} size @param {number} longSide */
function countSlowly(size, longSide) {
  for (let i = 1; i <= 20; i += 1) size.counted({ longSide, took_ms: 400, now_ms: 400 * i });
}

test('the adapted size is remembered for each detector and each backend', async () => {
  const [card, other] = [await cardOf(), await cardOf('2.0.0')];
  const memory = memoryOf();
  const size = new LiveSize(memory);
  assert.equal(size.longSide(card, 'wasm', null), 640);
  countSlowly(size, 640);
  assert.equal(size.longSide(card, 'wasm', null), 416);
  const later = new LiveSize(memory);
  assert.equal(later.longSide(card, 'webgl', null), 640);
  assert.equal(later.longSide(other, 'wasm', null), 640);
  assert.equal(later.longSide(card, 'wasm', null), 416);
});

test('a size that the person has chosen stays', async () => {
  const card = await cardOf();
  const size = new LiveSize(memoryOf());
  assert.equal(size.longSide(card, 'wasm', 640), 640);
  countSlowly(size, 640);
  assert.equal(size.longSide(card, 'wasm', 640), 640);
  assert.equal(size.longSide(card, 'wasm', null), 416, 'the device would not keep up with it');
});

test('after a damaged record the size is measured again', async () => {
  const card = await cardOf();
  for (const junk of ['{', '[]', 'null', '"x"', '{"shelf-1.0.0 wasm":7}', '{"shelf-1.0.0 wasm":"416"}']) {
    const size = new LiveSize(memoryOf({ 'shelfscan.pace': junk }));
    assert.equal(size.longSide(card, 'wasm', null), 640, junk);
    countSlowly(size, 640);
    assert.equal(size.longSide(card, 'wasm', null), 416, junk);
  }
});
