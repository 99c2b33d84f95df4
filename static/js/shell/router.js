/**
 * Synchronises the browser's history with the page, and the page with Back, Forward and links. The page's state decides
 * which view is shown; the address follows it.
 */
import { addressAt, stepTo, stopAt } from './trail.js';

/**
 * @typedef {object} RoutedPage
 * @property {import('./address.js').Addresses} addresses of all views
 * @property {() => string | null} address of the open view; null: it has none of its own
 * @property {() => boolean} hasSheet whether a sheet is open
 * @property {() => void} closeSheets
 * @property {(address: import('./address.js').Address) => unknown} open opens the view of an address, or the nearest possible one; awaited
 */

export class Router {
  /** The stops up to the current entry. It is stored in each history entry, so it survives a reload. @type {string[]} */
  #trail;
  /** The scroll position of each address, pixels. @type {Map<string, number>} */
  #scrolled = new Map();
  /** Whether `history.go` was called and its `popstate` has not arrived yet. */
  #isTravelling = false;
  #isOpening = false;
  #isAskedAgain = false;
  /**
   * Where the view that is being opened was scrolled to when it was first drawn, pixels; null: it is not drawn yet.
   * @type {number | null}
   */
  #placedAt = null;
  #isAway = false;

  /** @param {RoutedPage} page */
  constructor(page) {
    this.page = page;
    this.asked = page.addresses.parse(location.hash);
    const { trail } = history.state ?? {};
    /** Whether to open the address as it is: after a reload, or if it names a view other than the start. */
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

  /** Opens the view of the current address. */
  async open() {
    this.#isAskedAgain = true;
    if (this.#isOpening) return; // one at a time, or a slow one could finish after a later one and replace it
    this.#isOpening = true;
    const { addresses } = this.page;
    try {
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        this.#placedAt = null;
        this.asked = addresses.parse(location.hash);
        this.page.closeSheets();
        if (this.page.address() !== addresses.format(this.asked)) await this.page.open(this.asked);
      }
    } finally {
      this.#isOpening = false;
    }
    this.follow({ isRedirect: true });
    // By now all of it is drawn, so that it can be scrolled as far as it was; but the person may have scrolled meanwhile.
    if (this.#placedAt === null || this.#placedAt === scrollY) this.#scrollBack();
    else this.#keepScrolled();
  }

  /**
   * Call after the page was drawn: updates the address and the history.
   * @param {{ isRedirect?: boolean }} [options] `isRedirect`: the view is not the one of the address
   */
  follow({ isRedirect = false } = {}) {
    if (this.#isOpening) this.#placeOnce();
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
   * Handles the arrival at a history entry.
   * @param {string[] | undefined} trail of the entry; undefined if a link or a typed address created it
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
    if (this.#isTravelling) return;
    if (!this.#isOpening) this.#scrolled.set(this.#here, scrollY);
    // The person has scrolled a view that is drawn and not quite open, and may leave it before it is.
    else if (this.#placedAt !== null && this.#placedAt !== scrollY) {
      this.#scrolled.set(this.format(this.asked), scrollY);
    }
  }

  /** Scrolls the view that is being opened as soon as it is drawn. */
  #placeOnce() {
    if (this.#placedAt !== null || this.page.address() !== this.format(this.asked)) return;
    this.#scrollBack();
    this.#placedAt = scrollY;
  }

  /** Restores the scroll position, so that a list appears as the person left it. */
  #scrollBack() {
    if (!this.#isTravelling) scrollTo(0, this.#scrolled.get(this.#here) ?? 0);
  }

  get #here() {
    return addressAt(this.#trail[this.#trail.length - 1]);
  }
}
