/**
 * Puts the page on the home screen: how that is done in this browser, and when it is offered. Nowhere before the first
 * count, since only then a person knows what for; and never again for a while after "Not now".
 *
 * @typedef {'prompt' | 'ios-safari' | 'ios-chrome' | 'ios-menu' | 'firefox-android'} InstallWay
 *   'prompt': the browser asks by itself, when told to; the others are explained step by step.
 *
 * @typedef {import('../../device/browsers.js').Browser} Browser
 *
 * @typedef {object} InstallState
 * @property {InstallWay | null} way
 * @property {boolean} hasCounted during this visit
 * @property {boolean} isDeclined for now, or because it is done
 * @property {boolean} isExplaining the steps are shown
 *
 * @typedef {Event & { prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }> }} InstallPromptEvent
 *
 * @typedef {object} InstallActions
 * @property {() => void} install asks the browser, or shows the steps
 * @property {() => void} decline
 * @property {() => void} finish the person says that it is done
 * @property {() => void} closeSteps
 */

import { inAppBrowser, isAndroid, isIos, thisBrowser } from '../../device/browsers.js';
import { recall, remember } from '../../device/memory.js';

const KEY = 'shelfscan.install';
const DONE = 'done';
const ASK_AGAIN_AFTER_MS = 30 * 24 * 3600_000;

/** @type {InstallState} */
export const NO_INSTALL = { way: null, hasCounted: false, isDeclined: false, isExplaining: false };

/**
 * @param {Browser} browser
 * @param {boolean} canPrompt this browser has offered to ask
 * @returns {InstallWay | null} null: it is done, cannot be done here, or is no phone, where browsers offer it themselves
 */
export function installWay(browser, canPrompt) {
  const { userAgent, isStandalone } = browser;
  if (isStandalone || inAppBrowser(browser)) return null;
  if (isIos(browser)) {
    if (/\bCriOS\//.test(userAgent)) return 'ios-chrome';
    return /\b(EdgiOS|FxiOS|OPiOS|OPT|DuckDuckGo|Ddg)\//.test(userAgent) ? 'ios-menu' : 'ios-safari';
  }
  if (!isAndroid(browser)) return null;
  if (/\bFirefox\//.test(userAgent)) return 'firefox-android';
  return canPrompt ? 'prompt' : null;
}

/** @param {string | null} answer as it is remembered @param {number} now */
export function isDeclined(answer, now) {
  if (answer === null) return false;
  return answer === DONE || now - Number(answer) < ASK_AGAIN_AFTER_MS;
}

/**
 * @param {InstallState} state
 * @param {boolean} isOfflineReady only then the page keeps what the offer promises
 */
export const isOffered = ({ way, hasCounted, isDeclined: no }, isOfflineReady) =>
  way !== null && hasCounted && !no && isOfflineReady;

/** Changes the state of the offer, and knows no view. */
export class InstallDesk {
  /** @type {InstallPromptEvent | null} */
  #event = null;
  /** @type {InstallState} */
  #state;

  /**
   * @param {(state: InstallState) => void} show
   * @param {Browser} [browser]
   */
  constructor(show, browser = thisBrowser()) {
    this.show = show;
    this.browser = browser;
    this.#state = {
      ...NO_INSTALL,
      way: installWay(browser, false),
      isDeclined: isDeclined(recall(KEY), Date.now()),
    };
  }

  /** The browser may ask only after it has said so in an event, which it does once, early. */
  watch() {
    this.show(this.#state);
    addEventListener('beforeinstallprompt', (event) => {
      const way = installWay(this.browser, true);
      if (way !== 'prompt') return; // a computer, whose browser shows a button of its own
      event.preventDefault();
      this.#event = /** @type {InstallPromptEvent} */ (event);
      this.#update({ way });
    });
    addEventListener('appinstalled', () => this.finish());
  }

  /** A photo, or a scan, has ended with a count. */
  counted() {
    if (!this.#state.hasCounted) this.#update({ hasCounted: true });
  }

  async install() {
    if (this.#state.way !== 'prompt') return this.#update({ isExplaining: true });
    const event = this.#event;
    if (!event) return;
    this.#event = null; // one event, one question
    this.#update({ way: null });
    const { outcome } = await event.prompt();
    if (outcome === 'dismissed') this.decline();
  }

  decline() {
    remember(KEY, String(Date.now()));
    this.#update({ isDeclined: true, isExplaining: false });
  }

  finish() {
    remember(KEY, DONE);
    this.#update({ isDeclined: true, isExplaining: false });
  }

  closeSteps() {
    this.#update({ isExplaining: false });
  }

  /** @param {Partial<InstallState>} change */
  #update(change) {
    this.#state = { ...this.#state, ...change };
    this.show(this.#state);
  }
}
