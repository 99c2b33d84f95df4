/** A screen reader that spoke more often would leave no time to listen to anything else. */
const SPEAK_EVERY_MS = 4000;

/** Speaks the count to screen readers: only once it has come to rest, only when it has changed, and not too often. */
export class SpokenCount {
  #speak;
  /** @type {{ count: number | null, isSettled: boolean }} */
  #shown = { count: null, isSettled: false };
  /** The count that was spoken last. @type {number | null} */
  #spoken = null;
  /** Runs while it is too early to speak again. @type {ReturnType<typeof setTimeout> | null} */
  #pause = null;

  /** @param {(count: number) => void} speak */
  constructor(speak) {
    this.#speak = speak;
  }

  /** @param {{ count: number | null, isSettled: boolean }} shown on the screen now */
  show(shown) {
    this.#shown = shown;
    if (this.#pause === null) this.#speakUp();
  }

  /** Nothing is spoken from now on. */
  stop() {
    clearTimeout(this.#pause ?? undefined);
    this.#shown = { count: null, isSettled: false };
  }

  #speakUp() {
    this.#pause = null;
    const { count, isSettled } = this.#shown;
    if (!isSettled || count === null || count === this.#spoken) return;
    this.#spoken = count;
    this.#pause = setTimeout(() => this.#speakUp(), SPEAK_EVERY_MS);
    this.#speak(count);
  }
}
