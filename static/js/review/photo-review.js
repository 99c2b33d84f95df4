import { messages } from '../messages.js';
import { drawReview } from './drawing.js';
import { listenToGestures } from './gestures.js';
import { boxBetween, holdAt, pull, thingAt } from './handles.js';
import { commandOfKey } from './keys.js';
import { decodePicture } from './picture.js';
import { ShotReview } from './shot-review.js';
import { boxOnStage, fit, frame, keepInside, pan, pointOnPhoto, reveal, zoom } from './viewport.js';

/**
 * @typedef {import('./corrections.js').Box} Box
 * @typedef {import('./corrections.js').ReviewedShot} ReviewedShot
 * @typedef {import('./shot-review.js').Stop} Stop
 * @typedef {import('./viewport.js').Point} Point
 * @typedef {import('./viewport.js').Viewport} Viewport
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
 * @property {number} usualThreshold the model's own
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {boolean} isAdding
 * @property {'sensitivity' | 'rows' | null} panel that is open
 * @property {number | null} row that stands out
 *
 * @typedef {{ type: 'undo' } | { type: 'redo' } | { type: 'remove' } | { type: 'deselect' } | { type: 'nextGap' }
 *   | { type: 'adding', isAdding: boolean }
 *   | { type: 'label', label: number }
 *   | { type: 'judge', verdict: 'accepted' | 'dismissed' }
 *   | { type: 'threshold', threshold: number, isFinal: boolean }
 *   | { type: 'panel', panel: ReviewState['panel'] }
 *   | { type: 'row', row: number | null }} ReviewCommand what the view's controls ask for
 *
 * @typedef {object} ReviewEvents
 * @property {(state: ReviewState) => void} onChange
 * @property {(text: string) => void} onAnnounce for people who cannot see it
 */

const GAP_VIBRATION_MS = 10;
const DOUBLE_TAP_ZOOM = 3;
/** An arrow key moves by about this much on the screen, and by a pixel of the photo at least. */
const KEY_STEP_PX = 2;
const KEY_LOOK_PX = 80;
/** How much of the stage a row, or a gap with its neighbours, takes when one goes to it. */
const ROW_PART = 0.85;
const GAP_PART = 0.22;

/** One photo on the page: the still at full detail, what was found over it, and a hand that corrects it. */
export class PhotoReview {
  /** @type {ShotReview | null} */
  #review = null;
  /** @type {Viewport | null} null until photo and stage have a size */
  #viewport = null;
  #photo = { width: 0, height: 0 };
  #stage = { width: 0, height: 0 };
  /** @type {{ key: string | null, box: Box } | null} a box under the finger */
  #draft = null;
  #usualThreshold = 0;
  #isAdding = false;
  #isWalkingGaps = false;
  /** @type {ReviewState['panel']} */
  #panel = null;
  /** @type {number | null} */
  #row = null;
  #frame = 0;
  #thresholdFrame = 0;
  #url;
  #resizes = new ResizeObserver(() => this.#resize());

  /**
   * @param {Blob} file
   * @param {ReviewEvents} events
   */
  constructor(file, events) {
    this.file = file;
    this.events = events;
    this.#url = URL.createObjectURL(file);
    this.image = document.createElement('img');
    this.image.className = 'editor__photo';
    this.image.alt = '';
    this.image.src = this.#url;
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'editor__boxes';
    this.canvas.setAttribute('aria-hidden', 'true'); // what is on it is said in words
    this.element = document.createElement('div');
    this.element.className = 'editor';
    this.element.setAttribute('role', 'img');
    this.element.setAttribute('aria-label', messages.photo.pictureAlt);
    this.element.append(this.image, this.canvas);
    this.#resizes.observe(this.element);
  }

  /** What the view shows. */
  get elements() {
    return [this.element];
  }

  /** @returns {ReviewedShot | null} as it is now; null before it was counted */
  get shot() {
    return this.#review?.shot ?? null;
  }

  /**
   * @returns {Promise<ImageBitmap>} the picture for the detector, upright
   * @throws {import('./picture.js').PictureError}
   */
  async decode() {
    const { width, height } = await this.#decoded();
    this.#photo = { width, height };
    this.image.style.width = `${width}px`;
    this.image.style.height = `${height}px`;
    this.#resize();
    return this.#decoded();
  }

  /**
   * Shows what was found, for correction.
   * @param {ReviewedShot} shot of this photo
   * @param {{ usualThreshold: number }} model the threshold that its card gives
   */
  show(shot, { usualThreshold }) {
    this.#review = new ShotReview(shot);
    this.#usualThreshold = usualThreshold;
    const { element } = this;
    element.tabIndex = 0;
    element.setAttribute('role', 'application'); // so that arrows and Tab reach the boxes with a screen reader too
    element.setAttribute('aria-label', messages.review.photo);
    element.setAttribute('aria-description', messages.review.keys);
    element.addEventListener('keydown', (event) => this.#onKey(event));
    listenToGestures(element, {
      onTap: (at) => this.#onTap(at),
      onDoubleTap: (at) => this.#onDoubleTap(at),
      onDrag: (from) => this.#onDrag(from),
      onPinch: (at, factor, by) => this.#onPinch(at, factor, by),
    });
    this.#changed();
  }

  /** @param {ReviewCommand} command */
  handle(command) {
    const review = this.#review;
    if (!review) return;
    if (command.type === 'undo' || command.type === 'redo') this.#travel(command.type);
    else if (command.type === 'remove') this.#remove();
    else if (command.type === 'deselect') this.#select(null);
    else if (command.type === 'nextGap') this.#nextGap();
    else if (command.type === 'adding') this.#setAdding(command.isAdding);
    else if (command.type === 'label') this.#setLabel(command.label);
    else if (command.type === 'judge') this.#judge(command.verdict);
    else if (command.type === 'threshold') this.#setThreshold(command);
    else if (command.type === 'row') this.#showRow(command.row);
    else {
      this.#panel = command.panel;
      this.#row = null;
      this.#changed();
    }
  }

  /** Lets go of the picture's memory. */
  close() {
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#thresholdFrame);
    this.#resizes.disconnect();
    URL.revokeObjectURL(this.#url);
    this.image.removeAttribute('src');
  }

  /** @param {'undo' | 'redo'} way */
  #travel(way) {
    const review = /** @type {ShotReview} */ (this.#review);
    if (way === 'undo' ? !review.canUndo : !review.canRedo) return;
    review[way]();
    this.#changed();
    this.#announce(messages.review[way === 'undo' ? 'undone' : 'redone'](review.boxes.length));
  }

  #remove() {
    const review = /** @type {ShotReview} */ (this.#review);
    if (!review.remove()) return;
    review.select(null);
    this.#changed();
    this.#announce(messages.review.removed(review.boxes.length));
  }

  /** @param {string | null} key */
  #select(key) {
    const review = /** @type {ShotReview} */ (this.#review);
    this.#isWalkingGaps = false;
    review.select(key);
    if (key) this.#panel = null; // what can be done with the box takes its place
    this.#changed();
    if (key) this.#announceSelection();
  }

  #nextGap() {
    const review = /** @type {ShotReview} */ (this.#review);
    this.#isAdding = false;
    this.#panel = null;
    this.#row = null;
    this.#isWalkingGaps = review.selectNextGap();
    this.#frameSelection();
    this.#changed();
    this.#announceSelection();
  }

  /** @param {boolean} isAdding */
  #setAdding(isAdding) {
    this.#isAdding = isAdding;
    this.#panel = null;
    this.#row = null;
    this.#review?.select(null);
    this.element.classList.toggle('editor--adding', isAdding);
    this.#changed();
  }

  /** @param {number} label */
  #setLabel(label) {
    this.#review?.setLabel(label);
    this.#changed();
  }

  /** @param {'accepted' | 'dismissed'} verdict */
  #judge(verdict) {
    const review = /** @type {ShotReview} */ (this.#review);
    review.judge(verdict);
    if (verdict === 'accepted') navigator.vibrate?.(GAP_VIBRATION_MS);
    const said = verdict === 'accepted' ? messages.review.gapAccepted : messages.review.gapDismissed;
    if (this.#isWalkingGaps && review.selectNextGap()) {
      this.#frameSelection();
      this.#announce(`${said} ${this.#selectionInWords()}`);
    } else {
      review.select(null);
      this.#announce(said);
    }
    this.#changed();
  }

  /**
   * Rows are found anew for every place of the slider: at most once for each picture on the screen.
   * @param {{ threshold: number, isFinal: boolean }} command
   */
  #setThreshold({ threshold, isFinal }) {
    cancelAnimationFrame(this.#thresholdFrame);
    this.#thresholdFrame = requestAnimationFrame(() => {
      const review = /** @type {ShotReview} */ (this.#review);
      review.setThreshold(threshold);
      this.#changed();
      if (isFinal) this.#announce(messages.announceCount(review.boxes.length));
    });
  }

  /** @param {number | null} row */
  #showRow(row) {
    const review = /** @type {ShotReview} */ (this.#review);
    this.#row = row;
    const boxes = row === null ? [] : review.stops.filter((stop) => stop.row === row).map(({ box }) => box);
    if (boxes.length > 0 && this.#viewport) {
      const around = /** @type {Box} */ ([
        Math.min(...boxes.map((box) => box[0])),
        Math.min(...boxes.map((box) => box[1])),
        Math.max(...boxes.map((box) => box[2])),
        Math.max(...boxes.map((box) => box[3])),
      ]);
      this.#viewport = frame(around, ROW_PART, this.#photo, this.#stage);
    }
    this.#changed();
  }

  /** @param {Point} at */
  #onTap(at) {
    const review = /** @type {ShotReview} */ (this.#review);
    if (!this.#viewport) return;
    const point = pointOnPhoto(this.#viewport, at);
    const stop = thingAt(review.stops, point, 1 / this.#viewport.scale);
    this.#row = null;
    if (this.#isAdding && !(stop?.kind === 'box' && isInside(stop.box, point))) this.#add(point, point);
    else this.#select(stop?.key ?? null);
  }

  /** @param {Point} at */
  #onDoubleTap(at) {
    if (this.#isAdding || !this.#viewport) return;
    const isWhole = this.#viewport.scale <= fit(this.#photo, this.#stage).scale * 1.05;
    this.#zoom(isWhole ? DOUBLE_TAP_ZOOM : 0, at);
  }

  /**
   * @param {Point} from CSS pixels
   * @returns {import('./gestures.js').Drag}
   */
  #onDrag(from) {
    const review = /** @type {ShotReview} */ (this.#review);
    const viewport = /** @type {Viewport} */ (this.#viewport);
    const { selection } = review;
    const hold = selection?.kind === 'box' ? holdAt(boxOnStage(viewport, selection.box), from) : null;
    if (selection && hold) {
      return this.#drawDraft(selection.key, (to) => {
        const by = { x: (to.x - from.x) / viewport.scale, y: (to.y - from.y) / viewport.scale };
        return pull(selection.box, hold, by, this.#photo);
      });
    }
    const start = pointOnPhoto(viewport, from);
    if (this.#isAdding) {
      return this.#drawDraft(null, (to) => boxBetween(start, pointOnPhoto(viewport, to), this.#photo));
    }
    let last = from;
    const move = (/** @type {Point} */ to) => {
      const by = { x: to.x - last.x, y: to.y - last.y };
      if (this.#viewport) this.#viewport = pan(this.#viewport, by, this.#photo, this.#stage);
      last = to;
      this.#drawSoon();
    };
    return { move, end: () => {}, cancel: () => {} };
  }

  /**
   * A box that follows the finger, and counts when it is let go.
   * @param {string | null} key of the box that changes; null for a new one
   * @param {(to: Point) => Box | null} boxAt
   * @returns {import('./gestures.js').Drag}
   */
  #drawDraft(key, boxAt) {
    const move = (/** @type {Point} */ to) => {
      const box = boxAt(to);
      this.#draft = box && { key, box };
      this.#drawSoon();
    };
    const end = () => {
      const box = this.#draft?.box;
      this.#draft = null;
      if (box && key) this.#move(box);
      else if (box) this.#add({ x: box[0], y: box[1] }, { x: box[2], y: box[3] });
    };
    const cancel = () => {
      this.#draft = null;
      this.#drawSoon();
    };
    return { move, end, cancel };
  }

  /** @param {Point} from @param {Point} to pixels of the photo */
  #add(from, to) {
    const review = /** @type {ShotReview} */ (this.#review);
    review.add(from, to);
    this.#changed();
    this.#announce(messages.review.added(review.boxes.length));
  }

  /** @param {Box} box @param {{ isSameStep?: boolean }} [options] */
  #move(box, options) {
    this.#review?.move(box, options);
    this.#changed();
  }

  /** @param {Point} at @param {number} factor @param {Point} by */
  #onPinch(at, factor, by) {
    if (!this.#viewport) return;
    this.#viewport = pan(
      zoom(this.#viewport, factor, at, this.#photo, this.#stage),
      by,
      this.#photo,
      this.#stage,
    );
    this.#drawSoon();
  }

  /** @param {number} factor 0: the whole photo @param {Point} [at] */
  #zoom(factor, at = { x: this.#stage.width / 2, y: this.#stage.height / 2 }) {
    if (!this.#viewport) return;
    this.#viewport =
      factor === 0
        ? fit(this.#photo, this.#stage)
        : zoom(this.#viewport, factor, at, this.#photo, this.#stage);
    this.#drawSoon();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const review = /** @type {ShotReview} */ (this.#review);
    const command = commandOfKey(event, review.selection?.kind ?? null);
    if (!command || !this.#viewport) return;
    // Past the last box Tab goes on to the controls, as it does everywhere.
    if (command.type === 'next' && !this.#selectNext(command.direction) && event.key === 'Tab') return;
    event.preventDefault();
    if (command.type === 'undo' || command.type === 'redo') this.#travel(command.type);
    else if (command.type === 'move') this.#moveByKey(command, 'whole');
    else if (command.type === 'resize') this.#moveByKey(command, { x: 1, y: 1 });
    else if (command.type === 'zoom') this.#zoom(command.factor);
    else if (command.type === 'deselect') this.#select(null);
    else if (command.type === 'accept') this.#judge('accepted');
    else if (command.type === 'add') this.#addByKey();
    else if (command.type === 'look') {
      const { x, y } = command.direction;
      this.#onPinch({ x: 0, y: 0 }, 1, { x: -x * KEY_LOOK_PX, y: -y * KEY_LOOK_PX });
    } else if (command.type === 'remove') this.#removeByKey();
  }

  /** @param {1 | -1} direction @returns {boolean} false past the end */
  #selectNext(direction) {
    const review = /** @type {ShotReview} */ (this.#review);
    this.#isWalkingGaps = false;
    const isThere = review.selectNext(direction);
    this.#revealSelection();
    this.#changed();
    if (isThere) this.#announceSelection();
    return isThere;
  }

  /**
   * @param {{ direction: import('./keys.js').Direction, isHeld: boolean }} command
   * @param {import('./handles.js').Corner | 'whole'} hold
   */
  #moveByKey({ direction, isHeld }, hold) {
    const { selection } = /** @type {ShotReview} */ (this.#review);
    if (!selection || !this.#viewport) return;
    const step = Math.max(1, Math.round(KEY_STEP_PX / this.#viewport.scale));
    const by = { x: direction.x * step, y: direction.y * step };
    this.#move(pull(selection.box, hold, by, this.#photo), { isSameStep: isHeld });
    this.#revealSelection();
  }

  /** The next box is selected, so that one can go on removing. */
  #removeByKey() {
    const review = /** @type {ShotReview} */ (this.#review);
    if (review.selection?.kind === 'gap') return this.#judge('dismissed');
    const at = review.stops.findIndex(({ key }) => key === review.selection?.key);
    this.#remove();
    review.select(review.stops[Math.min(at, review.stops.length - 1)]?.key ?? null);
    this.#revealSelection();
    this.#changed();
  }

  #addByKey() {
    const middle = { x: this.#stage.width / 2, y: this.#stage.height / 2 };
    const point = pointOnPhoto(/** @type {Viewport} */ (this.#viewport), middle);
    this.#add(point, point);
  }

  #revealSelection() {
    const { selection } = /** @type {ShotReview} */ (this.#review);
    if (!selection || !this.#viewport) return;
    this.#viewport = reveal(this.#viewport, selection.box, this.#photo, this.#stage);
    this.#drawSoon();
  }

  /** A gap is judged by what stands around it. */
  #frameSelection() {
    const { selection } = /** @type {ShotReview} */ (this.#review);
    if (selection) this.#viewport = frame(selection.box, GAP_PART, this.#photo, this.#stage);
  }

  #announceSelection() {
    if (this.#review?.selection) this.#announce(this.#selectionInWords());
  }

  #selectionInWords() {
    const { selection, stops, original } = /** @type {ShotReview} */ (this.#review);
    if (!selection) return '';
    const row = selection.row + 1;
    if (selection.kind === 'gap') return messages.review.gapSelected(selection.facings, row);
    const boxes = stops.filter(({ kind }) => kind === 'box');
    const label = original.labels.length > 1 ? original.labels[selection.label] : '';
    return messages.review.boxSelected(boxes.indexOf(selection) + 1, boxes.length, row, label);
  }

  /** @param {string} text */
  #announce(text) {
    this.events.onAnnounce(text);
  }

  #changed() {
    const review = /** @type {ShotReview} */ (this.#review);
    const { selection, gaps } = review;
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
      canUndo: review.canUndo,
      canRedo: review.canRedo,
      isAdding: this.#isAdding,
      panel: this.#panel,
      row: this.#row,
    });
    this.#drawSoon();
  }

  /** @returns {Promise<ImageBitmap>} */
  #decoded() {
    return decodePicture(this.file);
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0 || this.#photo.width === 0) return;
    const before = this.#viewport;
    const wasWhole = !before || before.scale <= fit(this.#photo, this.#stage).scale * 1.001;
    const shift = { x: (width - this.#stage.width) / 2, y: (height - this.#stage.height) / 2 };
    this.#stage = { width, height };
    if (wasWhole) this.#viewport = fit(this.#photo, this.#stage);
    else {
      const moved = { ...before, x: before.x + shift.x, y: before.y + shift.y };
      this.#viewport = keepInside(moved, this.#photo, this.#stage);
      this.#viewport = zoom(this.#viewport, 1, { x: 0, y: 0 }, this.#photo, this.#stage);
    }
    this.#draw(); // at once: the canvas is empty after it changed its size
  }

  #drawSoon() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const viewport = this.#viewport;
    if (!viewport) return;
    const { scale, x, y } = viewport;
    this.image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    if (!this.#review) return;
    const { canvas } = this;
    const { width, height } = this.#stage;
    const ratio = globalThis.devicePixelRatio;
    const [pixels_x, pixels_y] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== pixels_x || canvas.height !== pixels_y) {
      canvas.width = pixels_x;
      canvas.height = pixels_y;
    }
    const context = canvas.getContext('2d');
    if (!context) return; // no memory for it: the photo and the numbers stay
    context.setTransform(pixels_x / width, 0, 0, pixels_y / height, 0, 0);
    const { selection } = this.#review;
    const draft = this.#draft;
    const row = this.#row ?? (selection && this.#panel === 'rows' ? selection.row : null);
    drawReview(context, this.#stage, { review: this.#review, viewport, draft, row });
  }
}

/** @param {Box} box @param {Point} point */
const isInside = ([left, top, right, bottom], { x, y }) => x >= left && x <= right && y >= top && y <= bottom;
