/**
 * Marks many boxes, to remove, keep or name them together: by a lasso around them or a swipe over them, by taps, or with the
 * keyboard. Each of these acts is one step of undo, and ends the marks.
 *
 * @typedef {import('../../geometry/path.js').Point} Point
 * @typedef {import('../../photo/corrections.js').Corrections} Corrections
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 *
 * @typedef {object} Line that is being drawn
 * @property {Point[]} path pixels of the photo
 * @property {number} reach how near its end has to come to its beginning to make a lasso, in the same unit
 *
 * @typedef {object} MarkToolEvents
 * @property {() => void} onChange
 * @property {(text: string) => void} onAnnounce
 * @property {() => void} leave asked for with Escape
 */
import { takenBy } from '../../geometry/path.js';
import { messages } from '../../messages.js';
import { keepAll, nameAll, removeAll } from '../../photo/many.js';
import { ARROWS } from '../../toolkit/arrows.js';
import { thingAt } from './handles.js';
import { selectionText } from './selection-text.js';

/** A finger closes a lasso this near to where it began. */
const REACH_PX = 28;
/** The finger moves at least so far between two points of the line. */
const STEP_PX = 3;

export class MarkTool {
  #stage;
  #review;
  #events;
  /** Keys of boxes; some may be gone after an undone step. @type {Set<string>} */
  #marked = new Set();
  /** @type {Line | null} */
  line = null;
  isOpen = false;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {ShotReview} review
   * @param {MarkToolEvents} events
   */
  constructor(stage, review, events) {
    this.#stage = stage;
    this.#review = review;
    this.#events = events;
    stage.element.addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
  }

  /** @returns {string[]} keys of the marked boxes */
  get marked() {
    return this.#review.boxes.map(({ key }) => key).filter((key) => this.#marked.has(key));
  }

  /** @returns {Set<string>} keys of the boxes to be drawn as marked: with those that the line takes if it ends here */
  get shown() {
    return new Set([...this.marked, ...this.#taken()]);
  }

  /** @param {boolean} isOpen */
  setOpen(isOpen) {
    this.isOpen = isOpen;
    this.#marked.clear();
    this.line = null;
  }

  /** Marks the box at a place, or takes its mark off. @param {Point} at on the stage */
  tap(at) {
    const stops = this.#review.stops.filter(({ kind }) => kind === 'box');
    const stop = thingAt(stops, this.#stage.toPhoto(at), 1 / this.#stage.scale);
    if (stop) this.#toggle(stop.key);
  }

  /** @param {Point} from on the stage @returns {import('../../toolkit/gestures.js').Drag} */
  drag(from) {
    const stage = this.#stage;
    const line = { path: [stage.toPhoto(from)], reach: REACH_PX / stage.scale };
    const show = (/** @type {Line | null} */ now) => {
      this.line = now;
      stage.drawSoon();
    };
    return {
      move: (to) => {
        const point = stage.toPhoto(to);
        const last = line.path[line.path.length - 1];
        if (Math.hypot(point.x - last.x, point.y - last.y) * stage.scale >= STEP_PX) line.path.push(point);
        show(line);
      },
      end: () => {
        for (const key of this.#taken()) this.#marked.add(key);
        show(null);
        this.#changed();
      },
      cancel: () => show(null),
    };
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

  /** @returns {string[]} keys of the boxes that the line takes */
  #taken() {
    const { boxes } = this.#review;
    if (!this.line) return [];
    const places = boxes.map(({ box }) => box);
    return takenBy(this.line.path, places, this.line.reach).map((i) => boxes[i].key);
  }

  /** @param {1 | -1} direction */
  #next(direction) {
    const review = this.#review;
    let isThere = review.selectNext(direction);
    while (isThere && review.selection?.kind === 'gap') isThere = review.selectNext(direction);
    const { selection } = review;
    if (selection) this.#stage.reveal(selection.box);
    this.#events.onChange();
    if (!selection) return;
    const state = this.#marked.has(selection.key) ? messages.marks.isMarked : messages.marks.isNotMarked;
    this.#events.onAnnounce(`${selectionText(review)} ${state}`);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!this.isOpen || event.altKey) return;
    if (event.key === 'Tab') {
      event.stopImmediatePropagation(); // on to the buttons
      return;
    }
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a';
    if ((event.ctrlKey || event.metaKey) && !isAll) return;
    const command = isAll ? () => this.#markAll() : this.#commandOf(event.key);
    if (!command) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the keys mean something else outside of this mode
    command();
  }

  #markAll() {
    for (const { key } of this.#review.boxes) this.#marked.add(key);
    this.#changed();
  }

  /** @param {string} key @returns {(() => void) | null} */
  #commandOf(key) {
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
