import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canVibrate } from '../../../static/js/device/vibration.js';

/** @param {import('node:test').TestContext} t @param {object} browser in place of the navigator */
function inBrowser(t, browser) {
  const before = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, 'navigator'));
  Object.defineProperty(globalThis, 'navigator', { value: browser, configurable: true });
  t.after(() => Object.defineProperty(globalThis, 'navigator', before));
}

const CHROME =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0';

test('vibration is offered where the phone vibrates', (t) => {
  inBrowser(t, { userAgent: CHROME, vibrate: () => true });
  assert.equal(canVibrate(), true);
});

test('vibration is not offered by a browser that has none, or only says that it has', (t) => {
  inBrowser(t, { userAgent: CHROME });
  assert.equal(canVibrate(), false);
  inBrowser(t, { userAgent: FIREFOX, vibrate: () => true });
  assert.equal(canVibrate(), false);
});
