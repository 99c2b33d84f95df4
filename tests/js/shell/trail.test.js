import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressAt, stepTo, stopAt } from '../../../static/js/shell/trail.js';

const START = '';
/** @param {string} address */
const isPassing = (address) =>
  ['#/photo', '#/audits/new', '#/shared'].includes(address) || address.endsWith('/edit');

/**
 * Where one is after having gone there, as the browser does it: `back` arrives, and then looks again.
 * @param {string[]} trail
 * @param {string[]} stops
 */
function walk(trail, ...stops) {
  for (const stop of stops) {
    const next = () => stepTo(trail, stop, { isPassing });
    for (let step = next(); step.kind !== 'stay'; step = next()) {
      trail = step.kind === 'back' ? trail.slice(0, -step.steps) : step.trail;
    }
  }
  return trail;
}

test('views that are opened lie one on the other', () => {
  assert.deepEqual(walk([START], '#/camera', '#/photo/1'), [START, '#/camera', '#/photo/1']);
});

test('where one is already, nothing happens', () => {
  assert.deepEqual(stepTo([START, '#/camera'], '#/camera'), { kind: 'stay' });
});

test('closing a view goes back, one step or several, and adds nothing', () => {
  assert.deepEqual(stepTo([START, '#/camera'], START), { kind: 'back', steps: 1 });
  assert.deepEqual(stepTo([START, '#/audits', '#/audits/a', '#/photo/1', '#/camera'], '#/audits/a'), {
    kind: 'back',
    steps: 2,
  });
});

test('a day of photographs makes no longer way back than the first photo', () => {
  const first = walk([START], '#/audits', '#/audits/a', '#/camera', '#/photo', '#/photo/1');
  const later = walk(first, '#/camera', '#/photo', '#/photo/2', '#/camera', '#/photo', '#/photo/3');
  assert.deepEqual(later, [START, '#/audits', '#/audits/a', '#/camera', '#/photo/3']);
});

test('forms, and photos that are being counted, are replaced by what they lead to', () => {
  assert.deepEqual(walk([START, '#/audits'], '#/audits/new', '#/audits/a'), [
    START,
    '#/audits',
    '#/audits/a',
  ]);
  assert.deepEqual(walk([START], '#/photo', '#/photo/1'), [START, '#/photo/1']);
  assert.deepEqual(walk(['#/audits/a/edit'], '#/audits/a'), ['#/audits/a']);
  assert.deepEqual(walk(['#/shared'], '#/photo', '#/photo/1'), ['#/photo/1']);
});

test('another photo takes the place of the one before it', () => {
  assert.deepEqual(walk([START, '#/photo/1'], '#/photo', '#/photo/2'), [START, '#/photo/2']);
});

test('the start lies under everything, also where a link led past it', () => {
  assert.deepEqual(walk(['#/audits/a'], START), [START]);
  assert.deepEqual(walk(['#/audits/a', '#/photo/1'], START), [START]);
});

test('going up from a linked view leaves nothing to go back to', () => {
  assert.deepEqual(walk(['#/audits/a'], '#/audits'), ['#/audits']);
});

test('an address that only led elsewhere is replaced', () => {
  assert.deepEqual(stepTo([START, '#/settings'], '#/camera', { isRedirect: true }), {
    kind: 'replace',
    trail: [START, '#/camera'],
  });
});

test('an open sheet is a stop of its own over its view', () => {
  const open = stopAt('#/audits/a', true);
  assert.equal(addressAt(open), '#/audits/a');
  assert.deepEqual(walk([START, '#/audits/a'], open), [START, '#/audits/a', open]);
  assert.deepEqual(walk([START, '#/audits/a', open], '#/audits/a'), [START, '#/audits/a']);
  assert.deepEqual(walk([START, '#/audits/a', open], '#/camera'), [START, '#/audits/a', '#/camera']);
  assert.equal(addressAt(stopAt('#/audits/a', false)), '#/audits/a');
});
