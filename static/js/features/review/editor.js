/**
 * Corrects one photo: applies input from fingers, keys and controls to the review, updates the stage, and announces
 * changes to screen readers.
 *
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('../../photo/new-boxes.js').Point} Point
 * @typedef {import('../../photo/shot-review.js').ShotReview} ShotReview
 * @typedef {import('./state.js').Adjusting} Adjusting
 * @typedef {import('./state.js').EditorState} EditorState
 * @typedef {import('../../toolkit/arrows.js').Direction} Direction
 *
 * @typedef {object} EditorEvents
 * @property {() => void} onChange
 * @property {(text: string) => void} onAnnounce
 * @property {() => void} name the chosen group of products is to be named
 * @property {import('./groups-tool.js').GroupsToolEvents['onNamed']} onNamed
 * @property {import('./groups-tool.js').GroupsToolEvents['onNot']} onNot
 */
import { around } from '../../geometry/boxes.js';
import { messages } from '../../messages.js';
import { CheckWalk } from './check-walk.js';
import { FarQuestion } from './far-question.js';
import { GapWalk } from './gap-walk.js';
import { GroupsTool } from './groups-tool.js';
import { MarkTool } from './mark-tool.js';
import { PaintTool } from './paint-tool.js';
import { PhotoInput } from './photo-input.js';
import { PinTool } from './pin-tool.js';
import { RegionTool } from './region-tool.js';
import { selectionText } from './selection-text.js';
import { NOTHING_GOING_ON } from './state.js';

/** The part of the stage that a row takes when it is brought to the middle. */
const ROW_PART = 0.85;

export class PhotoEditor {
  #input;
  #regionTool;
  /** @type {EditorState} */
  #state = NOTHING_GOING_ON;
  #thresholdFrame = 0;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {ShotReview} review
   * @param {EditorEvents} events
   * @param {object} own
   * @param {ConstructorParameters<typeof PaintTool>[3]} own.palette
   * @param {import('./pin-tool.js').Places} own.places that the person notes
   * @param {ConstructorParameters<typeof GroupsTool>[3]} own.catalogue
   */
  constructor(stage, review, events, { palette, places, catalogue }) {
    this.stage = stage;
    this.review = review;
    this.events = events;
    const { element } = stage;
    element.tabIndex = 0;
    element.setAttribute('role', 'application'); // so that screen readers pass arrows and Tab on to the page
    element.setAttribute('aria-label', messages.review.photo);
    element.setAttribute('aria-description', messages.review.keys);
    this.#input = new PhotoInput(stage, review, {
      select: (key) => this.select(key),
      selectNext: (direction) => this.#selectNext(direction),
      add: (from, to) => this.#add(from, to),
      move: (box, isSameStep) => this.#move(box, isSameStep),
      remove: () => this.#removeAndGoOn(),
      accept: () => this.gaps.judge('accepted'),
      fill: () => this.gaps.fill(),
      undo: () => this.undo(),
      redo: () => this.redo(),
    });
    const own = { ...events, onChange: () => this.#changed() };
    this.far = new FarQuestion(review, own);
    this.gaps = new GapWalk(stage, review, own);
    this.marks = new MarkTool(stage, review, { ...own, leave: () => this.setMarking(false) });
    const leave = () => this.setPainting(false);
    this.painting = new PaintTool(stage, review, { ...own, leave }, palette);
    this.grouping = new GroupsTool(
      stage,
      review,
      { ...own, leave: () => this.setGrouping(false) },
      catalogue,
    );
    this.check = new CheckWalk(stage, review, own);
    this.#regionTool = new RegionTool(stage, review, {
      onChange: () => this.#changed(),
      onPick: (isPlacing) => {
        this.#set({ isPlacing });
        this.#changed();
      },
      onAnnounce: events.onAnnounce,
      undo: () => this.undo(),
      redo: () => this.redo(),
    });
    this.pins = new PinTool(stage, places, {
      ...own,
      onChoose: (pin) => {
        this.#set({ pin });
        this.#changed();
      },
    });
    stage.onDraw = () => {
      this.#regionTool.draw();
      this.pins.draw();
    };
  }

  /** The frame around the part that counts, to lie over the stage. */
  get regionLayer() {
    return this.#regionTool.element;
  }

  /** @returns {EditorState} */
  get state() {
    return this.#state;
  }

  /** Whether nothing is going on on the photo, so that there is room for a remark. */
  get isIdle() {
    const { checking, panel } = this.#state;
    const { hasTool } = this;
    return !(this.review.selection || hasTool || checking || panel);
  }

  /** Whether the photo is being worked on with a tool. */
  get hasTool() {
    const { isAdding, isFraming, isMarking, isPainting, isGrouping, isPinning } = this.#state;
    return isAdding || isFraming || isMarking || isPainting || isGrouping || isPinning;
  }

  /** @returns {{ key: string | null, box: Box } | null} the box that is being dragged or drawn */
  get draft() {
    return this.#input.draft;
  }

  close() {
    cancelAnimationFrame(this.#thresholdFrame);
    this.#regionTool.close();
  }

  // Steps

  undo() {
    if (!this.review.canUndo) return;
    this.review.undo();
    this.#changed();
    this.events.onAnnounce(messages.review.undone(this.review.boxes.length));
  }

  redo() {
    if (!this.review.canRedo) return;
    this.review.redo();
    this.#changed();
    this.events.onAnnounce(messages.review.redone(this.review.boxes.length));
  }

  // Selecting

  /** @param {string | null} key of a box or gap */
  select(key) {
    this.gaps.end();
    this.#set({ row: null });
    if (key) this.#set({ panel: null }); // the tools for the selected box take its place
    this.review.select(key);
    this.#changed();
    this.#announceSelection();
  }

  /** @param {1 | -1} direction @returns {boolean} false past the end */
  #selectNext(direction) {
    this.gaps.end();
    const isThere = this.review.selectNext(direction);
    this.#reveal();
    this.#changed();
    this.#announceSelection();
    return isThere;
  }

  // What counts

  /** @param {boolean} isFraming whether the part of the photo that counts is being changed */
  setFraming(isFraming) {
    this.setAdding(false);
    if (isFraming) this.#regionTool.begin();
    this.#set({ isFraming });
    this.#changed();
  }

  /** The whole photo counts again. */
  clearRegion() {
    this.#regionTool.clear();
  }

  // Boxes

  /** @param {boolean} isMarking whether boxes are being marked, to be corrected together */
  setMarking(isMarking) {
    this.setAdding(false);
    this.marks.setOpen(isMarking);
    this.#set({ isMarking });
    this.#changed();
    if (isMarking) this.events.onAnnounce(`${messages.marks.title}. ${messages.marks.keys}`);
  }

  /** @param {boolean} isPainting whether boxes are being named by brands */
  setPainting(isPainting) {
    this.setAdding(false);
    this.painting.setOpen(isPainting);
    this.#set({ isPainting });
    this.#changed();
    if (isPainting) this.events.onAnnounce(`${messages.brands.title}. ${messages.brands.keys}`);
  }

  /** @param {boolean} isGrouping whether the photo's products are shown @param {string | null} [key] of a box that is chosen alone */
  setGrouping(isGrouping, key = null) {
    this.setAdding(false);
    this.grouping.setOpen(isGrouping, key);
    this.#set({ isGrouping });
    this.#changed();
    if (isGrouping) this.events.onAnnounce(`${messages.groups.title}. ${messages.groups.keys}`);
  }

  /** @param {boolean} isPinning whether places are being marked @param {number | null} [pin] the chosen one */
  setPinning(isPinning, pin = null) {
    this.setAdding(false);
    this.#set({ isPinning, pin: isPinning ? pin : null, panel: isPinning ? null : 'note' });
    this.#changed();
  }

  /** @param {boolean} isAdding */
  setAdding(isAdding) {
    this.#input.isAdding = isAdding;
    this.marks.setOpen(false);
    this.painting.setOpen(false);
    this.grouping.setOpen(false);
    const { isFraming, isMarking, isPainting, isGrouping, isPinning } = NOTHING_GOING_ON;
    const others = { isFraming, isMarking, isPainting, isGrouping, isPinning };
    this.#set({ isAdding, ...others, panel: null, row: null });
    this.review.select(null);
    this.#changed();
  }

  /** @param {number} label of the selected box and of boxes added later */
  setLabel(label) {
    this.review.setLabel(label);
    this.#changed();
  }

  remove() {
    if (!this.review.remove()) return;
    this.review.select(null);
    this.#changed();
    this.events.onAnnounce(messages.review.removed(this.review.boxes.length));
  }

  bringBack() {
    this.review.bringBack();
    this.#changed();
    this.events.onAnnounce(messages.announceCount(this.review.boxes.length));
  }

  /** @param {Adjusting | null} adjusting */
  setAdjusting(adjusting) {
    this.#set({ adjusting });
    this.#changed();
  }

  /** @param {Direction} direction @param {number} repeats how often it has moved during this press */
  nudge(direction, repeats) {
    this.#input.nudge(direction, { isResize: this.#state.adjusting === 'resize', repeats });
  }

  /** @param {Point} from @param {Point} to pixels of the photo */
  #add(from, to) {
    const isAdded = this.review.add(from, to);
    this.#changed();
    const { added, notInPart } = messages.review;
    this.events.onAnnounce(isAdded ? added(this.review.boxes.length) : notInPart);
  }

  /** @param {Box} box @param {boolean} isSameStep */
  #move(box, isSameStep) {
    this.review.move(box, { isSameStep });
    this.#changed();
  }

  /** Also selects the next stop, so that a person at the keyboard can continue from there. */
  #removeAndGoOn() {
    const { review } = this;
    if (review.selection?.kind === 'gap') return this.gaps.judge('dismissed');
    const at = review.stops.findIndex(({ key }) => key === review.selection?.key);
    this.remove();
    review.select(review.stops[Math.min(at, review.stops.length - 1)]?.key ?? null);
    this.#reveal();
    this.#changed();
  }

  // Questions

  nextGap() {
    this.setAdding(false);
    this.gaps.next();
  }

  /** Asks about the boxes that make the count uncertain; `check` has the question and takes the answers. */
  beginCheck() {
    this.setAdding(false);
    this.check.begin();
  }

  // Panels

  /** @param {import('./state.js').Panel | null} panel */
  setPanel(panel) {
    this.#set({ panel, row: null });
    this.#changed();
  }

  /**
   * Each change recomputes the rows, so it is applied at most once per animation frame.
   * @param {number} threshold
   * @param {boolean} isFinal the slider was released
   */
  setThreshold(threshold, isFinal) {
    cancelAnimationFrame(this.#thresholdFrame);
    this.#thresholdFrame = requestAnimationFrame(() => {
      this.review.setThreshold(threshold);
      this.#changed();
      if (isFinal) this.events.onAnnounce(messages.announceCount(this.review.boxes.length));
    });
  }

  /** @param {number | null} row */
  showRow(row) {
    this.#set({ row });
    const boxes = this.review.stops.filter((stop) => stop.row === row).map(({ box }) => box);
    if (boxes.length > 0) this.stage.frame(around(boxes), ROW_PART);
    this.#changed();
  }

  /** What is known from elsewhere has changed: the list of brands, or the catalogue. */
  refresh() {
    this.#changed();
  }

  // On the stage

  #reveal() {
    const { selection } = this.review;
    if (selection) this.stage.reveal(selection.box);
  }

  #announceSelection() {
    if (this.review.selection) this.events.onAnnounce(selectionText(this.review));
  }

  /** @param {Partial<EditorState>} change */
  #set(change) {
    this.#state = { ...this.#state, ...change };
  }

  #changed() {
    const { selection, region } = this.review;
    if (selection?.kind !== 'box') this.#set({ adjusting: null });
    if (selection || !region) this.#set({ isFraming: false });
    const { isAdding, isMarking, isPainting, isGrouping, isPinning, pin, panel } = this.#state;
    if (selection || this.hasTool || panel) this.check.end();
    else this.check.refresh();
    const { from: paintFrom, way: paintWay, brand } = this.painting;
    this.#set({ checking: this.check.question, marked: this.marks.marked.length });
    this.#set({ paintFrom, paintWay, paintBrand: brand === null ? null : brand?.id });
    this.#set({ grouping: this.grouping.state });
    this.pins.show({ isOpen: isPinning, chosen: pin });
    this.#regionTool.isOpen = this.#state.isFraming;
    this.#regionTool.draw(); // at once: the next key may come before the next frame
    const tool = isMarking ? this.marks : isPainting ? this.painting : isGrouping ? this.grouping : null;
    this.#input.instead = tool
      ? tool
      : this.#state.isFraming
        ? { tap: (at) => this.#regionTool.place(at) }
        : isPinning
          ? { tap: (at) => this.pins.add(at), isEachTap: true }
          : null;
    this.stage.element.classList.toggle(
      'editor--adding',
      isAdding || isPinning || (tool !== null && !isGrouping),
    );
    this.events.onChange();
    this.stage.drawSoon();
  }
}
