/**
 * Tracks whether the page is stored on this device, whether a new version of it waits, and whether there is a network.
 *
 * @typedef {object} OfflineState
 * @property {'pending' | 'kept' | 'failed'} shell whether the page itself is stored on this device
 * @property {boolean | null} keepsWork whether this browser stores what people count; null until that is known
 * @property {boolean} isOnline false: there is no network; true: there probably is (see network.js)
 * @property {boolean} updateWaiting a new version of the page waits for the person to apply it
 */
import { Observable } from '../toolkit/observable.js';
import { OfflineError, registerShell } from './registration.js';

/** A server or network that failed a moment ago is not asked again at once. */
const RETRY_MS = 60_000;

export class OfflineService {
  /** @type {Observable<OfflineState>} */
  #state;
  /** @type {Promise<import('./registration.js').Shell | null>} */
  #shell = Promise.resolve(null);
  #register;
  #retry_ms;
  #isRetrying = false;

  /**
   * @param {boolean} isOnline
   * @param {typeof registerShell} [register]
   * @param {number} [retry_ms]
   */
  constructor(isOnline, register = registerShell, retry_ms = RETRY_MS) {
    this.#state = new Observable(
      /** @type {OfflineState} */ ({ shell: 'pending', keepsWork: null, isOnline, updateWaiting: false }),
    );
    this.#register = register;
    this.#retry_ms = retry_ms;
  }

  /** @returns {OfflineState} */
  get state() {
    return this.#state.state;
  }

  /** @param {(state: OfflineState) => void} listener @returns {() => void} removes the listener */
  subscribe(listener) {
    return this.#state.subscribe(listener);
  }

  /** @param {boolean} isOnline */
  setOnline(isOnline) {
    this.#state.update({ isOnline });
  }

  /** @param {boolean} keepsWork */
  setKeepsWork(keepsWork) {
    this.#state.update({ keepsWork });
  }

  /** Stores the page on this device. Without this it needs a network. */
  keep() {
    this.#shell = this.#keep();
  }

  /** Tries again if storing the page failed. */
  resume() {
    if (this.state.shell === 'failed') this.keep();
  }

  /** Reloads the page with its new version. @returns {Promise<boolean>} false: another window is open and runs this version */
  async applyUpdate() {
    return (await (await this.#shell)?.applyUpdate()) ?? true;
  }

  async #keep() {
    const onFailed = (/** @type {OfflineError} */ { code }) => {
      // If the page is stored already, only an update has failed.
      if (this.state.shell === 'kept') return;
      this.#state.update({ shell: 'failed' });
      if (code !== 'unsupported') this.#retryLater();
    };
    try {
      return await this.#register({
        onCached: () => this.#state.update({ shell: 'kept' }),
        onUpdateWaiting: () => this.#state.update({ updateWaiting: true }),
        onFailed,
      });
    } catch (error) {
      if (!(error instanceof OfflineError)) throw error;
      onFailed(error);
      return null;
    }
  }

  #retryLater() {
    if (this.#isRetrying) return; // the same failure can be told twice
    this.#isRetrying = true;
    setTimeout(() => {
      this.#isRetrying = false;
      this.resume();
    }, this.#retry_ms);
  }
}
