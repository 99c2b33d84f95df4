import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { SpokenCount } from '../../../../static/js/features/scan/spoken-count.js';

/** @param {(count: SpokenCount, said: number[]) => void} play */
function withTimers(play) {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    /** @type {number[]} */
    const said = [];
    play(new SpokenCount((count) => said.push(count)), said);
  } finally {
    mock.timers.reset();
  }
}

const settled = (/** @type {number} */ count) => ({ count, isSettled: true });
const moving = (/** @type {number} */ count) => ({ count, isSettled: false });

test('only a settled count is spoken', () => {
  withTimers((count, said) => {
    for (const frame of [moving(3), moving(5), settled(5), settled(5)]) count.show(frame);
    assert.deepEqual(said, [5]);
  });
});

test('the next count is spoken four seconds later at the earliest, and it is the latest', () => {
  withTimers((count, said) => {
    for (const frame of [settled(5), settled(6), settled(7)]) count.show(frame);
    mock.timers.tick(3999);
    assert.deepEqual(said, [5]);
    mock.timers.tick(1);
    assert.deepEqual(said, [5, 7]);
  });
});

test('a count that changed in the meantime is spoken once it has settled again', () => {
  withTimers((count, said) => {
    for (const frame of [settled(5), settled(6), moving(6)]) count.show(frame);
    mock.timers.tick(4000);
    assert.deepEqual(said, [5]);
    count.show(settled(6));
    assert.deepEqual(said, [5, 6]);
  });
});

test('a count that did not change is not spoken again', () => {
  withTimers((count, said) => {
    count.show(settled(5));
    mock.timers.tick(9000);
    count.show(settled(5));
    assert.deepEqual(said, [5]);
  });
});

test('after the scan nothing is spoken any more', () => {
  withTimers((count, said) => {
    count.show(settled(5));
    count.show(settled(6));
    count.stop();
    mock.timers.tick(9000);
    assert.deepEqual(said, [5]);
  });
});
