import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import {
  chooseLongSide,
  forParts,
  mostFor,
  mostOf,
  partsIn,
  scalesFor,
  typicalSide,
} from '../../../static/js/detector/multi-scale.js';
import { makeCard } from '../models/cards.js';

const file = new URL('../../vectors/scale-selection.json', import.meta.url);
const vectors = JSON.parse(await readFile(file, 'utf8'));
const card = await makeCard('1.0.0', { 'model.json': '{}' });
const secondLook = { scale: 0.625, leastSide: 24 };
const twice = { ...card, defaults: { ...card.defaults, secondLook } };
const selecting = { ...card, defaults: { ...twice.defaults, scaleSelection: vectors.selection } };
const size = { width: 3000, height: 4000 };
/**
 * As for a picture of this size.
 *
 * @param {typeof card} of @param {import('../../../static/js/detector/protocol.js').DetectOptions} options
 * @param {typeof size} picture @param {(longSide: number) => Promise<number | null>} look
 */
const scalesOf = ({ input, defaults }, options, picture, look) =>
  scalesFor(defaults, options.mode, mostOf(input, options, picture), look);
const noLook = () => assert.fail('nothing is to be looked at');

test('a photo is detected at a second, smaller scale where the card says so', async () => {
  assert.deepEqual(await scalesOf(twice, { mode: 'photo' }, size, noLook), [
    { longSide: 1024, leastSide: 0 },
    { longSide: 640, leastSide: 24 },
  ]);
  assert.deepEqual(await scalesOf(card, { mode: 'photo' }, size, noLook), [{ longSide: 1024, leastSide: 0 }]);
});

test('the second scale follows the requested size', async () => {
  const [whole, smaller] = await scalesOf(twice, { mode: 'photo', longSide: 768 }, size, noLook);
  assert.deepEqual([whole.longSide, smaller.longSide], [768, 480]);
});

test('a live frame has one pass, at the size that is asked for', async () => {
  assert.deepEqual(await scalesOf(selecting, { mode: 'live' }, size, noLook), [
    { longSide: 640, leastSide: 0 },
  ]);
});

test('both scales of a photo follow from the products in it', async () => {
  const near = async () => 40;
  assert.deepEqual(await scalesOf(selecting, { mode: 'photo' }, size, near), [
    { longSide: 320, leastSide: 0 },
    { longSide: 200, leastSide: 24 },
  ]);
});

test('a panorama is detected at the size that its parts would have had', async () => {
  const panorama = { width: 8000, height: 3000 };
  const [whole, smaller] = await scalesOf(twice, { mode: 'photo' }, panorama, noLook);
  assert.deepEqual([whole.longSide, smaller.longSide], [2731, 1707]);
  const [live] = await scalesOf(twice, { mode: 'live' }, panorama, noLook);
  assert.equal(live.longSide, 640);
});

test('a panorama is looked at as large as its parts would have been, or its bays would pass for products', async () => {
  /** @type {number[]} */
  const looked = [];
  const look = async (/** @type {number} */ longSide) => {
    looked.push(longSide);
    return 40;
  };
  const wide = { width: 12000, height: 3000 };
  const { input, defaults } = selecting;
  const most = mostOf(input, { mode: 'photo' }, wide);
  const [whole] = await scalesFor(defaults, 'photo', most, look, partsIn(wide));
  assert.deepEqual(
    [looked[0], whole.longSide],
    [4 * 320, 4 * 320],
    'the products of 40 px are as large as wanted',
  );
  assert.equal(partsIn(size), 1);
  assert.equal(forParts(vectors.selection, 1), vectors.selection, 'nothing changes for other photos');
});

for (const { name, width, height, most, expected } of vectors.most) {
  test(`the largest size for a photo, as in training: ${name}`, () => {
    assert.equal(mostFor(width, height, most), expected);
  });
}

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
