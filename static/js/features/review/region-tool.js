import { bayOf } from '../../geometry/part.js';
import { middleOf, moveCorner, moveRegion, regionOf } from '../../photo/region.js';
import { cornerIndex, RegionBox } from '../../toolkit/region-box.js';

/**
 * @typedef {import('../../photo/region.js').Region} Region
 * @typedef {import('../../photo/new-boxes.js').Point} Point
 * @typedef {import('../../toolkit/region-box.js').Outline<Region>} Outline
 */

/** On a small screen the buttons at its upper edge cover so much of the photo. */
const CONTROLS_PX = 76;

/** The frame with which a person changes the part of the photo that counts. It follows the photo's zoom. */
export class RegionTool {
  #stage;
  #review;
  #frame;
  /** Whether the frame is shown, to be changed. */
  isOpen = false;

  /**
   * @param {import('./stage.js').PhotoStage} stage
   * @param {import('../../photo/shot-review.js').ShotReview} review
   * @param {{ onChange: () => void, onPick: (isPlacing: boolean) => void }} events
   */
  constructor(stage, review, { onChange, onPick }) {
    this.#stage = stage;
    this.#review = review;
    this.#frame = new RegionBox(outlineOn(stage), {
      onChange: (region, isSameStep) => {
        review.setRegion(region, { isSameStep });
        onChange();
      },
      onPick,
      onFocus: (at) => {
        const { x, y } = stage.toPhoto(onStage(stage, at));
        stage.reveal([x, y, x, y]);
      },
    });
    stage.onDraw = () => this.#frame.show(this.isOpen ? review.region : null);
  }

  /** Lies over the stage. */
  get element() {
    return this.#frame.element;
  }

  /** Begins with a part in the middle, if the whole photo counts. */
  begin() {
    const stage = this.#stage;
    if (this.#review.region) return;
    stage.showWhole();
    const bay = bayOf(stage.photo);
    const { y: below } = stage.toPhoto({ x: 0, y: CONTROLS_PX });
    this.#review.setRegion(
      regionOf({ ...bay, top: Math.max(bay.top, Math.min(below / stage.photo.height, 0.5)) }, stage.photo),
    );
  }

  /** Puts the corner that was tapped before in another place. @param {Point} at on the stage */
  place(at) {
    const { width, height } = this.#stage.size;
    return this.#frame.place({ x: at.x / width, y: at.y / height });
  }
}

/** @param {import('./stage.js').PhotoStage} stage @param {Point} point fractions @returns {Point} CSS pixels */
const onStage = ({ size }, { x, y }) => ({ x: x * size.width, y: y * size.height });

/** @param {import('./stage.js').PhotoStage} stage @returns {Outline} */
function outlineOn(stage) {
  /** @type {Outline['move']} */
  const move = (region, handle, by) => {
    const [dx, dy] = [(by.x * stage.size.width) / stage.scale, (by.y * stage.size.height) / stage.scale];
    if (handle.x === 0) return moveRegion(region, dx, dy, stage.photo);
    const index = cornerIndex(handle);
    const [x, y] = region.corners[index];
    return moveCorner(region, index, [x + dx, y + dy], stage.photo);
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
