import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Observable } from '../../../static/js/toolkit/observable.js';

test('every listener is told of a change, with the state before it', () => {
  const observable = new Observable({ a: 1, b: 1 });
  /** @type {unknown[]} */
  const told = [];
  observable.subscribe((now, before) => told.push([now, before]));
  observable.subscribe(({ a }) => told.push(a));
  observable.update({ a: 2 });
  assert.deepEqual(told, [
    [
      { a: 2, b: 1 },
      { a: 1, b: 1 },
    ],
    2,
  ]);
  assert.deepEqual(observable.state, { a: 2, b: 1 });
});

test('a listener that has ended is told nothing', () => {
  const observable = new Observable({ a: 1 });
  let told = 0;
  const end = observable.subscribe(() => {
    told += 1;
  });
  observable.update({ a: 2 });
  end();
  observable.update({ a: 3 });
  assert.equal(told, 1);
});
