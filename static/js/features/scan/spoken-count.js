/** More often than this would leave no time to listen to anything else. */
const SPEAK_EVERY_MS = 4000;

/** The count for screen readers: only one that has come to rest, only when it is another one, and not too often. */
export class SpokenCount {
  /** @type {{ count: number | null, isSettled: boolean }} */
  #shown = { count: null, isSettled: false };
  /** @type {number | null} */
  #spoken = null;
  /** @type {ReturnType<typeof setTimeout> | null} runs while it is too early to speak again */
  #pause = null;

  /** @param {(count: number) => void} speak */
  constructor(speak) {
    this.speak = speak;
  }

  /** @param {{ count: number | null, isSettled: boolean }} shown what is on the screen now */
  show(shown) {
    this.#shown = shown;
    if (this.#pause === null) this.#speakUp();
  }

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
    this.speak(count);
  }
}
