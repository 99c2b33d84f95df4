/**
 * Marks many boxes, to remove, keep or name them together: by a lasso around them or a swipe over them, by taps, or with the
 * keyboard. Each of these acts is one step of undo, and ends the marks.
 *
 * @typedef {import('../../geometry/path.js').Point} Point
 * @typedef {import('../../photo/corrections.js').Corrections} Corrections
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 *
 * @typedef {object} MarkToolEvents
 * @property {() => void} onChange
 * @property {(text: string) => void} onAnnounce
 * @property {() => void} leave asked for with Escape
 */
import { messages } from '../../messages.js';
import { keepAll, nameAll, removeAll } from '../../photo/many.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { BoxLine } from './box-line.js';
import { selectionText } from './selection-text.js';
import { takeKeys } from './tool-keys.js';

export class MarkTool {
  #review;
  #events;
  #taking;
  /** Keys of boxes; some may be gone after an undone step. @type {Set<string>} */
  #marked = new Set();
  isOpen = false;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {ShotReview} review
   * @param {MarkToolEvents} events
   */
  constructor(stage, review, events) {
    this.#review = review;
    this.#events = events;
    this.#taking = new BoxLine(stage, review, (keys) => {
      for (const key of keys) this.#marked.add(key);
      this.#changed();
    });
    takeKeys(stage.element, { isOpen: () => this.isOpen, commandOf: (event) => this.#commandOf(event) });
  }

  /** @returns {string[]} keys of the marked boxes */
  get marked() {
    return this.#review.boxes.map(({ key }) => key).filter((key) => this.#marked.has(key));
  }

  /** @returns {Set<string>} keys of the boxes to be drawn as marked: with those that the line takes if it ends here */
  get shown() {
    return new Set([...this.marked, ...this.#taking.taken]);
  }

  /** The line that is being drawn, if any. */
  get line() {
    return this.#taking.line;
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    this.isOpen = isOpen;
    this.#marked.clear();
    this.#taking.line = null;
  }

  /** Marks the box at a place, or takes its mark off. @param {Point} at on the stage */
  tap(at) {
    const key = this.#taking.boxAt(at);
    if (key !== null) this.#toggle(key);
  }

  /** @param {Point} from on the stage @returns {import('../../toolkit/gestures.js').Drag} */
  drag(from) {
    return this.#taking.drag(from);
  }

  unmark() {
    this.#marked.clear();
    this.#changed();
  }

  remove() {
    this.#act((keys) => removeAll(this.#review.shot, keys), messages.marks.removed);
  }

  keep() {
    this.#act((keys) => keepAll(this.#review.shot, keys), messages.marks.kept);
  }

  /** @param {number} label */
  name(label) {
    this.#act((keys) => nameAll(this.#review.shot, keys, label), messages.marks.named);
  }

  /** @param {(keys: string[]) => Corrections} correct @param {(marked: number, count: number) => string} said */
  #act(correct, said) {
    const { marked } = this;
    if (marked.length === 0) return;
    this.#review.correct(correct(marked));
    this.#marked.clear();
    this.#events.onChange();
    this.#events.onAnnounce(said(marked.length, this.#review.boxes.length));
  }

  /** @param {string} key */
  #toggle(key) {
    if (!this.#marked.delete(key)) this.#marked.add(key);
    this.#changed();
  }

  #changed() {
    this.#events.onChange();
    this.#events.onAnnounce(messages.marks.marked(this.marked.length));
  }

  /** @param {1 | -1} direction */
  #next(direction) {
    const key = this.#taking.next(direction);
    this.#events.onChange();
    if (key === null) return;
    const state = this.#marked.has(key) ? messages.marks.isMarked : messages.marks.isNotMarked;
    this.#events.onAnnounce(`${selectionText(this.#review)} ${state}`);
  }

  #markAll() {
    for (const { key } of this.#review.boxes) this.#marked.add(key);
    this.#changed();
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | null} */
  #commandOf({ key, ctrlKey, metaKey }) {
    if (ctrlKey || metaKey) return key.toLowerCase() === 'a' ? () => this.#markAll() : null;
    const arrow = ARROWS[key];
    if (arrow) return () => this.#next(arrow.x + arrow.y > 0 ? 1 : -1);
    const { selection } = this.#review;
    if (key === ' ') return () => selection && this.#toggle(selection.key);
    if (key === 'Delete' || key === 'Backspace') return () => this.remove();
    if (key === 'Escape') return () => this.#events.leave();
    if (key === 'Enter') return () => this.keep();
    // Nothing is added here.
    return key === 'Insert' || key.toLowerCase() === 'a' ? () => {} : null;
  }
}
