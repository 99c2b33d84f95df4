/**
 * Identifies browsers by their user agent string, where features cannot be detected in another way: whether it can put a
 * page on the home screen, and whether it is embedded in another app.
 *
 * @typedef {object} Browser
 * @property {string} userAgent
 * @property {number} maxTouchPoints
 * @property {boolean} isStandalone opened from the home screen
 */

/** Apps that open links in an embedded browser, which may identify itself as Safari or Chrome. */
const APPS =
  /\b(FBAN|FBAV|FB_IAB|Instagram|WhatsApp|Line\/|MicroMessenger|Snapchat|LinkedInApp|Twitter|GSA\/|musical_ly|BytedanceWebview|Teams\/)/;

/** Problems that an embedded browser may cause. Opening the page in a real browser may solve them. */
const OF_THE_BROWSER = new Set(['camera-denied', 'camera-none', 'camera-unsupported']);

/** @returns {Browser} */
export function thisBrowser() {
  const { userAgent, maxTouchPoints } = navigator;
  const isStandalone =
    matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches ||
    ('standalone' in navigator && navigator.standalone === true); // iOS
  return { userAgent, maxTouchPoints, isStandalone };
}

/** An iPad identifies itself as a Mac. @param {Browser} browser */
export const isIos = ({ userAgent, maxTouchPoints }) =>
  /\b(iPhone|iPad|iPod)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1);

/** @param {Browser} browser */
export const isAndroid = ({ userAgent }) => /\bAndroid\b/.test(userAgent);

/**
 * Whether the page runs in the embedded browser of another app. There is often no camera there, and stored data may be
 * gone the next time.
 *
 * @param {Browser} browser
 * @returns {'ios' | 'android' | null}
 */
export function inAppBrowser(browser) {
  const { userAgent, isStandalone } = browser;
  if (isStandalone) return null; // a page on an iPhone's home screen has the user agent of an embedded browser
  if (isIos(browser)) return APPS.test(userAgent) || !/\bSafari\//.test(userAgent) ? 'ios' : null;
  if (isAndroid(browser)) return APPS.test(userAgent) || /;\s*wv\)/.test(userAgent) ? 'android' : null;
  return null;
}

/** Browsers on iPhones that are not Safari. The first has a share button of its own, the others a menu. */
const CHROME_ON_IOS = /\bCriOS\//;
const OTHERS_ON_IOS = /\b(EdgiOS|FxiOS|OPiOS|OPT|DuckDuckGo|Ddg)\//;

/**
 * @param {Browser} browser
 * @returns {'safari' | 'chrome' | 'other' | null} which browser of an iPhone or iPad shows the page in a tab; null: none
 */
export function iosTab(browser) {
  const { userAgent, isStandalone } = browser;
  if (!isIos(browser) || isStandalone || inAppBrowser(browser)) return null;
  if (CHROME_ON_IOS.test(userAgent)) return 'chrome';
  return OTHERS_ON_IOS.test(userAgent) ? 'other' : 'safari';
}

/**
 * @param {string} problem code for messages.problemText
 * @param {Browser} [browser]
 * @returns {string} the same code, or the code for an embedded browser if that may be the cause
 */
export function problemHere(problem, browser = thisBrowser()) {
  const app = OF_THE_BROWSER.has(problem) ? inAppBrowser(browser) : null;
  return app ? `in-app-${app}` : problem;
}
