import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressAt, stepTo, stopAt } from '../../../static/js/shell/trail.js';

const START = '';
/** @param {string} address */
const isPassing = (address) =>
  ['#/photo', '#/audits/new', '#/shared'].includes(address) || address.endsWith('/edit');

/**
 * The trail after opening these stops one after another. As in the browser, a step is decided again after going back.
 * @param {string[]} trail
 * @param {string[]} stops
 */
function openAll(trail, ...stops) {
  for (const stop of stops) {
    const next = () => stepTo(trail, stop, { isPassing });
    for (let step = next(); step.kind !== 'stay'; step = next()) {
      trail = step.kind === 'back' ? trail.slice(0, -step.steps) : step.trail;
    }
  }
  return trail;
}

test('opened views are stacked', () => {
  assert.deepEqual(openAll([START], '#/camera', '#/photo/1'), [START, '#/camera', '#/photo/1']);
});

test('opening the current view changes nothing', () => {
  assert.deepEqual(stepTo([START, '#/camera'], '#/camera'), { kind: 'stay' });
});

test('closing a view goes back, by one step or several, and adds nothing', () => {
  assert.deepEqual(stepTo([START, '#/camera'], START), { kind: 'back', steps: 1 });
  assert.deepEqual(stepTo([START, '#/audits', '#/audits/a', '#/photo/1', '#/camera'], '#/audits/a'), {
    kind: 'back',
    steps: 2,
  });
});

test('many photos in a row do not make the way back longer than one does', () => {
  const first = openAll([START], '#/audits', '#/audits/a', '#/camera', '#/photo', '#/photo/1');
  const later = openAll(first, '#/camera', '#/photo', '#/photo/2', '#/camera', '#/photo', '#/photo/3');
  assert.deepEqual(later, [START, '#/audits', '#/audits/a', '#/camera', '#/photo/3']);
});

test('forms and photos that are being counted are replaced by the next view', () => {
  assert.deepEqual(openAll([START, '#/audits'], '#/audits/new', '#/audits/a'), [
    START,
    '#/audits',
    '#/audits/a',
  ]);
  assert.deepEqual(openAll([START], '#/photo', '#/photo/1'), [START, '#/photo/1']);
  assert.deepEqual(openAll(['#/audits/a/edit'], '#/audits/a'), ['#/audits/a']);
  assert.deepEqual(openAll(['#/shared'], '#/photo', '#/photo/1'), ['#/photo/1']);
});

test('another photo replaces the previous one', () => {
  assert.deepEqual(openAll([START, '#/photo/1'], '#/photo', '#/photo/2'), [START, '#/photo/2']);
});

test('the start is at the bottom, even if a link led past it', () => {
  assert.deepEqual(openAll(['#/audits/a'], START), [START]);
  assert.deepEqual(openAll(['#/audits/a', '#/photo/1'], START), [START]);
});

test('going up from a linked view leaves nothing to go back to', () => {
  assert.deepEqual(openAll(['#/audits/a'], '#/audits'), ['#/audits']);
});

test('an address that only redirected is replaced', () => {
  assert.deepEqual(stepTo([START, '#/settings'], '#/camera', { isRedirect: true }), {
    kind: 'replace',
    trail: [START, '#/camera'],
  });
});

test('an open sheet is a stop of its own over its view', () => {
  const open = stopAt('#/audits/a', true);
  assert.equal(addressAt(open), '#/audits/a');
  assert.deepEqual(openAll([START, '#/audits/a'], open), [START, '#/audits/a', open]);
  assert.deepEqual(openAll([START, '#/audits/a', open], '#/audits/a'), [START, '#/audits/a']);
  assert.deepEqual(openAll([START, '#/audits/a', open], '#/camera'), [START, '#/audits/a', '#/camera']);
  assert.equal(addressAt(stopAt('#/audits/a', false)), '#/audits/a');
});
