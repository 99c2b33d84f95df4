import { Watchdog } from '../../toolkit/watchdog.js';

/** A picture may take so many times as long as the one before, and at least this long, until the number counts as old. */
const PATIENCE = { factor: 3, least_ms: 2500 };

/** @typedef {Pick<import('./frame-pipeline.js').LiveDetector, 'detect' | 'settings'>} Detector */

/**
 * The detector of a scan, watched: while it does not answer, and while its worker is replaced, the number on the screen is that of a
 * moment ago.
 *
 * @implements {Detector}
 */
export class WatchedDetector {
  #detector;
  #onOld;
  #watchdog;
  #took_ms = 0;

  /**
   * @param {Detector} detector
   * @param {() => void} onOld the number is not of this moment any more
   * @param {import('../../toolkit/watchdog.js').Visibility} [page]
   */
  constructor(detector, onOld, page) {
    this.#detector = detector;
    this.#onOld = onOld;
    this.#watchdog = new Watchdog(onOld, page);
  }

  settings() {
    return this.#detector.settings();
  }

  /** @type {Detector['detect']} */
  async detect(picture, options) {
    const start_ms = performance.now();
    this.#watchdog.expect(Math.max(PATIENCE.least_ms, PATIENCE.factor * this.#took_ms));
    try {
      const found = await this.#detector.detect(picture, options);
      this.#took_ms = performance.now() - start_ms;
      return found;
    } catch (error) {
      this.#onOld();
      throw error;
    } finally {
      this.#watchdog.rest();
    }
  }

  dispose() {
    this.#watchdog.dispose();
  }
}
