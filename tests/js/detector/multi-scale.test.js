import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { chooseLongSide, scalesFor, typicalSide } from '../../../static/js/detector/multi-scale.js';
import { makeCard } from '../models/cards.js';

const file = new URL('../../vectors/scale-selection.json', import.meta.url);
const vectors = JSON.parse(await readFile(file, 'utf8'));
const card = await makeCard('1.0.0', { 'model.json': '{}' });
const secondLook = { scale: 0.625, leastSide: 24 };
const twice = { ...card, defaults: { ...card.defaults, secondLook } };
const selecting = { ...card, defaults: { ...twice.defaults, scaleSelection: vectors.selection } };
const noLook = () => assert.fail('nothing is to be looked at');

test('a photo is detected at a second, smaller scale where the card says so', async () => {
  assert.deepEqual(await scalesFor(twice, { mode: 'photo' }, noLook), [
    { longSide: 1024, leastSide: 0 },
    { longSide: 640, leastSide: 24 },
  ]);
  assert.deepEqual(await scalesFor(card, { mode: 'photo' }, noLook), [{ longSide: 1024, leastSide: 0 }]);
});

test('the second scale follows the requested size', async () => {
  const [whole, smaller] = await scalesFor(twice, { mode: 'photo', longSide: 768 }, noLook);
  assert.deepEqual([whole.longSide, smaller.longSide], [768, 480]);
});

test('a live frame has one pass, at the size that is asked for', async () => {
  assert.deepEqual(await scalesFor(selecting, { mode: 'live' }, noLook), [{ longSide: 640, leastSide: 0 }]);
});

test('both scales of a photo follow from the products in it', async () => {
  const near = async () => 40;
  assert.deepEqual(await scalesFor(selecting, { mode: 'photo' }, near), [
    { longSide: 320, leastSide: 0 },
    { longSide: 200, leastSide: 24 },
  ]);
});

for (const { name, mode, most, typical, looks, longSide } of vectors.cases) {
  test(`the size for a picture, as in training: ${name}`, async () => {
    /** @type {number[]} */
    const looked = [];
    const look = async (/** @type {number} */ side) => {
      looked.push(side);
      return typical[side];
    };
    assert.equal(await chooseLongSide(vectors.selection, mode, most, look), longSide);
    assert.deepEqual(looked, looks);
  });
}

for (const { name, boxes, scores, score, expected } of vectors.typical) {
  test(`the typical side of products: ${name}`, () => {
    assert.equal(typicalSide({ boxes, scores }, score), expected);
  });
}
