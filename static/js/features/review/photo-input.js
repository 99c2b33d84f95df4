import { boxBetween } from '../../photo/new-boxes.js';
import { listenToGestures, listenToWheel } from '../../toolkit/gestures.js';
import { contains, holdAt, pull, thingAt } from './handles.js';
import { commandOfKey } from './keys.js';

/**
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('../../toolkit/gestures.js').Drag} Drag
 * @typedef {import('./handles.js').Point} Point
 *
 * @typedef {object} EditActions what a person can do on the photo by touch, mouse and keyboard
 * @property {(key: string | null) => void} select
 * @property {(direction: 1 | -1) => boolean} selectNext false past the end: nothing is selected any more
 * @property {(from: Point, to: Point) => void} add corners in pixels of the photo; the same
 *   point twice adds a box that is sized like its neighbours
 * @property {(box: Box, isSameStep: boolean) => void} move the selected box
 * @property {() => void} remove the selected box or gap
 * @property {() => void} accept the selected gap
 * @property {() => void} fill the selected gap
 * @property {() => void} undo
 * @property {() => void} redo
 */

const DOUBLE_TAP_ZOOM = 3;
/** An arrow key moves a box by about this much on the screen, and by at least one pixel of the photo. */
const STEP_PX = 2;
/** After this many small steps, a button that is held down moves in larger ones. */
const SMALL_STEPS = 5;
const LARGE_STEP_PX = 6;
const KEY_PAN_PX = 80;

/** Translates touch, mouse and keyboard input on the photo into edits, zoom and pan. */
export class PhotoInput {
  #stage;
  #review;
  #actions;
  /** @type {{ key: string | null, box: Box } | null} the box that is being dragged or drawn; key null: a new one */
  draft = null;
  /** Whether a tap or a drag adds a box. */
  isAdding = false;
  /**
   * A tool that takes taps instead of selecting, and perhaps drags instead of moving the photo.
   * @type {{ tap: (at: Point) => void, drag?: (from: Point) => Drag, isEachTap?: boolean } | null} `isEachTap`: two quick taps are
   *   two
   */
  instead = null;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {EditActions} actions
   */
  constructor(stage, review, actions) {
    this.#stage = stage;
    this.#review = review;
    this.#actions = actions;
    stage.element.addEventListener('keydown', (event) => this.#onKey(event));
    listenToGestures(stage.element, {
      onTap: (at) => this.#onTap(at),
      onDoubleTap: (at) => this.#onDoubleTap(at),
      onDrag: (from) => this.#onDrag(from),
      onPinch: (at, factor, by) => {
        stage.zoom(factor, at);
        stage.pan(by);
      },
    });
    listenToWheel(stage.element, (at, factor) => stage.zoom(factor, at));
  }

  /** @param {Point} at */
  #onTap(at) {
    if (this.instead) return this.instead.tap(at);
    const point = this.#stage.toPhoto(at);
    const stop = thingAt(this.#review.stops, point, 1 / this.#stage.scale);
    // A tap beside a box, though within its reach, is probably meant for a missed product.
    const isMissed = this.isAdding && !(stop?.kind === 'box' && contains(stop.box, point));
    if (isMissed) this.#actions.add(point, point);
    else this.#actions.select(stop?.key ?? null);
  }

  /** @param {Point} at */
  #onDoubleTap(at) {
    if (this.isAdding || this.instead?.drag || this.instead?.isEachTap) return; // probably two quick taps on neighbouring products
    if (this.#stage.isWhole) this.#stage.zoom(DOUBLE_TAP_ZOOM, at);
    else this.#stage.showWhole();
  }

  /** @param {Point} from @returns {Drag} */
  #onDrag(from) {
    if (this.instead?.drag) return this.instead.drag(from);
    const stage = this.#stage;
    const { selection } = this.#review;
    const hold = selection?.kind === 'box' ? holdAt(stage.toStage(selection.box), from) : null;
    if (selection && hold) {
      return this.#drawDraft(selection.key, (to) => {
        const by = { x: (to.x - from.x) / stage.scale, y: (to.y - from.y) / stage.scale };
        return pull(selection.box, hold, by, stage.photo);
      });
    }
    if (this.isAdding) {
      const start = stage.toPhoto(from);
      return this.#drawDraft(null, (to) => boxBetween(start, stage.toPhoto(to), stage.photo));
    }
    let last = from;
    const move = (/** @type {Point} */ to) => {
      stage.pan({ x: to.x - last.x, y: to.y - last.y });
      last = to;
    };
    return { move };
  }

  /**
   * Shows a box that follows the pointer, and applies it when the pointer is lifted.
   * @param {string | null} key of the box that changes; null for a new one
   * @param {(to: Point) => Box | null} boxAt
   * @returns {Drag}
   */
  #drawDraft(key, boxAt) {
    const show = (/** @type {Box | null} */ box) => {
      this.draft = box && { key, box };
      this.#stage.drawSoon();
    };
    const end = () => {
      const box = this.draft?.box;
      show(null);
      if (box && key) this.#actions.move(box, false);
      else if (box) this.#actions.add({ x: box[0], y: box[1] }, { x: box[2], y: box[3] });
    };
    return { move: (to) => show(boxAt(to)), end, cancel: () => show(null) };
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const stage = this.#stage;
    const command = commandOfKey(event, this.#review.selection?.kind ?? null);
    if (!command) return;
    // After the last box, Tab moves on to the next control as usual.
    if (command.type === 'next' && !this.#actions.selectNext(command.direction) && event.key === 'Tab')
      return;
    event.preventDefault();
    if (command.type === 'move' || command.type === 'resize') {
      const { direction, isHeld } = command;
      this.nudge(direction, { isResize: command.type === 'resize', repeats: isHeld ? 1 : 0 });
    } else if (command.type === 'zoom') command.factor > 0 ? stage.zoom(command.factor) : stage.showWhole();
    else if (command.type === 'pan') {
      stage.pan({ x: -command.direction.x * KEY_PAN_PX, y: -command.direction.y * KEY_PAN_PX });
    } else if (command.type === 'add') {
      const middle = stage.toPhoto(stage.middle);
      this.#actions.add(middle, middle);
    } else if (command.type === 'deselect') this.#actions.select(null);
    else if (command.type !== 'next') this.#actions[command.type]();
  }

  /**
   * Moves the selected box, or its lower right corner, by one step.
   * @param {import('../../toolkit/arrows.js').Direction} direction
   * @param {{ isResize: boolean, repeats: number }} options `repeats`: how often it has moved while the key or button
   *   is held; all of these moves are undone together
   */
  nudge({ x, y }, { isResize, repeats }) {
    const { selection } = this.#review;
    if (selection?.kind !== 'box') return;
    const step_px = repeats > SMALL_STEPS ? LARGE_STEP_PX : STEP_PX;
    const step = Math.max(1, Math.round(step_px / this.#stage.scale));
    const box = pull(
      selection.box,
      isResize ? { x: 1, y: 1 } : 'whole',
      { x: x * step, y: y * step },
      this.#stage.photo,
    );
    this.#actions.move(box, repeats > 0);
    this.#stage.reveal(box);
  }
}
