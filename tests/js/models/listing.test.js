import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityOf } from '../../../static/js/models/card.js';
import { accuracyOf, bytesOf, listModels } from '../../../static/js/models/listing.js';
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

const entry = { dataset: 'Shelves', split: 'test', photos: 38, longSide: 640, countError: 0.12 };

/** @param {string} cut @param {number} countError */
const closer = (cut, countError) => ({ cut, countError });

test('what counts is the error on test photos if there are any', async () => {
  const bare = await card('shelf', '1.0.0');
  assert.deepEqual(accuracyOf(bare), []);
  const metrics = [
    { ...entry, split: 'val', longSide: 1024, countError: 0.05 },
    entry,
    { ...entry, longSide: 1024, countError: 0.09 },
  ];
  const errors = (/** @type {typeof metrics} */ some) =>
    accuracyOf({ ...bare, metrics: some })[0].distances[0].errors;
  assert.deepEqual(errors(metrics), { photo: 0.09, live: 0.12 });
  assert.deepEqual(errors(metrics.slice(0, 1)), { photo: 0.05, live: null });
  assert.deepEqual(errors([entry]), { photo: null, live: 0.12 });
});

test('each kind of photos has its errors at each distance, in photos and live, the test photos first', async () => {
  const bare = await card('shelf', '1.0.0');
  const shops = { ...entry, dataset: 'Shops', split: 'dev', photos: 62 };
  const metrics = [
    { ...shops, mode: /** @type {const} */ ('live'), countError: 0.15, closer: [closer('ninth', 0.3)] },
    { ...shops, mode: /** @type {const} */ ('photo'), longSide: 1024, countError: null },
    { ...entry, closer: [closer('quarter', 0.1), closer('ninth', 0.11)] },
    { ...entry, longSide: 1024, countError: 0.09, closer: [closer('quarter', 0.08)] },
  ];
  assert.deepEqual(accuracyOf({ ...bare, metrics }), [
    {
      dataset: 'Shelves',
      photos: 38,
      distances: [
        { distance: 'whole', errors: { photo: 0.09, live: 0.12 } },
        { distance: 'quarter', errors: { photo: 0.08, live: 0.1 } },
        { distance: 'ninth', errors: { photo: null, live: 0.11 } },
      ],
    },
    {
      dataset: 'Shops',
      photos: 62,
      distances: [
        { distance: 'whole', errors: { photo: null, live: 0.15 } },
        { distance: 'ninth', errors: { photo: null, live: 0.3 } },
      ],
    },
  ]);
});

test('of several sizes of a mode the default one counts', async () => {
  const bare = await card('shelf', '1.0.0');
  const sizes = { live: [640, 320], photo: [1024, 1280] };
  const metrics = [
    { ...entry, longSide: 320, countError: 0.2 },
    entry,
    { ...entry, longSide: 1280, countError: 0.3 },
    { ...entry, longSide: 1024, countError: 0.09 },
  ];
  const [accuracy] = accuracyOf({ ...bare, input: { ...bare.input, sizes }, metrics });
  assert.deepEqual(accuracy.distances[0].errors, { photo: 0.09, live: 0.12 });
});
