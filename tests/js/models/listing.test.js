import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf } from '../../../static/js/models/card.js';
import { bytesOf, countErrorOf, listModels } from '../../../static/js/models/listing.js';
import { makeCard } from './cards.js';

const FILES = { 'model.json': '{}', 'a.bin': 'shard' };

/** @param {string} name @param {string} version */
async function card(name, version) {
  return { ...(await makeCard(version, { ...FILES, 'a.bin': `${name} ${version}` })), name };
}

/** @param {import('../../../static/js/models/listing.js').ModelEntry[]} entries */
const told = (entries) =>
  entries.map(({ card: { name, version }, place, newer }) => [name, version, place, newer?.version ?? null]);

test('the model in use is first, then models on the device, then those on the server', async () => {
  const [old, fast, shelf, signs] = [
    await card('shelf', '1.0.0'),
    await card('fast', '1.0.0'),
    await card('shelf', '1.1.0'),
    await card('signs', '1.0.0'),
  ];
  const pointer = { current: fast, next: null, others: [old], refused: [] };
  assert.deepEqual(told(listModels(pointer, [signs, shelf, old, fast])), [
    ['fast', '1.0.0', 'current', null],
    ['shelf', '1.0.0', 'kept', '1.1.0'],
    ['signs', '1.0.0', 'offered', null],
  ]);
});

test('without a network the models on the device are listed', async () => {
  const shelf = await card('shelf', '1.0.0');
  const pointer = { current: shelf, next: null, others: [], refused: [] };
  assert.deepEqual(told(listModels(pointer, [])), [['shelf', '1.0.0', 'current', null]]);
});

test('a model that did not work here is not offered again', async () => {
  const [shelf, newer] = [await card('shelf', '1.0.0'), await card('shelf', '1.1.0')];
  const pointer = { current: shelf, next: null, others: [], refused: [identityOf(newer)] };
  assert.deepEqual(told(listModels(pointer, [newer, shelf])), [['shelf', '1.0.0', 'current', null]]);
});

test('the size is that of all files', async () => {
  assert.equal(bytesOf(await card('shelf', '1.0.0')), 'shelf 1.0.0{}'.length);
});

test('the count error is that of the test photos at the largest size, if there are any', async () => {
  const bare = await card('shelf', '1.0.0');
  assert.equal(countErrorOf(bare), null);
  const metrics = [
    { split: 'test', longSide: 640, countError: 0.12 },
    { split: 'test', longSide: 1024, countError: 0.09 },
    { split: 'val', longSide: 1280, countError: 0.05 },
  ];
  assert.equal(countErrorOf({ ...bare, metrics }), 0.09);
  assert.equal(countErrorOf({ ...bare, metrics: metrics.slice(2) }), 0.05);
});
