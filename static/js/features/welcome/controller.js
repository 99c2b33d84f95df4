/** The screens that explain the page at the very first visit, and again whenever a person asks for them. */
import { recall, remember } from '../../device/memory.js';
import { messages } from '../../messages.js';

/** @typedef {{ step: number }} WelcomeState which of the screens is shown, from 0 */

const KEY = 'shelfscan.welcomed';
/** The screens were shown, but not to the end. */
const BEGUN = 'begun';

/**
 * Whether to explain the page before anything else. Not to someone who followed a link into it; and not in a browser
 * that stores nothing, where it would come at every visit.
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

  /** The person has come to another screen. @param {number} step */
  turned(step) {
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
