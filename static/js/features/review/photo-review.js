import { vibrate } from '../../device/vibration.js';
import { messages } from '../../messages.js';
import { decodePicture } from '../../photo/picture.js';
import { ShotReview } from '../../photo/shot-review.js';
import { Hand } from './hand.js';
import { around } from './handles.js';
import { PhotoStage } from './stage.js';

/**
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('../../photo/corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('../../photo/shot-review.js').Stop} Stop
 *
 * @typedef {'move' | 'resize'} Adjusting
 *
 * @typedef {object} ReviewState what the view shows beside the photo
 * @property {number} count
 * @property {{ label: string, count: number }[]} labelCounts
 * @property {{ facings: number, stacked: number, gaps: number }[]} rows
 * @property {number} openGaps that nobody has judged yet
 * @property {number} missing products, in the gaps that were accepted
 * @property {Stop | null} selection
 * @property {string[]} labels
 * @property {number} label that the selected box has, or the next one that is added
 * @property {number} threshold 0..1
 * @property {number} usualThreshold that a new photo is counted with
 * @property {number} removed boxes that can be brought back
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {boolean} isAdding
 * @property {Adjusting | null} adjusting what the arrow buttons do with the selected box, while they are shown
 * @property {'sensitivity' | 'rows' | null} panel that is open
 * @property {number | null} row that stands out
 *
 * @typedef {{ type: 'undo' } | { type: 'redo' } | { type: 'remove' } | { type: 'deselect' } | { type: 'nextGap' }
 *   | { type: 'adding', isAdding: boolean }
 *   | { type: 'label', label: number }
 *   | { type: 'judge', verdict: 'accepted' | 'dismissed' }
 *   | { type: 'fill' } | { type: 'bringBack' }
 *   | { type: 'adjusting', adjusting: Adjusting | null }
 *   | { type: 'nudge', direction: import('../../toolkit/arrows.js').Direction, repeats: number }
 *   | { type: 'threshold', threshold: number, isFinal: boolean }
 *   | { type: 'panel', panel: ReviewState['panel'] }
 *   | { type: 'row', row: number | null }} ReviewCommand what the view's controls ask for
 *
 * @typedef {object} ReviewEvents
 * @property {(state: ReviewState) => void} onChange
 * @property {(text: string) => void} onAnnounce for people who cannot see it
 */

const GAP_VIBRATION_MS = 10;
/** How much of the stage a row, or a gap with its neighbours, takes when one goes to it. */
const ROW_PART = 0.85;
const GAP_PART = 0.22;
const LEADS_TO_PHOTO = new Set(['remove', 'deselect', 'nextGap', 'adding', 'judge', 'fill']);

/** One photo on the page: the still at full detail, what was found over it, and a hand that corrects it. */
export class PhotoReview {
  /** @type {ShotReview | null} */
  #review = null;
  /** @type {Hand | null} */
  #hand = null;
  #usualThreshold = 0;
  /** @type {string[] | null} names for the boxes, by label */
  #kinds = null;
  #isWalkingGaps = false;
  /** @type {Adjusting | null} */
  #adjusting = null;
  /** @type {ReviewState['panel']} */
  #panel = null;
  /** @type {number | null} */
  #row = null;
  #thresholdFrame = 0;
  #url;

  /**
   * @param {Blob} file
   * @param {ReviewEvents} events
   */
  constructor(file, events) {
    this.file = file;
    this.events = events;
    this.#url = URL.createObjectURL(file);
    this.stage = new PhotoStage(this.#url, () => this.#scene());
    this.stage.element.setAttribute('role', 'img');
    this.stage.element.setAttribute('aria-label', messages.photo.pictureAlt);
  }

  /** What the view shows. */
  get elements() {
    return [this.stage.element];
  }

  /** @returns {ReviewedShot | null} as it is now; null before it was counted */
  get shot() {
    return this.#review?.shot ?? null;
  }

  /**
   * @returns {Promise<ImageBitmap>} the picture for the detector, upright
   * @throws {import('../../photo/picture.js').PictureError}
   */
  async decode() {
    const picture = await decodePicture(this.file);
    this.stage.setPhoto(picture);
    return picture;
  }

  /**
   * Shows what was found, for correction.
   * @param {ReviewedShot} shot of this photo
   * @param {{ usualThreshold: number, showsKinds: boolean }} settings the threshold that is usual on this device, and
   *   whether boxes name the kind of product where there are several
   */
  show(shot, { usualThreshold, showsKinds }) {
    const review = new ShotReview(shot);
    this.#review = review;
    this.#usualThreshold = usualThreshold;
    this.#kinds = showsKinds && shot.labels.length > 1 ? shot.labels : null;
    const { element } = this.stage;
    element.tabIndex = 0;
    element.setAttribute('role', 'application'); // so that arrows and Tab reach the boxes with a screen reader too
    element.setAttribute('aria-label', messages.review.photo);
    element.setAttribute('aria-description', messages.review.keys);
    this.#hand = new Hand(this.stage, review, {
      select: (key) => this.#select(key),
      selectNext: (direction) => this.#selectNext(direction),
      add: (from, to) => this.#add(from, to),
      move: (box, isSameStep) => this.#move(box, isSameStep),
      remove: () => this.#removeAndGoOn(),
      accept: () => this.#judge('accepted'),
      fill: () => this.#fill(),
      undo: () => this.#travel('undo'),
      redo: () => this.#travel('redo'),
    });
    this.#changed();
  }

  /** @param {ReviewCommand} command */
  handle(command) {
    if (!this.#review) return;
    if (command.type === 'undo' || command.type === 'redo') this.#travel(command.type);
    else if (command.type === 'remove') this.#remove();
    else if (command.type === 'deselect') this.#select(null);
    else if (command.type === 'nextGap') this.#nextGap();
    else if (command.type === 'adding') this.#setAdding(command.isAdding);
    else if (command.type === 'label') this.#setLabel(command.label);
    else if (command.type === 'judge') this.#judge(command.verdict);
    else if (command.type === 'fill') this.#fill();
    else if (command.type === 'bringBack') this.#bringBack();
    else if (command.type === 'adjusting') this.#setAdjusting(command.adjusting);
    else if (command.type === 'nudge') this.#nudge(command);
    else if (command.type === 'threshold') this.#setThreshold(command);
    else if (command.type === 'row') this.#showRow(command.row);
    else {
      this.#panel = command.panel;
      this.#row = null;
      this.#changed();
    }
    // The control that was pressed goes away with what it was for; the photo is where one goes on.
    if (LEADS_TO_PHOTO.has(command.type)) this.stage.element.focus({ preventScroll: true });
  }

  /** Lets go of the picture's memory. */
  close() {
    cancelAnimationFrame(this.#thresholdFrame);
    this.stage.close();
    URL.revokeObjectURL(this.#url);
  }

  /** The review, which is there as soon as a hand or a control can ask for anything. */
  get #now() {
    return /** @type {ShotReview} */ (this.#review);
  }

  /** @param {'undo' | 'redo'} way */
  #travel(way) {
    const review = this.#now;
    if (way === 'undo' ? !review.canUndo : !review.canRedo) return;
    review[way]();
    this.#changed();
    const { undone, redone } = messages.review;
    this.events.onAnnounce((way === 'undo' ? undone : redone)(review.boxes.length));
  }

  /** @param {string | null} key */
  #select(key) {
    this.#isWalkingGaps = false;
    this.#row = null;
    if (key) this.#panel = null; // what can be done with the box takes its place
    this.#now.select(key);
    this.#changed();
    this.#announceSelection();
  }

  /** @param {1 | -1} direction @returns {boolean} false past the end */
  #selectNext(direction) {
    this.#isWalkingGaps = false;
    const isThere = this.#now.selectNext(direction);
    this.#reveal();
    this.#changed();
    this.#announceSelection();
    return isThere;
  }

  #nextGap() {
    this.#setAdding(false);
    this.#isWalkingGaps = this.#now.selectNextGap();
    this.#frameGap();
    this.#changed();
    this.#announceSelection();
  }

  /** @param {boolean} isAdding */
  #setAdding(isAdding) {
    if (this.#hand) this.#hand.isAdding = isAdding;
    this.stage.element.classList.toggle('editor--adding', isAdding);
    this.#panel = null;
    this.#row = null;
    this.#now.select(null);
    this.#changed();
  }

  /** @param {number} label */
  #setLabel(label) {
    this.#now.setLabel(label);
    this.#changed();
  }

  /** @param {import('./handles.js').Point} from @param {import('./handles.js').Point} to pixels of the photo */
  #add(from, to) {
    this.#now.add(from, to);
    this.#changed();
    this.events.onAnnounce(messages.review.added(this.#now.boxes.length));
  }

  /** @param {Box} box @param {boolean} isSameStep */
  #move(box, isSameStep) {
    this.#now.move(box, { isSameStep });
    this.#changed();
  }

  #remove() {
    if (!this.#now.remove()) return;
    this.#now.select(null);
    this.#changed();
    this.events.onAnnounce(messages.review.removed(this.#now.boxes.length));
  }

  /** By keyboard the next one is selected then, so that one can go on. */
  #removeAndGoOn() {
    const review = this.#now;
    if (review.selection?.kind === 'gap') return this.#judge('dismissed');
    const at = review.stops.findIndex(({ key }) => key === review.selection?.key);
    this.#remove();
    review.select(review.stops[Math.min(at, review.stops.length - 1)]?.key ?? null);
    this.#reveal();
    this.#changed();
  }

  /** @param {'accepted' | 'dismissed'} verdict */
  #judge(verdict) {
    const review = this.#now;
    review.judge(verdict);
    const isAccepted = verdict === 'accepted';
    if (isAccepted) vibrate(GAP_VIBRATION_MS);
    const said = isAccepted ? messages.review.gapAccepted : messages.review.gapDismissed;
    review.select(null);
    if (this.#isWalkingGaps) this.#isWalkingGaps = review.selectNextGap();
    this.#frameGap();
    this.#changed();
    this.events.onAnnounce(`${said} ${this.#selectionInWords()}`.trim());
  }

  /** The gap is none: the detector missed what stands there. */
  #fill() {
    const review = this.#now;
    const added = review.fill();
    if (added === 0) return;
    this.#isWalkingGaps = false; // until the new boxes are right
    navigator.vibrate?.(GAP_VIBRATION_MS);
    this.#reveal();
    this.#changed();
    this.events.onAnnounce(messages.review.gapFilled(added, review.boxes.length));
  }

  #bringBack() {
    this.#now.bringBack();
    this.#changed();
    this.events.onAnnounce(messages.announceCount(this.#now.boxes.length));
  }

  /** @param {Adjusting | null} adjusting */
  #setAdjusting(adjusting) {
    this.#adjusting = adjusting;
    this.#changed();
  }

  /** @param {{ direction: import('../../toolkit/arrows.js').Direction, repeats: number }} command */
  #nudge({ direction, repeats }) {
    this.#hand?.nudge(direction, { isResize: this.#adjusting === 'resize', repeats });
  }

  /**
   * Rows are found anew for every place of the slider: at most once for each picture on the screen.
   * @param {{ threshold: number, isFinal: boolean }} command
   */
  #setThreshold({ threshold, isFinal }) {
    cancelAnimationFrame(this.#thresholdFrame);
    this.#thresholdFrame = requestAnimationFrame(() => {
      this.#now.setThreshold(threshold);
      this.#changed();
      if (isFinal) this.events.onAnnounce(messages.announceCount(this.#now.boxes.length));
    });
  }

  /** @param {number | null} row */
  #showRow(row) {
    this.#row = row;
    const boxes = this.#now.stops.filter((stop) => stop.row === row).map(({ box }) => box);
    if (boxes.length > 0) this.stage.frame(around(boxes), ROW_PART);
    this.#changed();
  }

  #reveal() {
    const { selection } = this.#now;
    if (selection) this.stage.reveal(selection.box);
  }

  /** A gap is judged by what stands around it. */
  #frameGap() {
    const { selection } = this.#now;
    if (selection) this.stage.frame(selection.box, GAP_PART);
  }

  #announceSelection() {
    if (this.#now.selection) this.events.onAnnounce(this.#selectionInWords());
  }

  #selectionInWords() {
    const { selection, stops, original } = this.#now;
    if (!selection) return '';
    const row = selection.row + 1;
    if (selection.kind === 'gap') return messages.review.gapSelected(selection.facings, row);
    const boxes = stops.filter(({ kind }) => kind === 'box');
    const label = original.labels.length > 1 ? original.labels[selection.label] : '';
    return messages.review.boxSelected(boxes.indexOf(selection) + 1, boxes.length, row, label);
  }

  #changed() {
    const review = this.#now;
    const { selection, gaps } = review;
    if (selection?.kind !== 'box') this.#adjusting = null;
    const rows = review.rows.map(({ facings, stacked }, row) => ({
      facings: facings.length,
      stacked: stacked.length,
      gaps: gaps.filter((gap) => gap.row === row).length,
    }));
    const missing = gaps.filter(({ isAccepted }) => isAccepted);
    this.events.onChange({
      count: review.boxes.length,
      labelCounts: review.labelCounts,
      rows,
      openGaps: gaps.length - missing.length,
      missing: missing.reduce((sum, { facings }) => sum + facings, 0),
      selection,
      labels: review.original.labels,
      label: selection?.kind === 'box' ? selection.label : review.label,
      threshold: review.threshold,
      usualThreshold: this.#usualThreshold,
      removed: review.removed,
      canUndo: review.canUndo,
      canRedo: review.canRedo,
      isAdding: this.#hand?.isAdding ?? false,
      adjusting: this.#adjusting,
      panel: this.#panel,
      row: this.#row,
    });
    this.stage.drawSoon();
  }

  /** @returns {import('./stage.js').Scene | null} */
  #scene() {
    const draft = this.#hand?.draft ?? null;
    return this.#review && { review: this.#review, draft, row: this.#row, kinds: this.#kinds };
  }
}
