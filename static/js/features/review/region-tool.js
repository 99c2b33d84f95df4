import { bayOf } from '../../geometry/part.js';
import { messages } from '../../messages.js';
import { middleOf, moveCorner, moveRegion, regionOf } from '../../photo/region.js';
import { cornerIndex, RegionBox } from '../../toolkit/region-box.js';
import { commandOfKey } from './keys.js';

/**
 * @typedef {import('../../photo/region.js').Region} Region
 * @typedef {import('../../photo/new-boxes.js').Point} Point
 * @typedef {import('../../toolkit/region-box.js').Outline<Region>} Outline
 * @typedef {import('./stage.js').PhotoStage} PhotoStage
 *
 * @typedef {object} RegionToolEvents
 * @property {() => void} onChange
 * @property {(isPlacing: boolean) => void} onPick whether the next tap puts a corner, or all of the region, elsewhere
 * @property {(text: string) => void} onAnnounce
 * @property {() => void} undo asked for at one of the corners
 * @property {() => void} redo
 */

/** On a small screen the buttons at its upper edge cover so much of the photo. */
const CONTROLS_PX = 76;
/** A corner that is being dragged changes the number many times a second: it is announced after such a pause. */
const QUIET_MS = 300;

/** The part of the photo that counts, and the frame with which a person changes it. It follows the photo's zoom. */
export class RegionTool {
  #stage;
  #review;
  #events;
  #frame;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;
  /** Whether the frame is shown, to be changed. */
  isOpen = false;

  /**
   * @param {PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {RegionToolEvents} events
   */
  constructor(stage, review, events) {
    this.#stage = stage;
    this.#review = review;
    this.#events = events;
    this.#frame = new RegionBox(outlineOn(stage), {
      onChange: (region, isSameStep) => this.#set(region, { isSameStep }),
      onPick: events.onPick,
      onFocus: (at) => {
        const { x, y } = stage.toPhoto(onStage(stage, at));
        stage.reveal([x, y, x, y]);
      },
    });
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    stage.onDraw = () => this.draw();
  }

  /** Lies over the stage. */
  get element() {
    return this.#frame.element;
  }

  draw() {
    this.#frame.show(this.isOpen ? this.#review.region : null);
  }

  close() {
    clearTimeout(this.#announcing);
  }

  /** Begins with a part in the middle, if the whole photo counts. */
  begin() {
    const stage = this.#stage;
    if (this.#review.region) return;
    stage.showWhole();
    const bay = bayOf(stage.photo);
    const below = stage.toPhoto({ x: 0, y: CONTROLS_PX }).y / stage.photo.height;
    const top = Math.min(Math.max(bay.top, below), 0.5);
    this.#set(regionOf({ ...bay, top }, stage.photo));
  }

  /** The whole photo counts again. */
  clear() {
    this.#set(null);
  }

  /** Puts the corner that was tapped before in another place. @param {Point} at on the stage */
  place(at) {
    const { width, height } = this.#stage.size;
    return this.#frame.place({ x: at.x / width, y: at.y / height });
  }

  /** @param {Region | null} region @param {{ isSameStep: boolean }} [options] */
  #set(region, options) {
    const { partCounts, allCounts } = messages.review;
    this.#review.setRegion(region, options);
    this.#events.onChange();
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const { boxes, region: now } = this.#review;
      this.#events.onAnnounce((now ? partCounts : allCounts)(boxes.length));
    }, QUIET_MS);
  }

  /** @param {KeyboardEvent} event on a corner */
  #onKey(event) {
    const command = commandOfKey(event, null);
    if (command?.type !== 'undo' && command?.type !== 'redo') return;
    event.preventDefault();
    this.#events[command.type]();
  }
}

/** @param {PhotoStage} stage @param {Point} point fractions @returns {Point} CSS pixels */
const onStage = ({ size }, { x, y }) => ({ x: x * size.width, y: y * size.height });

/** @param {PhotoStage} stage @returns {Outline} of a region in pixels of the photo, on a layer over the stage */
function outlineOn(stage) {
  /** @type {Outline['move']} */
  const move = (region, handle, by) => {
    const { x: dx, y: dy } = onStage(stage, by);
    if (handle.x === 0) return moveRegion(region, dx / stage.scale, dy / stage.scale, stage.photo);
    const index = cornerIndex(handle);
    const [x, y] = region.corners[index];
    return moveCorner(region, index, [x + dx / stage.scale, y + dy / stage.scale], stage.photo);
  };
  return {
    corners: ({ corners }) =>
      corners.map(([x, y]) => {
        const [left, top] = stage.toStage([x, y, x, y]);
        return { x: left / stage.size.width, y: top / stage.size.height };
      }),
    move,
    place: (region, handle, to) => {
      const { x, y } = stage.toPhoto(onStage(stage, to));
      if (handle.x !== 0) return moveCorner(region, cornerIndex(handle), [x, y], stage.photo);
      const [middle_x, middle_y] = middleOf(region);
      return moveRegion(region, x - middle_x, y - middle_y, stage.photo);
    },
  };
}
