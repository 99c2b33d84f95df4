import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdShot } from '../../../static/js/audits/lock.js';

/** @param {import('node:test').TestContext} t @param {unknown} locks of this browser */
function withLocks(t, locks) {
  const before = Object.getOwnPropertyDescriptor(navigator, 'locks');
  Object.defineProperty(navigator, 'locks', { value: locks, configurable: true });
  t.after(() => {
    if (before) Object.defineProperty(navigator, 'locks', before);
    else Reflect.deleteProperty(navigator, 'locks');
  });
}

/** @param {string} name of the error with which every lock is refused */
const refusing = (name) => ({ request: () => Promise.reject(new DOMException('refused', name)) });

test('a browser without locks, or one that refuses them, opens photos all the same', async (t) => {
  for (const locks of [undefined, refusing('SecurityError'), refusing('InvalidStateError')]) {
    withLocks(t, locks);
    assert.equal(typeof (await holdShot('a')), 'function');
  }
});

test('a photo that another tab does not release in time is not held', async (t) => {
  withLocks(t, refusing('TimeoutError'));
  assert.equal(await holdShot('a', 5), null);
});
