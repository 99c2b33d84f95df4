/**
 * How marking and painting take boxes: by a lasso around them or a swipe over them, by a tap, or one after the other with the
 * keyboard.
 *
 * @typedef {import('../../geometry/path.js').Point} Point
 *
 * @typedef {object} Line that is being drawn
 * @property {Point[]} path pixels of the photo
 * @property {number} reach how near its end has to come to its beginning to make a lasso, in the same unit
 */
import { takenBy } from '../../geometry/path.js';
import { boxStops } from '../../photo/stops.js';
import { thingAt } from './handles.js';

/** A finger closes a lasso this near to where it began. */
const REACH_PX = 28;
/** The finger moves at least so far between two points of the line. */
const STEP_PX = 3;

export class BoxLine {
  #stage;
  #review;
  #onTaken;
  /** @type {Line | null} */
  line = null;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {(keys: string[]) => void} onTaken the line has ended, and took these boxes
   */
  constructor(stage, review, onTaken) {
    this.#stage = stage;
    this.#review = review;
    this.#onTaken = onTaken;
  }

  /** @returns {string[]} keys of the boxes that the line takes if it ends here */
  get taken() {
    const { boxes } = this.#review;
    if (!this.line) return [];
    const places = boxes.map(({ box }) => box);
    return takenBy(this.line.path, places, this.line.reach).map((i) => boxes[i].key);
  }

  /** @param {Point} at on the stage @returns {string | null} key of the box there */
  boxAt(at) {
    const stops = boxStops(this.#review.stops);
    return thingAt(stops, this.#stage.toPhoto(at), 1 / this.#stage.scale)?.key ?? null;
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
        const { taken } = this;
        show(null);
        this.#onTaken(taken);
      },
      cancel: () => show(null),
    };
  }

  /** Selects the next box, and brings it into view. @param {1 | -1} direction @returns {string | null} its key; null past the end */
  next(direction) {
    const review = this.#review;
    let isThere = review.selectNext(direction);
    while (isThere && review.selection?.kind === 'gap') isThere = review.selectNext(direction);
    const { selection } = review;
    if (selection) this.#stage.reveal(selection.box);
    return selection?.key ?? null;
  }
}
