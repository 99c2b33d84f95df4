import { Watchdog } from '../toolkit/watchdog.js';

/** Cameras give several frames a second, even in the dark; the person is to be told within three seconds. */
const LIMIT_MS = 2500;

/** Tells when a camera that should give pictures gives none, and when it gives some again. */
export class FrozenWatch {
  #onChange;
  #watchdog;
  #isWaiting = false;
  #isHeld = false;
  #isMuted = false;
  #isFrozen = false;

  /**
   * @param {(isFrozen: boolean) => void} onChange
   * @param {import('../toolkit/watchdog.js').Visibility} [page]
   */
  constructor(onChange, page) {
    this.#onChange = onChange;
    this.#watchdog = new Watchdog(() => this.#tell(true), page);
  }

  get isFrozen() {
    return this.#isFrozen;
  }

  /** The next frame is waited for. */
  waiting() {
    this.#isWaiting = true;
    this.#restart();
  }

  /** A frame that was not shown before is there. */
  frame() {
    this.#isWaiting = false;
    this.#watchdog.rest();
    if (!this.#isMuted) this.#tell(false);
  }

  /** The person holds the picture still, or goes on. @param {boolean} isHeld */
  hold(isHeld) {
    this.#isHeld = isHeld;
    this.#restart();
    if (isHeld) this.#tell(false);
  }

  /** The system has taken the picture away, as during a call, or given it back. @param {boolean} isMuted */
  mute(isMuted) {
    this.#isMuted = isMuted;
    this.#tell(isMuted && !this.#isHeld);
  }

  dispose() {
    this.#watchdog.dispose();
  }

  #restart() {
    if (this.#isWaiting && !this.#isHeld) this.#watchdog.expect(LIMIT_MS);
    else this.#watchdog.rest();
  }

  /** @param {boolean} isFrozen */
  #tell(isFrozen) {
    if (isFrozen === this.#isFrozen) return;
    this.#isFrozen = isFrozen;
    this.#onChange(isFrozen);
  }
}
