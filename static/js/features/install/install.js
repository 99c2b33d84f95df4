/**
 * Puts the page on the home screen. It is not offered before the first count, because only then a person knows what the
 * app is for, and not for 30 days after "Not now".
 *
 * @typedef {'prompt' | 'ios-safari' | 'ios-chrome' | 'ios-menu' | 'firefox-android'} InstallWay
 *   'prompt': the browser has a prompt that the page can open; the other ways are explained step by step.
 *
 * @typedef {import('../../device/browsers.js').Browser} Browser
 *
 * @typedef {object} InstallState
 * @property {InstallWay | null} way
 * @property {boolean} hasCounted during this visit
 * @property {boolean} isDeclined the person declined recently, or it is installed already
 * @property {boolean} isExplaining whether the steps are shown
 * @property {boolean} isOpenElsewhere an update was asked for, and another window runs the version before it
 *
 * @typedef {Event & { prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }> }} InstallPromptEvent
 */
import { inAppBrowser, iosTab, isAndroid, thisBrowser } from '../../device/browsers.js';
import { recall, remember } from '../../device/memory.js';

const KEY = 'shelfscan.install';
const DONE = 'done';
const ASK_AGAIN_AFTER_MS = 30 * 24 * 3600_000;

/** By the browser. @type {Record<NonNullable<ReturnType<typeof iosTab>>, InstallWay>} */
const IOS_WAYS = { safari: 'ios-safari', chrome: 'ios-chrome', other: 'ios-menu' };

/** @type {InstallState} */
export const NO_INSTALL = {
  way: null,
  hasCounted: false,
  isDeclined: false,
  isExplaining: false,
  isOpenElsewhere: false,
};

/**
 * @param {Browser} browser
 * @param {boolean} canPrompt whether the browser has offered its prompt
 * @returns {InstallWay | null} null: it is installed, cannot be installed here, or this is a computer, where browsers offer
 *   it themselves
 */
export function installWay(browser, canPrompt) {
  const { userAgent, isStandalone } = browser;
  if (isStandalone || inAppBrowser(browser)) return null;
  const tab = iosTab(browser);
  if (tab) return IOS_WAYS[tab];
  if (!isAndroid(browser)) return null;
  if (/\bFirefox\//.test(userAgent)) return 'firefox-android';
  return canPrompt ? 'prompt' : null;
}

/** @param {string | null} answer the stored answer @param {number} now */
export function isDeclined(answer, now) {
  if (answer === null) return false;
  return answer === DONE || now - Number(answer) < ASK_AGAIN_AFTER_MS;
}

/**
 * @param {InstallState} state
 * @param {boolean} isOfflineReady the offer promises that the page works offline
 */
export const isOffered = ({ way, hasCounted, isDeclined: no }, isOfflineReady) =>
  way !== null && hasCounted && !no && isOfflineReady;

export class InstallController {
  /** @type {InstallPromptEvent | null} */
  #event = null;
  #browser;

  /**
   * @param {import('../contract.js').Context<InstallState>} context
   * @param {Browser} [browser]
   */
  constructor(context, browser = thisBrowser()) {
    this.context = context;
    this.#browser = browser;
    context.update({
      way: installWay(browser, false),
      isDeclined: isDeclined(recall(KEY), Date.now()),
    });
    // The prompt is available only through this event, which browsers fire once, early.
    addEventListener('beforeinstallprompt', (event) => {
      const way = installWay(this.#browser, true);
      if (way !== 'prompt') return; // on computers the browser shows a button of its own
      event.preventDefault();
      this.#event = /** @type {InstallPromptEvent} */ (event);
      context.update({ way });
    });
    addEventListener('appinstalled', () => this.finish());
  }

  /** Call after a photo or a frame was counted. */
  counted() {
    if (!this.context.state().hasCounted) this.context.update({ hasCounted: true });
  }

  async install() {
    if (this.context.state().way !== 'prompt') return this.context.update({ isExplaining: true });
    const event = this.#event;
    if (!event) return;
    this.#event = null; // an event can be used for one prompt only
    this.context.update({ way: null });
    const { outcome } = await event.prompt();
    if (outcome === 'dismissed') this.decline();
  }

  decline() {
    remember(KEY, String(Date.now()));
    this.context.update({ isDeclined: true, isExplaining: false });
  }

  finish() {
    remember(KEY, DONE);
    this.context.update({ isDeclined: true, isExplaining: false });
  }

  closeSteps() {
    this.context.update({ isExplaining: false });
  }

  /** Reloads the page with its new version, unless that would interrupt what is done in another window. */
  async applyUpdate() {
    this.context.update({ isOpenElsewhere: false });
    if (!(await this.context.services.offline.applyUpdate())) this.context.update({ isOpenElsewhere: true });
  }
}
