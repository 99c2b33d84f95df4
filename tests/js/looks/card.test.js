import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idOf, readEmbedder, readEmbedders } from '../../../static/js/looks/card.js';
import { readCard } from '../../../static/js/models/card.js';
import { makeEmbedderCard } from './cards.js';

const card = makeEmbedderCard();

test('a card of an embedder is read, with and without a known answer', () => {
  assert.equal(readEmbedder(card), card);
  const { probe: _, ...without } = card;
  for (const each of [without, { ...card, probe: null }]) assert.equal(readEmbedder(each), each);
});

test('limits that older cards do not have may be missing', () => {
  for (const limits of [
    { others: 0.02, crowd: 0.5 },
    { others: null, crowd: null },
  ])
    assert.ok(readEmbedder({ ...card, limits: { ...card.limits, ...limits } }));
});

test('fields of a later version keep nobody from reading it', () => {
  assert.ok(readEmbedder({ ...card, ofNextYear: {} }));
});

/** @type {[string, unknown][]} */
const WRONG = [
  ['no card at all', null],
  ['of a detector', { ...card, kind: undefined }],
  ['of another schema', { ...card, schemaVersion: 2 }],
  ['a name that leads elsewhere', { ...card, name: '../shelf' }],
  ['a version that is none', { ...card, version: '1' }],
  ['no input', { ...card, input: undefined }],
  ['crops without a size', { ...card, input: { ...card.input, height: 0 } }],
  ['crops as large as a photo', { ...card, input: { ...card.input, width: 4000 } }],
  ['a range that is no number', { ...card, input: { ...card.input, range: [null, 1] } }],
  ['a margin below nothing', { ...card, crop: { margin: -0.1 } }],
  ['vectors without a length', { ...card, output: { name: 'vectors', dimensions: 0 } }],
  ['no limits', { ...card, limits: { alike: 0.8, known: 0.7 } }],
  ['a crowd that is no number', { ...card, limits: { ...card.limits, crowd: 'many' } }],
  ['an answer of another length', { ...card, probe: { tolerance: 0.1, numbers: [1] } }],
  ['files that do not begin with the graph', { ...card, files: card.files.toReversed() }],
  [
    'a file outside of the bundle',
    { ...card, files: [card.files[0], { ...card.files[1], path: '../a.bin' }] },
  ],
  ['a file without a hash', { ...card, files: [card.files[0], { ...card.files[1], sha256: '' }] }],
];
for (const [what, value] of WRONG) {
  test(`a card is left out: ${what}`, () => assert.deepEqual(readEmbedders([value, card]), [card]));
}

test('an embedder is no detector', () => assert.equal(readCard(card), null));

test('the id is another one for another content of the same version', () => {
  const changed = makeEmbedderCard('1.0.0', { 'model.json': '{}', 'a.bin': 'another shard' });
  assert.notEqual(idOf(changed), idOf(card));
  assert.equal(idOf(makeEmbedderCard()), idOf(card));
});
