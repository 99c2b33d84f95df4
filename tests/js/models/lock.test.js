import assert from 'node:assert/strict';
import { test } from 'node:test';
import { underLock } from '../../../static/js/models/lock.js';

/** @param {import('node:test').TestContext} t @param {unknown} locks What the browser has as navigator.locks. */
function useLocks(t, locks) {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  t.after(() => Object.defineProperty(globalThis, 'navigator', before ?? {}));
}

/** Runs two works of some steps each, and tells in which order the steps came. */
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

test('work of the same name waits for its turn', async () => {
  assert.deepEqual(await interleave(), IN_TURN);
});

test('without Web Locks work still waits for its turn in the same tab', async (t) => {
  useLocks(t, undefined);
  assert.deepEqual(await interleave(), IN_TURN);
});

test('where the browser refuses locks the work is done all the same', async (t) => {
  useLocks(t, { request: () => Promise.reject(new DOMException('not here', 'SecurityError')) });
  assert.deepEqual(await interleave(), IN_TURN);
});

test('work that fails is not done twice, and does not stop what comes after it', async () => {
  let runs = 0;
  const failing = underLock('test', async () => {
    runs += 1;
    throw new Error('full');
  });
  await assert.rejects(failing, /full/);
  assert.equal(runs, 1);
  assert.equal(await underLock('test', async () => 'done'), 'done');
});

test('without Web Locks work that fails does not stop what comes after it', async (t) => {
  useLocks(t, undefined);
  await assert.rejects(
    underLock('test', async () => {
      throw new Error('full');
    }),
    /full/,
  );
  assert.equal(await underLock('test', async () => 'done'), 'done');
});
