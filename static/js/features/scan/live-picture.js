import { bayOf } from '../../geometry/part.js';
import { listenToGestures } from '../../toolkit/gestures.js';
import { RegionBox } from '../../toolkit/region-box.js';
import { boxesOn, countedFacings, facingAt } from './in-view.js';
import { BoxOverlay } from './overlay.js';
import { PictureKeys } from './picture-keys.js';
import { rectangle, regionBetween } from './region.js';

/**
 * @typedef {import('./tracking.js').Facing} Facing
 * @typedef {import('./region.js').Region} Region
 * @typedef {import('../../toolkit/gestures.js').Point} Point
 *
 * @typedef {object} PictureEvents
 * @property {(change: Partial<import('./state.js').CountState>) => void} onChange
 * @property {() => void} onRegion another part of the picture counts
 * @property {() => void} onTapBeside a tap, but not on a product
 * @property {(text: string) => void} onAnnounce for screen readers
 */

/** A trembling finger must not select a part of the picture. */
const DRAG_FROM_PX = { touch: 10, mouse: 10, pen: 10 };

/**
 * What lies over the camera's picture, and what a person does there: boxes, marked products, and the region that alone
 * counts.
 */
export class LivePicture {
  #camera;
  #events;
  #overlay = new BoxOverlay('picture__boxes');
  #regionBox;
  #keys;
  #rider;
  /** As they were found, on the whole picture of the camera. @type {Facing[]} */
  #facings = [];
  /** The same where they lie now; none while that is unknown. @type {Facing[]} */
  #carried = [];
  /** Of the picture on which they lie there. */
  #position = 0;
  #isHidden = false;
  /** Ids of the facings that the person has marked. @type {Set<number>} */
  #marked = new Set();
  /** @type {Region | null} */
  #region = null;
  /** Ids of the facings that are the product that is looked for; null: none is. @type {ReadonlySet<number> | null} */
  found = null;
  /** What each label is called, where boxes show it. @type {string[] | null} */
  kinds = null;

  /**
   * @param {import('../../camera/live-camera.js').LiveCamera} camera
   * @param {Pick<import('./rider.js').Rider, 'carry'>} rider
   * @param {PictureEvents} events
   */
  constructor(camera, rider, events) {
    this.#camera = camera;
    this.#rider = rider;
    this.#events = events;
    this.#regionBox = new RegionBox(rectangle, {
      onChange: (region) => this.#setRegion(region),
      onPick: (isPlacing) => events.onChange({ isPlacing }),
    });
    const { canvas } = this.#overlay;
    this.#keys = new PictureKeys(canvas, {
      facings: () => this.drawn,
      picture: () => camera.size,
      moved: () => this.draw(),
      mark: (id) => this.#toggleMark(id),
      isMarked: (id) => this.#marked.has(id),
      say: (text) => events.onAnnounce(text),
    });
    const gestures = {
      onTap: (/** @type {Point} */ point) => this.#tap(this.#fractionsOf(point)),
      onDrag: (/** @type {Point} */ from) => ({ move: (/** @type {Point} */ to) => this.#select(from, to) }),
      onPinch: (/** @type {Point} */ _, /** @type {number} */ factor) => camera.pinch(factor),
      onPinchEnd: () => camera.endPinch(),
    };
    listenToGestures(canvas, gestures, { dragFrom_px: DRAG_FROM_PX });
  }

  /** The boxes and the frame around the region, from back to front. */
  get elements() {
    return [this.#overlay.canvas, this.#regionBox.element];
  }

  /** The part of what the screen shows that alone counts; null: all of it counts. */
  get region() {
    return this.#region;
  }

  /** The facings that count: those of the newest frame that were on the screen, inside the region. */
  get counted() {
    return countedFacings(this.#facings, this.#camera.crop, this.#region);
  }

  /** Those that are on the screen now, where they lie now. */
  get drawn() {
    if (this.#isHidden) return [];
    return countedFacings(this.#carried, this.#camera.crop, this.#region);
  }

  /**
   * @param {Facing[]} facings of the newest frame
   * @param {number} position of its picture
   * @returns {Facing[]} those that count
   */
  show(facings, position) {
    this.#facings = facings;
    this.#carried = facings;
    this.#position = position;
    this.ride();
    return this.counted;
  }

  /** Draws the boxes where their products lie on the picture of now, or none when that is unknown. */
  ride() {
    const { found, position } = this.#rider.carry(this.#carried, this.#position);
    this.#carried = found ?? [];
    this.#position = position;
    this.draw();
  }

  /** While the picture moves too fast, nobody knows where its products are. @param {boolean} isHidden */
  hideBoxes(isHidden) {
    this.#isHidden = isHidden;
    this.draw();
  }

  /** Draws what is on the screen now. */
  draw() {
    const { drawn } = this;
    const isMarked = (/** @type {Facing} */ { id }) => this.#marked.has(id) || this.found?.has(id) === true;
    const onPicture = (/** @type {Facing[]} */ facings) => boxesOn(facings, this.#camera.crop, this.kinds);
    this.#overlay.show(
      onPicture(drawn.filter((facing) => !isMarked(facing))),
      onPicture(drawn.filter(isMarked)),
      onPicture(drawn.filter(({ id }) => id === this.#keys.current)),
      this.found !== null,
    );
    this.#events.onChange({ marked: this.#marked.size });
  }

  /** Takes the boxes away. */
  clear() {
    this.#overlay.show(null);
  }

  /** A picture that stands still can be worked on with the keyboard. @param {boolean} isPaused */
  setPaused(isPaused) {
    this.#keys.enable(isPaused);
    this.draw();
  }

  /** Counts a centred tall part of the picture only, or all of it again. */
  toggleBay() {
    this.#setRegion(this.#region ? null : bayOf(this.#camera.crop));
  }

  clearMarks() {
    this.#marked.clear();
    this.draw();
  }

  /**
   * Handles a tap: moves the picked handle of the region, marks or unmarks a product, or reports a tap beside all products.
   * @param {Point} point fractions of the shown picture
   */
  #tap(point) {
    if (this.#regionBox.place(point)) return;
    const facing = facingAt(this.drawn, this.#camera.crop, point);
    if (!facing) return this.#events.onTapBeside();
    this.#toggleMark(facing.id);
    this.draw();
  }

  /** @param {number} id @returns {boolean} whether it is marked now */
  #toggleMark(id) {
    if (!this.#marked.delete(id)) this.#marked.add(id);
    return this.#marked.has(id);
  }

  /** A rectangle between two points counts, unless it is too small to be meant. @param {Point} from @param {Point} to */
  #select(from, to) {
    this.#setRegion(regionBetween(this.#fractionsOf(from), this.#fractionsOf(to)) ?? this.#region);
  }

  /** @param {Region | null} region null: all that is on the screen counts */
  #setRegion(region) {
    this.#region = region;
    this.#regionBox.show(region);
    this.#events.onChange({ hasRegion: region !== null });
    this.#events.onRegion();
  }

  /** @param {Point} point CSS pixels from the picture's corner @returns {Point} fractions of its width and height */
  #fractionsOf({ x, y }) {
    const { width, height } = this.#overlay.canvas.getBoundingClientRect();
    return { x: x / width, y: y / height };
  }
}
