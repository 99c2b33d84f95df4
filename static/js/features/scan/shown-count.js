import { messages } from '../../messages.js';
import { RateMeter } from './rate-meter.js';
import { SettledCount } from './settled-count.js';
import { SpokenCount } from './spoken-count.js';

/**
 * @typedef {import('./settled-count.js').Shown} Shown
 *
 * @typedef {object} CountEvents
 * @property {(change: Partial<import('./state.js').CountState>) => void} onChange
 * @property {(text: string) => void} onAnnounce for screen readers
 */

/** The number of a scan: shown, spoken, and how fast it is renewed. */
export class ShownCount {
  #events;
  #settled = new SettledCount();
  #spoken;
  #rate = new RateMeter();
  #isSettled = false;
  #hasCounted = false;

  /** @param {CountEvents} events */
  constructor(events) {
    this.#events = events;
    this.#spoken = new SpokenCount((count) => events.onAnnounce(messages.announceCount(count)));
  }

  /** Whether the number on the screen has come to rest. */
  get isSettled() {
    return this.#isSettled;
  }

  /**
   * @param {number} count of the newest frame
   * @param {{ isStill: boolean, start_ms: number }} frame
   * @param {boolean} isPaused a paused picture can be counted by eye, so its own count is shown, not a median
   */
  add(count, { isStill, start_ms }, isPaused) {
    this.#hasCounted = true;
    const settled = this.#settled.add(count, { isStill, now_ms: start_ms });
    this.#events.onChange({ rate: this.#rate.add(start_ms, performance.now()) });
    this.#show(isPaused ? { count, isSettled: true } : settled);
  }

  /**
   * Forgets the counts before, since another part of the picture counts now. Before the first frame there is no number.
   * @param {number} count there
   * @param {boolean} isPaused
   */
  restart(count, isPaused) {
    this.#settled = new SettledCount();
    if (this.#hasCounted) this.#show({ count, isSettled: isPaused });
  }

  /** The number is that of a moment ago, until frames are counted again; it has to come to rest anew. */
  unsettle() {
    this.#settled = new SettledCount();
    this.#isSettled = false;
    this.#events.onChange({ isSettled: false });
  }

  /** Nothing is spoken any more. */
  stop() {
    this.#spoken.stop();
  }

  /** @param {Shown} shown */
  #show(shown) {
    this.#isSettled = shown.isSettled;
    this.#events.onChange(shown);
    this.#spoken.show(shown);
  }
}
