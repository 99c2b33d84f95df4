import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCard, readCards } from '../../../static/js/models/card.js';
import { makeCard } from './cards.js';

test('a card that the server would send is accepted', async () => {
  const card = await makeCard('1.0.0', { 'model.json': '{}', 'a.bin': 'weights' });
  assert.equal(checkCard(card), card);
  const certainty = { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 };
  for (const known of [certainty, null]) assert.ok(checkCard({ ...card, certainty: known }));
});

for (const [what, change] of /** @type {[string, object][]} */ ([
  ['of another schema', { schemaVersion: 2 }],
  ['with a name that is a path', { name: '../shelf' }],
  ['with a version that is a path', { version: '1.0.0/..' }],
  ['whose output has too few numbers a row', { output: { name: 'raw', layout: ['tx', 'ty', 'tw', 'th'] } }],
  ['with an unknown box coding', { boxCoding: { type: 'ltrb', scales: [1, 1, 1, 1] } }],
  ['with a stride that does not fit the input', { anchors: [{ stride: 12, sizes: [[32, 32]] }] }],
  ['without model.json', { files: [] }],
  [
    'without sizes for photos',
    { input: { name: 'x', range: [0, 1], stride: 32, pad: 0, sizes: { live: [640] } } },
  ],
  [
    'without a range of values',
    { input: { name: 'x', stride: 32, pad: 0, sizes: { live: [1], photo: [1] } } },
  ],
  ['with a threshold that is no number', { defaults: { scoreThreshold: { live: null, photo: 0.4 } } }],
  ['without defaults', { defaults: undefined }],
  ['with a certainty that is no number', { certainty: { offset: 0, slope: 'steep', missed: 0, spread: 0 } }],
  ['by which better boxes are less certain', { certainty: { offset: 0, slope: -1, missed: 0, spread: 0 } }],
  ['without labels', { labels: undefined }],
  ['without a licence', { licence: undefined }],
  ['whose file has no size', { files: [{ path: 'model.json', sha256: 'a'.repeat(64) }] }],
])) {
  test(`a card ${what} is refused`, async () => {
    const card = { ...(await makeCard('1.0.0', { 'model.json': '{}' })), ...change };
    assert.throws(() => checkCard(card), TypeError);
  });
}

test('a card with a file outside its folder is refused', async () => {
  const card = await makeCard('1.0.0', { 'model.json': '{}', '../../sw.js': 'evil' });
  assert.throws(() => checkCard(card), /sw\.js/);
});

test('unreadable cards are left out, and anything but a list has no cards', async () => {
  const card = await makeCard('1.0.0', { 'model.json': '{}' });
  assert.deepEqual(readCards([undefined, 3, { ...card, files: [null] }, card]), [card]);
  for (const value of [undefined, null, {}, 'cards']) assert.deepEqual(readCards(value), []);
});
