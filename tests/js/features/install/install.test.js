import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inAppBrowser, iosTab, problemHere } from '../../../../static/js/device/browsers.js';
import {
  installWay,
  isDeclined,
  isOffered,
  NO_INSTALL,
} from '../../../../static/js/features/install/install.js';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';

const phones = {
  safari: `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`,
  chromeIos: `${IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`,
  edgeIos: `${IPHONE} Version/17.0 EdgiOS/125.0.2535.96 Mobile/15E148 Safari/604.1`,
  firefoxIos: `${IPHONE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`,
  chrome: `${ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36`,
  samsung: `${ANDROID} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
  firefox: 'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
};
const inApps = {
  instagramIos: `${IPHONE} Mobile/15E148 Instagram 330.0.3.29.109 (iPhone14,5; iOS 17_5)`,
  facebookIos: `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/465.0.0.39.97]`,
  bareIos: `${IPHONE} Mobile/15E148`,
  googleIos: `${IPHONE} GSA/320.1.645 Mobile/15E148 Safari/604.1`,
  whatsapp: `${ANDROID} Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 WhatsApp/2.24`,
  webview:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UD1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36',
};

/** @param {string} userAgent */
const browser = (userAgent, { isStandalone = false, maxTouchPoints = 5 } = {}) => ({
  userAgent,
  isStandalone,
  maxTouchPoints,
});

test('each browser of an iPhone has its own way to the home screen', () => {
  assert.equal(installWay(browser(phones.safari), false), 'ios-safari');
  assert.equal(installWay(browser(phones.chromeIos), false), 'ios-chrome');
  assert.equal(installWay(browser(phones.edgeIos), false), 'ios-menu');
  assert.equal(installWay(browser(phones.firefoxIos), false), 'ios-menu');
});

test('a tab of Safari on an iPhone is told from the home screen, other browsers and other apps', () => {
  assert.equal(iosTab(browser(phones.safari)), 'safari');
  assert.equal(iosTab(browser(phones.safari, { isStandalone: true })), null);
  assert.equal(iosTab(browser(phones.chromeIos)), 'chrome');
  assert.equal(iosTab(browser(phones.edgeIos)), 'other');
  for (const each of [inApps.instagramIos, phones.chrome, phones.firefox]) {
    assert.equal(iosTab(browser(each)), null);
  }
});

test('an iPad that calls itself a Mac is an iPad, and a Mac is none', () => {
  const safari = `${MAC} Version/17.5 Safari/605.1.15`;
  assert.equal(installWay(browser(safari, { maxTouchPoints: 5 }), false), 'ios-safari');
  assert.equal(installWay(browser(safari, { maxTouchPoints: 0 }), false), null);
});

test('on Android the browser’s prompt is used if there is one, and Firefox gets instructions', () => {
  assert.equal(installWay(browser(phones.chrome), true), 'prompt');
  assert.equal(installWay(browser(phones.samsung), true), 'prompt');
  assert.equal(installWay(browser(phones.chrome), false), null, 'it is installed, or cannot be');
  assert.equal(installWay(browser(phones.firefox), false), 'firefox-android');
});

test('on a computer nothing is offered, because browsers have a button of their own', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
  assert.equal(installWay(browser(chrome), true), null);
});

test('a page that was opened from the home screen is installed already', () => {
  for (const userAgent of [...Object.values(phones), inApps.bareIos]) {
    assert.equal(installWay(browser(userAgent, { isStandalone: true }), true), null);
    assert.equal(inAppBrowser(browser(userAgent, { isStandalone: true })), null);
  }
});

test('a page inside another app is known as such, and cannot be installed from there', () => {
  for (const [name, userAgent] of Object.entries(inApps)) {
    const expected = userAgent.includes('Android') ? 'android' : 'ios';
    assert.equal(inAppBrowser(browser(userAgent)), expected, name);
    assert.equal(installWay(browser(userAgent), true), null, name);
  }
  for (const [name, userAgent] of Object.entries(phones)) {
    assert.equal(inAppBrowser(browser(userAgent)), null, name);
  }
});

test('inside another app, a camera problem is reported as a problem of that app', () => {
  const instagram = browser(inApps.instagramIos);
  assert.equal(problemHere('camera-denied', instagram), 'in-app-ios');
  assert.equal(problemHere('camera-unsupported', browser(inApps.webview)), 'in-app-android');
  assert.equal(problemHere('camera-busy', instagram), 'camera-busy', 'another browser would not help');
  assert.equal(problemHere('camera-denied', browser(phones.safari)), 'camera-denied');
});

test('it is offered only after something was counted and the page works offline', () => {
  const counted = { ...NO_INSTALL, way: /** @type {const} */ ('prompt'), hasCounted: true };
  assert.equal(isOffered(counted, true), true);
  assert.equal(isOffered(counted, false), false, 'the offer would promise too much');
  assert.equal(isOffered({ ...counted, hasCounted: false }, true), false);
  assert.equal(isOffered({ ...counted, way: null }, true), false);
  assert.equal(isOffered({ ...counted, isDeclined: true }, true), false);
});

test('"Not now" holds for 30 days, and an installation for good', () => {
  const day = 24 * 3600_000;
  const then = 1_700_000_000_000;
  assert.equal(isDeclined(null, then), false);
  assert.equal(isDeclined(String(then), then + 29 * day), true);
  assert.equal(isDeclined(String(then), then + 31 * day), false);
  assert.equal(isDeclined('done', then + 3650 * day), true);
});
