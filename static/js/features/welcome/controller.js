/** The screens that explain the app at the first visit, and later on request. */
import { recall, remember } from '../../device/memory.js';
import { messages } from '../../messages.js';

/** @typedef {{ step: number }} WelcomeState index of the screen that is shown */

const KEY = 'shelfscan.welcomed';
/** The screens were shown but not finished. */
const BEGUN = 'begun';

/**
 * Whether to start with the welcome screens. Not if the person followed a link to another view, and not if the browser
 * stores nothing, because they would appear at every visit.
 *
 * @param {string} hash of the page's address
 * @returns {boolean}
 */
export function isFirstVisit(hash) {
  const known = recall(KEY);
  if (hash.startsWith('#/') || (known !== null && known !== BEGUN)) return false;
  remember(KEY, BEGUN);
  return recall(KEY) !== null;
}

export class WelcomeController {
  /** @param {import('../contract.js').Context<WelcomeState>} context */
  constructor(context) {
    this.context = context;
  }

  open() {
    this.context.show('welcome');
    this.context.update({ step: 0 });
  }

  /** Call after another screen was scrolled into view. @param {number} step */
  stepChanged(step) {
    if (step === this.context.state().step) return;
    this.context.update({ step });
    const { screens, announceScreen } = messages.welcome;
    const { title, text } = screens[step];
    this.context.announce(announceScreen(step + 1, screens.length, `${title}. ${text}`));
  }

  close() {
    remember(KEY, 'yes');
    this.context.navigate('start');
  }
}
