import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_THRESHOLD, scoreFloor } from '../../../static/js/photo/shot.js';
import { fixedLiveSide, photoSideOf, sizesOf, thresholdOf } from '../../../static/js/settings/counting.js';
import { USUAL } from '../../../static/js/settings/settings.js';
import { makeCard } from '../models/cards.js';

/** @param {number} threshold */
async function cardWith(threshold) {
  const card = await makeCard('1.0.0', { 'model.json': '{}' });
  return { ...card, defaults: { ...card.defaults, scoreThreshold: { live: threshold, photo: 0.5 } } };
}

/** @param {number[]} live @param {number[]} photo */
async function cardOfSizes(live, photo) {
  const card = await makeCard('1.0.0', { 'model.json': '{}' });
  return { ...card, input: { ...card.input, sizes: { live, photo } } };
}

test('the standard threshold is exactly the card’s', async () => {
  assert.equal(thresholdOf(await cardWith(0.4321), 'live', USUAL), 0.4321);
});

test('fewer boxes takes a higher score, more boxes a lower one, in hundredths', async () => {
  const card = await cardWith(0.43);
  assert.equal(thresholdOf(card, 'live', { ...USUAL, liveSensitivity: 'fewer' }), 0.53);
  assert.equal(thresholdOf(card, 'live', { ...USUAL, liveSensitivity: 'more' }), 0.33);
});

test('camera and photos have a sensitivity each', async () => {
  const card = await cardWith(0.43);
  assert.equal(thresholdOf(card, 'photo', { ...USUAL, liveSensitivity: 'more' }), 0.5);
  assert.equal(thresholdOf(card, 'photo', { ...USUAL, photoSensitivity: 'more' }), 0.4);
});

test('the threshold never moves beyond the slider, nor to where everything or nothing counts', async () => {
  for (const own of [0.02, 0.1, 0.5, 0.85, 0.9]) {
    const card = await cardWith(own);
    const fewer = thresholdOf(card, 'live', { ...USUAL, liveSensitivity: 'fewer' });
    const more = thresholdOf(card, 'live', { ...USUAL, liveSensitivity: 'more' });
    assert.ok(fewer >= own && fewer <= MOST_THRESHOLD, `${fewer} of ${own}`);
    assert.ok(more > 0 && more < own && scoreFloor(more) <= more, `${more} of ${own}`);
  }
});

test('faster and finer are the medians of the card’s smaller and larger sizes', async () => {
  const card = await cardOfSizes([640, 512, 416, 320], [1024, 1280, 768]);
  assert.deepEqual(sizesOf(card, 'live'), { standard: 640, faster: 416, finer: undefined });
  assert.deepEqual(sizesOf(card, 'photo'), { standard: 1024, faster: 768, finer: 1280 });
});

test('if the detector does not offer the chosen photo size, its standard size is used', async () => {
  const settings = { ...USUAL, photoSize: /** @type {const} */ ('faster') };
  assert.equal(photoSideOf(await cardOfSizes([640], [1024, 768]), settings), 768);
  assert.equal(photoSideOf(await cardOfSizes([640], [1024]), settings), 1024);
  assert.equal(photoSideOf(await cardOfSizes([640], [1024, 768]), USUAL), 1024);
});

test('the live size is fixed only if the detector offers the chosen one', async () => {
  const card = await cardOfSizes([640, 512], [1024]);
  const sideOf = (
    /** @type {import('../../../static/js/settings/settings.js').Settings['liveSize']} */ liveSize,
  ) => fixedLiveSide(card, { ...USUAL, liveSize });
  assert.equal(sideOf('auto'), null);
  assert.equal(sideOf('faster'), 512);
  assert.equal(sideOf('standard'), 640);
  assert.equal(sideOf('finer'), null);
});
