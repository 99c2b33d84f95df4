/**
 * Leads through the boxes that make the count uncertain, the least sure first, and asks of each whether it is a product. In
 * the end it asks whether every product has a box.
 *
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('../../photo/range.js').Doubt} Doubt
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 * @typedef {{ kind: 'box', index: number, box: Box, left: number } | { kind: 'whole' }} Question `index` of a box of the
 *   machine; `left`: how many there are to ask about, this one included
 */
import { ANSWER_MS, vibrate } from '../../device/vibration.js';
import { messages } from '../../messages.js';
import { doubtsOf } from '../../photo/range.js';

/** The part of the stage that the box takes: its neighbours tell whether one of them has its product already. */
const BOX_PART = 0.3;

export class CheckWalk {
  #stage;
  #review;
  #events;
  /** @type {Question | null} */
  #question = null;
  /** Boxes answered in this walk, the last one last. @type {number[]} */
  #answered = [];
  /** Boxes of which the person could not tell. @type {Set<number>} */
  #skipped = new Set();

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {ShotReview} review
   * @param {{ onChange: () => void, onAnnounce: (text: string) => void }} events
   */
  constructor(stage, review, events) {
    this.#stage = stage;
    this.#review = review;
    this.#events = events;
    stage.element.addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
  }

  /** @returns {Question | null} null: nothing is asked */
  get question() {
    return this.#question;
  }

  begin() {
    this.#answered = [];
    this.#skipped.clear();
    this.#next('');
  }

  /** What was asked is left open. */
  end() {
    this.#question = null;
  }

  /** Ends it and shows the whole photo. */
  leave() {
    this.end();
    this.#stage.showWhole();
    this.#events.onChange();
  }

  /** @param {boolean} isProduct */
  answer(isProduct) {
    const question = this.#question;
    if (question?.kind !== 'box') return;
    this.#answered.push(question.index);
    this.#review.answer(question.index, isProduct);
    vibrate(ANSWER_MS);
    this.#next(messages.check.said(isProduct, this.#review.boxes.length));
  }

  /** Goes on without an answer. */
  skip() {
    if (this.#question?.kind !== 'box') return;
    this.#skipped.add(this.#question.index);
    this.#next('');
  }

  /** Every product has a box, says the person. */
  vouch() {
    this.#review.vouch();
    this.leave();
    this.#events.onAnnounce(messages.check.vouched(this.#review.boxes.length));
  }

  /** After any other change of the review: an undone answer is asked again. */
  refresh() {
    const question = this.#question;
    if (!question) return;
    const open = this.#open();
    const last = this.#answered.at(-1);
    const undone = open.find(({ index }) => index === last);
    if (undone) {
      this.#answered.pop();
      this.#ask(undone, open.length);
    } else if (question.kind === 'box' && open.every(({ index }) => index !== question.index)) {
      this.#answered.push(question.index); // done again
      this.#ask(open[0], open.length);
    }
  }

  /** @returns {Doubt[]} that can still be asked about */
  #open() {
    return doubtsOf(this.#review.shot).filter(({ index }) => !this.#skipped.has(index));
  }

  /** @param {string} said about the answer before */
  #next(said) {
    const open = this.#open();
    this.#ask(open[0], open.length);
    this.#events.onChange();
    this.#events.onAnnounce(`${said} ${this.#questionText()}`.trim());
  }

  /** @param {Doubt | undefined} doubt none: about the whole photo @param {number} left */
  #ask(doubt, left) {
    this.#question = doubt ? { kind: 'box', index: doubt.index, box: doubt.box, left } : { kind: 'whole' };
    if (doubt) this.#stage.frame(doubt.box, BOX_PART);
    else this.#stage.showWhole();
  }

  #questionText() {
    const { check } = messages;
    if (this.#question?.kind !== 'box') return check.isAll;
    return `${check.isProduct} ${check.left(this.#question.left)} ${check.keys}`;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!this.#question || event.ctrlKey || event.metaKey || event.altKey) return;
    const isBox = this.#question.kind === 'box';
    /** @type {Record<string, (() => void) | undefined>} */
    const commands = {
      Enter: () => (isBox ? this.answer(true) : this.vouch()),
      Delete: () => this.answer(false),
      Backspace: () => this.answer(false),
      ArrowRight: isBox ? () => this.skip() : undefined,
      Escape: () => this.leave(),
    };
    const command = commands[event.key];
    if (!command) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the keys mean something else where nothing is asked
    command();
  }
}
