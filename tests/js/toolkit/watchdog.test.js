import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Watchdog } from '../../../static/js/toolkit/watchdog.js';

class Page extends EventTarget {
  /** @type {'visible' | 'hidden'} */
  visibilityState = 'visible';

  /** @param {'visible' | 'hidden'} state */
  become(state) {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/**
 * A fake clock.
 * @param {import('node:test').TestContext} t
 */
function makeWatchdog(t) {
  let now_ms = 0;
  let timers = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now_ms);
  const page = new Page();
  const watchdog = new Watchdog(() => (timers += 1), page);
  return {
    page,
    watchdog,
    silences: () => timers,
    pass: (/** @type {number} */ ms) => {
      now_ms += ms;
      t.mock.timers.tick(ms);
    },
    /** The clock advances, but no timer fires until the page continues. */
    freeze: (/** @type {number} */ ms) => {
      now_ms += ms;
    },
  };
}

test('silence is reported once, when the time limit is over', (t) => {
  const { watchdog, silences, pass } = makeWatchdog(t);
  watchdog.expect(1000);
  pass(999);
  assert.equal(silences(), 0);
  pass(1);
  assert.equal(silences(), 1);
  pass(5000);
  assert.equal(silences(), 1);
});

test('every message restarts the time limit, and without a request no timer runs', (t) => {
  const { watchdog, silences, pass } = makeWatchdog(t);
  watchdog.expect(1000);
  pass(900);
  watchdog.expect(1000);
  pass(900);
  watchdog.rest();
  pass(5000);
  assert.equal(silences(), 0);
});

test('time in which the page is hidden does not count', (t) => {
  const { watchdog, page, silences, pass } = makeWatchdog(t);
  watchdog.expect(1000);
  pass(900);
  page.become('hidden');
  pass(60_000);
  page.become('visible');
  pass(900);
  assert.equal(silences(), 0);
  pass(100);
  assert.equal(silences(), 1);
});

test('a request made while the page is hidden gets its time limit when the page is shown', (t) => {
  const { watchdog, page, silences, pass } = makeWatchdog(t);
  page.become('hidden');
  watchdog.expect(1000);
  pass(60_000);
  assert.equal(silences(), 0);
  page.become('visible');
  pass(1000);
  assert.equal(silences(), 1);
});

test('after the page was frozen the time limit starts again', (t) => {
  const { watchdog, silences, pass, freeze } = makeWatchdog(t);
  watchdog.expect(1000);
  pass(500);
  freeze(60_000);
  pass(500);
  assert.equal(silences(), 0);
  pass(1000);
  assert.equal(silences(), 1);
});

test('after the watchdog ended, showing the page starts no timer', (t) => {
  const { watchdog, page, silences, pass } = makeWatchdog(t);
  watchdog.expect(1000);
  watchdog.dispose();
  page.become('visible');
  pass(5000);
  assert.equal(silences(), 0);
});
