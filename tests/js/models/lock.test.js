import assert from 'node:assert/strict';
import { test } from 'node:test';
import { underLock } from '../../../static/js/models/lock.js';

/** @param {import('node:test').TestContext} t @param {unknown} locks What the browser has as navigator.locks. */
function useLocks(t, locks) {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  t.after(() => Object.defineProperty(globalThis, 'navigator', before ?? {}));
}

/** Runs two tasks under the lock and returns the order of their steps. */
async function interleave() {
  /** @type {string[]} */
  const steps = [];
  const work = (/** @type {string} */ name) =>
    underLock('test', async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`${name} ends`);
    });
  await Promise.all([work('one'), work('two')]);
  return steps;
}

const IN_TURN = ['one begins', 'one ends', 'two begins', 'two ends'];

test('tasks under the same name wait for each other', async () => {
  assert.deepEqual(await interleave(), IN_TURN);
});

test('without Web Locks tasks still wait for each other in the same tab', async (t) => {
  useLocks(t, undefined);
  assert.deepEqual(await interleave(), IN_TURN);
});

test('if the browser refuses locks the task still runs', async (t) => {
  useLocks(t, { request: () => Promise.reject(new DOMException('not here', 'SecurityError')) });
  assert.deepEqual(await interleave(), IN_TURN);
});

test('a task that fails does not run twice, and does not stop the next one', async () => {
  let runs = 0;
  const failing = underLock('test', async () => {
    runs += 1;
    throw new Error('full');
  });
  await assert.rejects(failing, /full/);
  assert.equal(runs, 1);
  assert.equal(await underLock('test', async () => 'done'), 'done');
});

test('without Web Locks a task that fails does not stop the next one', async (t) => {
  useLocks(t, undefined);
  await assert.rejects(
    underLock('test', async () => {
      throw new Error('full');
    }),
    /full/,
  );
  assert.equal(await underLock('test', async () => 'done'), 'done');
});
