import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

import { throttleNewest } from '../../../static/js/ui/throttle.js';

/** @param {(say: (value: number) => void, said: number[]) => void} play */
function withTimers(play) {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    /** @type {number[]} */
    const said = [];
    play(
      throttleNewest((/** @type {number} */ value) => said.push(value), 4000),
      said,
    );
  } finally {
    mock.timers.reset();
  }
}

test('the first value is said at once and the newest one after the interval', () => {
  withTimers((say, said) => {
    for (const value of [1, 2, 3]) say(value);
    assert.deepEqual(said, [1]);
    mock.timers.tick(4000);
    assert.deepEqual(said, [1, 3]);
  });
});

test('a value that did not change is not said again', () => {
  withTimers((say, said) => {
    say(7);
    say(7);
    mock.timers.tick(4000);
    say(7);
    mock.timers.tick(4000);
    assert.deepEqual(said, [7]);
  });
});

test('after a quiet time the next value is said at once', () => {
  withTimers((say, said) => {
    say(1);
    mock.timers.tick(4000);
    say(2);
    assert.deepEqual(said, [1, 2]);
  });
});
