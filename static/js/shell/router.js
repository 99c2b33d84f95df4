/**
 * Keeps the browser's history in step with the page, and the page in step with Back, Forward and links. The page's state
 * decides what is shown; the address only follows it.
 */
import { addressAt, stepTo, stopAt } from './trail.js';

/**
 * @typedef {object} RoutedPage
 * @property {import('./address.js').Addresses} addresses of all views
 * @property {() => string | null} address of what is shown; null: it has none of its own
 * @property {() => boolean} hasSheet open over what is shown
 * @property {() => void} closeSheets
 * @property {(address: import('./address.js').Address) => unknown} open shows it, or what comes nearest; awaited
 */

export class Router {
  /** The stops up to here. Each entry of the history keeps its own, so that they outlast a reload. @type {string[]} */
  #trail;
  /** How far down each address was scrolled, pixels. @type {Map<string, number>} */
  #scrolled = new Map();
  /** Where the page is on its way to, while the history has not arrived there. */
  #isTravelling = false;
  #isOpening = false;
  #isAskedAgain = false;
  #isAway = false;

  /** @param {RoutedPage} page */
  constructor(page) {
    this.page = page;
    this.asked = page.addresses.parse(location.hash);
    const { trail } = history.state ?? {};
    /** Whether the address is to be shown as it is: after a reload, or where it was asked for. */
    this.isAsked = Boolean(trail) || this.asked.name !== 'start';
    this.#trail = trail ?? [page.addresses.format(this.asked)];
    this.#write('replaceState');
    history.scrollRestoration = 'manual';
    addEventListener('popstate', (event) => this.#arrive(event.state?.trail));
    addEventListener('scroll', () => this.#keepScrolled(), { passive: true });
    addEventListener('pagehide', () => {
      this.#isAway = true;
    });
    addEventListener('pageshow', ({ persisted }) => {
      this.#isAway = false;
      if (persisted) this.open();
    });
  }

  /** @param {import('./address.js').Address} address */
  format(address) {
    return this.page.addresses.format(address);
  }

  /** Shows what the address says. */
  async open() {
    this.#isAskedAgain = true;
    if (this.#isOpening) return; // one after the other: a slow one must not come out on top of a later one
    this.#isOpening = true;
    const { addresses } = this.page;
    try {
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        this.asked = addresses.parse(location.hash);
        this.page.closeSheets();
        if (this.page.address() !== addresses.format(this.asked)) await this.page.open(this.asked);
      }
    } finally {
      this.#isOpening = false;
    }
    this.follow({ isRedirect: true });
    this.#scrollBack();
  }

  /**
   * The page was drawn: the address and the history follow it.
   * @param {{ isRedirect?: boolean }} [options] `isRedirect`: it is not what the address asked for
   */
  follow({ isRedirect = false } = {}) {
    if (this.#isTravelling || this.#isOpening || this.#isAway) return;
    const address = this.page.address();
    if (address === null) return;
    const step = stepTo(this.#trail, stopAt(address, this.page.hasSheet()), {
      isRedirect,
      isPassing: (each) => this.page.addresses.isPassing(each),
    });
    if (step.kind === 'stay') return;
    if (step.kind === 'back') {
      this.#isTravelling = true;
      history.go(-step.steps);
      return;
    }
    const isSameView = address === addressAt(this.#trail[this.#trail.length - 1]);
    this.#trail = step.trail;
    this.#write(step.kind === 'push' ? 'pushState' : 'replaceState');
    if (!isSameView) scrollTo(0, 0);
  }

  /**
   * The history has arrived at one of its entries.
   * @param {string[] | undefined} trail of the entry; a link or a typed address has made one without
   */
  #arrive(trail) {
    const { addresses } = this.page;
    this.#trail = trail ?? [...this.#trail, addresses.format(addresses.parse(location.hash))];
    if (!trail) this.#write('replaceState');
    if (this.#isTravelling) {
      this.#isTravelling = false;
      this.follow();
      this.#scrollBack();
    } else this.open();
  }

  /** @param {'pushState' | 'replaceState'} how */
  #write(how) {
    const address = addressAt(this.#trail[this.#trail.length - 1]);
    history[how]({ trail: this.#trail }, '', `${location.pathname}${location.search}${address}`);
  }

  #keepScrolled() {
    if (!this.#isTravelling && !this.#isOpening) this.#scrolled.set(this.#here, scrollY);
  }

  /** One comes back to a list where one has left it. */
  #scrollBack() {
    if (!this.#isTravelling) scrollTo(0, this.#scrolled.get(this.#here) ?? 0);
  }

  get #here() {
    return addressAt(this.#trail[this.#trail.length - 1]);
  }
}
