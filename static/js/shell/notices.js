/**
 * Short news that nobody asked for: one line at a time, for a few seconds, where there is room for it. What comes while
 * a person is busy elsewhere waits, unless there is newer news of the same subject by then.
 */
const SHOWN_MS = 8000;

export class Notices {
  /** By subject, the oldest first. @type {Map<string, string>} */
  #waiting = new Map();
  /** @type {string | null} */
  #shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} page
   * @param {(text: string) => void} page.show
   * @param {(subject: string) => boolean} page.hasRoom the view that is open can show news of this subject
   */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} subject @param {string} text */
  tell(subject, text) {
    this.#waiting.delete(subject);
    this.#waiting.set(subject, text);
    if (this.#shown === subject) this.#hide();
    this.settle();
  }

  /** After another view was opened: shows what waited for it, and hides what has no room there. */
  settle() {
    if (this.#shown !== null && !this.page.hasRoom(this.#shown)) this.#hide();
    if (this.#shown === null) this.#showNext();
  }

  #showNext() {
    const next = [...this.#waiting].find(([subject]) => this.page.hasRoom(subject));
    if (!next) return;
    const [subject, text] = next;
    this.#shown = subject;
    this.page.show(text);
    this.#timer = setTimeout(() => {
      this.#waiting.delete(subject);
      this.#hide();
      this.settle();
    }, SHOWN_MS);
  }

  /** It is still waiting then, unless its time was over. */
  #hide() {
    if (this.#shown === null) return;
    clearTimeout(this.#timer);
    this.#shown = null;
    this.page.show('');
  }
}
