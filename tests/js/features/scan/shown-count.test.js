import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ShownCount } from '../../../../static/js/features/scan/shown-count.js';

/** @typedef {Partial<import('../../../../static/js/features/scan/state.js').CountState>} Change */

function makeCount() {
  /** @type {Change} */
  const state = {};
  /** @type {string[]} */
  const spoken = [];
  const count = new ShownCount({
    onChange: (change) => Object.assign(state, change),
    onAnnounce: (text) => spoken.push(text),
  });
  let start_ms = 0;
  /** Frames over a camera that stands still. @param {number} value @param {number} frames */
  const add = (value, frames, isPaused = false) => {
    for (let i = 0; i < frames; i += 1) {
      start_ms += 250;
      count.add(value, { isStill: true, start_ms }, isPaused);
    }
  };
  return { count, state, spoken, add };
}

test('a settled count is shown as such, and spoken', () => {
  const { count, state, spoken, add } = makeCount();
  add(12, 2);
  assert.deepEqual([state.count, state.isSettled, count.isSettled], [12, false, false]);
  add(12, 6);
  assert.deepEqual([state.count, state.isSettled, count.isSettled], [12, true, true]);
  assert.equal(spoken.length, 1);
  assert.match(spoken[0], /12/);
  count.stop();
});

test('a paused picture shows its own count at once', () => {
  const { count, state, add } = makeCount();
  add(12, 8);
  add(30, 1, true);
  assert.deepEqual([state.count, state.isSettled], [30, true]);
  count.stop();
});

test('before the first frame there is no count, even if a region is chosen', () => {
  const { count, state } = makeCount();
  count.restart(0, false);
  assert.equal(state.count, undefined);
});

test('after another region is chosen, the settled count is reset', () => {
  const { count, state, add } = makeCount();
  add(12, 8);
  count.restart(5, false);
  assert.deepEqual([state.count, state.isSettled, count.isSettled], [5, false, false]);
  add(5, 2);
  assert.equal(state.isSettled, false, 'it comes to rest on frames of the new part alone');
  count.restart(4, true);
  assert.deepEqual([state.count, state.isSettled], [4, true], 'a paused picture has nothing to settle');
  count.stop();
});
