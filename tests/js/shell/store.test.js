import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Store } from '../../../static/js/shell/store.js';

test('several changes in one task are drawn once', async () => {
  /** @type {object[]} */
  const drawn = [];
  const store = new Store({ a: 1, b: 1 }, (state) => drawn.push(state));
  store.update({ a: 2 });
  store.update({ b: 3 });
  await null;
  assert.deepEqual(drawn, [{ a: 2, b: 3 }]);
});

test('a change made while drawing is drawn too', async () => {
  /** @type {number[]} */
  const drawn = [];
  const store = new Store({ a: 1 }, ({ a }) => {
    drawn.push(a);
    if (a === 2) store.update({ a: 3 });
  });
  store.update({ a: 2 });
  await new Promise(setImmediate);
  assert.deepEqual(drawn, [2, 3]);
});
