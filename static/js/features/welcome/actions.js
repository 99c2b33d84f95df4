/** The screens that explain the page at the very first visit, and again whenever a person asks for them. */

import { recall, remember } from '../../device/memory.js';
import { messages } from '../../messages.js';

const KEY = 'shelfscan.welcomed';
/** The screens were shown, but not to the end. */
const BEGUN = 'begun';

/**
 * @typedef {object} WelcomeActions
 * @property {() => void} open
 * @property {(step: number) => void} turned the person has come to another screen
 * @property {() => void} close
 */

/**
 * Whether to explain the page before anything else. Not to someone who followed a link into it; and not in a browser
 * that stores nothing, where it would come at every visit.
 *
 * @param {string} fragment of the page's address
 * @returns {boolean}
 */
export function isFirstVisit(fragment) {
  const known = recall(KEY);
  if (fragment.startsWith('#/') || (known !== null && known !== BEGUN)) return false;
  remember(KEY, BEGUN);
  return recall(KEY) !== null;
}

/**
 * @param {object} page
 * @param {(step: number) => void} page.show
 * @param {() => void} page.leave to the start view
 * @param {(text: string) => void} page.announce to screen readers
 * @returns {WelcomeActions}
 */
export function welcomeActions({ show, leave, announce }) {
  let shown = 0;
  const showStep = (/** @type {number} */ step) => {
    shown = step;
    show(step);
  };
  return {
    open: () => showStep(0),
    turned: (step) => {
      if (step === shown) return;
      showStep(step);
      const { screens, announceScreen } = messages.welcome;
      const { title, text } = screens[step];
      announce(announceScreen(step + 1, screens.length, `${title}. ${text}`));
    },
    close: () => {
      remember(KEY, 'yes');
      leave();
    },
  };
}
