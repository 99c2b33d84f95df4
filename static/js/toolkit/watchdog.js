/**
 * Tells when nothing was heard for too long. Time in which the page was hidden or frozen does not count: the browser may have
 * stopped the worker too, and a phone in a pocket has no hurry.
 */

/** A timer that fires so much too late was held up by a page that was frozen, or that was busy itself. */
const LATE_MS = 2000;

/** What is used of a document. @typedef {EventTarget & Pick<Document, 'visibilityState'>} Visibility */

export class Watchdog {
  #onSilence;
  #page;
  #end = new AbortController();
  /** Null while nothing is expected. @type {number | null} */
  #limit_ms = null;
  #start_ms = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(limit_ms: number) => void} onSilence Called once for each `expect`.
   * @param {Visibility | undefined} [page]
   */
  constructor(onSilence, page = globalThis.document) {
    this.#onSilence = onSilence;
    this.#page = page;
    page?.addEventListener('visibilitychange', () => this.#restart(), { signal: this.#end.signal });
  }

  /** Something is to be heard within the limit, from now on. @param {number} limit_ms */
  expect(limit_ms) {
    this.#limit_ms = limit_ms;
    this.#restart();
  }

  /** Nothing is expected any more. */
  rest() {
    this.#limit_ms = null;
    clearTimeout(this.#timer);
  }

  /** Ends it for good. */
  dispose() {
    this.rest();
    this.#end.abort();
  }

  #restart() {
    clearTimeout(this.#timer);
    if (this.#limit_ms === null || this.#page?.visibilityState === 'hidden') return;
    this.#start_ms = performance.now();
    this.#timer = setTimeout(() => this.#expire(), this.#limit_ms);
  }

  #expire() {
    const limit_ms = /** @type {number} */ (this.#limit_ms);
    if (performance.now() - this.#start_ms > limit_ms + LATE_MS) return this.#restart();
    this.rest();
    this.#onSilence(limit_ms);
  }
}
