/**
 * Notices: one line at a time, for a few seconds, in views that allow them. A notice that arrives while another view is
 * open waits, unless a newer one on the same subject replaces it.
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
   * @param {(subject: string) => boolean} page.hasRoom whether the open view allows notices on this subject
   */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} subject @param {string} text */
  notify(subject, text) {
    this.#waiting.delete(subject);
    this.#waiting.set(subject, text);
    if (this.#shown === subject) this.#hide();
    this.settle();
  }

  /** Call after another view was opened: shows a waiting notice, and hides one that the view does not allow. */
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

  /** The notice stays in the waiting list until its time is over, so it is shown again later. */
  #hide() {
    if (this.#shown === null) return;
    clearTimeout(this.#timer);
    this.#shown = null;
    this.page.show('');
  }
}
