import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findBreaches, findCircles, readImports } from './rooms.js';

const imports = readImports();

test('every import of the client is found', () => {
  assert.ok(imports.length > 700, `${imports.length} imports`);
  const isThere = (/** @type {string} */ from, /** @type {string} */ to) =>
    imports.some((each) => each.from === from && each.to === to);
  assert.ok(isThere('main.js', 'features/index.js'), 'a static import');
  assert.ok(isThere('messages.js', 'languages/de.js'), 'a dynamic import');
  assert.ok(isThere('photo/shot.js', 'models/card.js'), 'the import of a type');
});

test('no room imports from a higher one, and no feature from another', () => {
  assert.deepEqual(findBreaches(imports), []);
});

test('no folders import each other in a circle', () => {
  assert.deepEqual(findCircles(imports), []);
});

/** What the client imported upwards before it had rooms, by the places that the modules have now. */
const UPWARDS = [
  ['settings/counting.js', 'features/review/shot.js'],
  ['photo/jpeg.js', 'audits/errors.js'],
  ['toolkit/parts.js', 'offline/network.js'],
  ['toolkit/parts.js', 'shell/state.js'],
  ['offline/network.js', 'shell/state.js'],
  ['models/store.js', 'detector/errors.js'],
  ['messages.js', 'shell/memory.js'],
  ['audits/reader.js', 'features/audits/state.js'],
  ['features/scan/live-view.js', 'shell/state.js'],
];

for (const [from, to] of UPWARDS) {
  test(`an import upwards is found: ${from} of ${to}`, () => {
    assert.deepEqual(findBreaches([{ from, to }]), [`${from} imports ${to}: upwards`]);
  });
}

test('an import of another feature is found, and of a feature by what all share', () => {
  const views = { from: 'features/review/photo-view.js', to: 'features/audits/entries.js' };
  assert.deepEqual(findBreaches([views]), [`${views.from} imports ${views.to}: another feature`]);
  const contract = { from: 'features/contract.js', to: 'features/scan/state.js' };
  assert.deepEqual(findBreaches([contract]), [
    `${contract.from} imports ${contract.to}: only the list of features knows them`,
  ]);
  assert.deepEqual(findBreaches([{ from: 'features/index.js', to: 'features/scan/index.js' }]), []);
});

test('a folder without a place in the house is found', () => {
  assert.deepEqual(findBreaches([{ from: 'cellar/box.js', to: 'geometry/boxes.js' }]), [
    'cellar/box.js imports geometry/boxes.js: cellar has no place in the list of rooms',
  ]);
});

test('a circle of folders is found, also through a third one', () => {
  const circle = [
    { from: 'models/store.js', to: 'detector/errors.js' },
    { from: 'detector/host.js', to: 'camera/frames.js' },
    { from: 'camera/lenses.js', to: 'models/card.js' },
  ];
  assert.deepEqual(findCircles(circle), [['models', 'detector', 'camera', 'models']]);
  assert.deepEqual(findCircles(circle.slice(1)), []);
});
