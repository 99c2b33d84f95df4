/**
 * What kind of browser this is, as far as nothing but its name tells it: whether it can put a page on the home screen,
 * and whether it is the inside of another app.
 *
 * @typedef {object} Browser
 * @property {string} userAgent
 * @property {number} maxTouchPoints
 * @property {boolean} isStandalone opened from the home screen
 */

/** Apps that open links in a browser of their own, which may call itself Safari or Chrome. */
const APPS =
  /\b(FBAN|FBAV|FB_IAB|Instagram|WhatsApp|Line\/|MicroMessenger|Snapchat|LinkedInApp|Twitter|GSA\/|musical_ly|BytedanceWebview|Teams\/)/;

/** Problems that the browser itself may have, for which there is another one. */
const OF_THE_BROWSER = new Set(['camera-denied', 'camera-none', 'camera-unsupported']);

/** @returns {Browser} */
export function thisBrowser() {
  const { userAgent, maxTouchPoints } = navigator;
  const isStandalone =
    matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches ||
    ('standalone' in navigator && navigator.standalone === true); // iOS
  return { userAgent, maxTouchPoints, isStandalone };
}

/** An iPad calls itself a Mac. @param {Browser} browser */
export const isIos = ({ userAgent, maxTouchPoints }) =>
  /\b(iPhone|iPad|iPod)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1);

/** @param {Browser} browser */
export const isAndroid = ({ userAgent }) => /\bAndroid\b/.test(userAgent);

/**
 * The page was opened from a link in another app and is still inside of it. There is often no camera there, and what is
 * kept may be gone the next time.
 *
 * @param {Browser} browser
 * @returns {'ios' | 'android' | null}
 */
export function inAppBrowser(browser) {
  const { userAgent, isStandalone } = browser;
  if (isStandalone) return null; // a page on the home screen of an iPhone has the name of one inside an app
  if (isIos(browser)) return APPS.test(userAgent) || !/\bSafari\//.test(userAgent) ? 'ios' : null;
  if (isAndroid(browser)) return APPS.test(userAgent) || /;\s*wv\)/.test(userAgent) ? 'android' : null;
  return null;
}

/**
 * @param {string} problem code for messages.problemText
 * @param {Browser} [browser]
 * @returns {string} the problem, or that it is for want of a real browser
 */
export function problemHere(problem, browser = thisBrowser()) {
  const app = OF_THE_BROWSER.has(problem) ? inAppBrowser(browser) : null;
  return app ? `in-app-${app}` : problem;
}
