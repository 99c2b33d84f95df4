import { boxBetween } from '../../photo/new-boxes.js';
import { listenToGestures, listenToWheel } from '../../toolkit/gestures.js';
import { contains, holdAt, pull, thingAt } from './handles.js';
import { commandOfKey } from './keys.js';

/**
 * @typedef {import('../../photo/corrections.js').Box} Box
 * @typedef {import('../../toolkit/gestures.js').Drag} Drag
 * @typedef {import('./handles.js').Point} Point
 *
 * @typedef {object} Wishes what the hand asks for
 * @property {(key: string | null) => void} select
 * @property {(direction: 1 | -1) => boolean} selectNext false past the end: nothing is selected any more
 * @property {(from: Point, to: Point) => void} add pixels of the photo; one point twice: a box like its neighbours
 * @property {(box: Box, isSameStep: boolean) => void} move the selected box
 * @property {() => void} remove the selected box or gap
 * @property {() => void} accept the selected gap
 * @property {() => void} fill the selected gap
 * @property {() => void} undo
 * @property {() => void} redo
 */

const DOUBLE_TAP_ZOOM = 3;
/** An arrow moves by about this much on the screen, and by a pixel of the photo at least. */
const STEP_PX = 2;
/** A button that is held goes in larger steps after this many small ones. */
const SMALL_STEPS = 5;
const LARGE_STEP_PX = 6;
const KEY_LOOK_PX = 80;

/** Fingers, mouse and keys on the photo: what they mean where they are. */
export class Hand {
  /** @type {{ key: string | null, box: Box } | null} a box under the finger; key null: a new one */
  draft = null;
  /** A tap or a drag adds a box. */
  isAdding = false;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {Wishes} wishes
   */
  constructor(stage, review, wishes) {
    this.stage = stage;
    this.review = review;
    this.wishes = wishes;
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
    const point = this.stage.toPhoto(at);
    const stop = thingAt(this.review.stops, point, 1 / this.stage.scale);
    // Beside a box, in the reach of a finger, may well be the product that was missed.
    const isMissed = this.isAdding && !(stop?.kind === 'box' && contains(stop.box, point));
    if (isMissed) this.wishes.add(point, point);
    else this.wishes.select(stop?.key ?? null);
  }

  /** @param {Point} at */
  #onDoubleTap(at) {
    if (this.isAdding) return; // two products side by side, tapped quickly
    if (this.stage.isWhole) this.stage.zoom(DOUBLE_TAP_ZOOM, at);
    else this.stage.showWhole();
  }

  /** @param {Point} from @returns {Drag} */
  #onDrag(from) {
    const { stage } = this;
    const { selection } = this.review;
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
   * A box that follows the finger, and counts when it is let go.
   * @param {string | null} key of the box that changes; null for a new one
   * @param {(to: Point) => Box | null} boxAt
   * @returns {Drag}
   */
  #drawDraft(key, boxAt) {
    const show = (/** @type {Box | null} */ box) => {
      this.draft = box && { key, box };
      this.stage.drawSoon();
    };
    const end = () => {
      const box = this.draft?.box;
      show(null);
      if (box && key) this.wishes.move(box, false);
      else if (box) this.wishes.add({ x: box[0], y: box[1] }, { x: box[2], y: box[3] });
    };
    return { move: (to) => show(boxAt(to)), end, cancel: () => show(null) };
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { stage, wishes } = this;
    const command = commandOfKey(event, this.review.selection?.kind ?? null);
    if (!command) return;
    // Past the last box Tab goes on to the controls, as it does everywhere.
    if (command.type === 'next' && !wishes.selectNext(command.direction) && event.key === 'Tab') return;
    event.preventDefault();
    if (command.type === 'move' || command.type === 'resize') {
      const { direction, isHeld } = command;
      this.nudge(direction, { isResize: command.type === 'resize', repeats: isHeld ? 1 : 0 });
    } else if (command.type === 'zoom') command.factor > 0 ? stage.zoom(command.factor) : stage.showWhole();
    else if (command.type === 'look') {
      stage.pan({ x: -command.direction.x * KEY_LOOK_PX, y: -command.direction.y * KEY_LOOK_PX });
    } else if (command.type === 'add') {
      const middle = stage.toPhoto(stage.middle);
      wishes.add(middle, middle);
    } else if (command.type === 'deselect') wishes.select(null);
    else if (command.type !== 'next') wishes[command.type]();
  }

  /**
   * Moves the selected box a little, or its lower right corner.
   * @param {import('../../toolkit/arrows.js').Direction} direction
   * @param {{ isResize: boolean, repeats: number }} options `repeats`: how often before, while key or button was held;
   *   all of it is one step to undo
   */
  nudge({ x, y }, { isResize, repeats }) {
    const { selection } = this.review;
    if (selection?.kind !== 'box') return;
    const step_px = repeats > SMALL_STEPS ? LARGE_STEP_PX : STEP_PX;
    const step = Math.max(1, Math.round(step_px / this.stage.scale));
    const box = pull(
      selection.box,
      isResize ? { x: 1, y: 1 } : 'whole',
      { x: x * step, y: y * step },
      this.stage.photo,
    );
    this.wishes.move(box, repeats > 0);
    this.stage.reveal(box);
  }
}
