import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scalesFor } from '../../../static/js/detector/multi-scale.js';
import { makeCard } from '../models/cards.js';

const card = await makeCard('1.0.0', { 'model.json': '{}' });
const twice = { ...card, defaults: { ...card.defaults, secondLook: { scale: 0.625, leastSide: 24 } } };

test('a photo is detected at a second, smaller scale where the card says so', () => {
  assert.deepEqual(scalesFor(twice, { mode: 'photo' }), [
    { longSide: 1024, leastSide: 0 },
    { longSide: 640, leastSide: 24 },
  ]);
  assert.deepEqual(scalesFor(card, { mode: 'photo' }), [{ longSide: 1024, leastSide: 0 }]);
});

test('the second scale follows the requested size', () => {
  const [whole, smaller] = scalesFor(twice, { mode: 'photo', longSide: 768 });
  assert.deepEqual([whole.longSide, smaller.longSide], [768, 480]);
});

test('a live frame has one pass', () => {
  assert.deepEqual(scalesFor(twice, { mode: 'live' }), [{ longSide: 640, leastSide: 0 }]);
});
