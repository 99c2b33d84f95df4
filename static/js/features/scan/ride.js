/**
 * How boxes ride the picture: where what was detected in an earlier frame lies now. Each look at the video is a step; a
 * box that was found at one step is moved through all steps since.
 *
 * @typedef {import('../../camera/zoom.js').Crop} Crop
 * @typedef {import('../../camera/motion/grey-pyramid.js').Pyramid} Pyramid
 * @typedef {import('../../camera/motion/flow.js').Flow} Flow
 * @typedef {import('./motion.js').Box} Box
 *
 * @typedef {object} Look a small grey picture of what the video showed
 * @property {Pyramid} pyramid
 * @property {Crop} crop the part of the camera's picture that is on it
 * @property {number} now_ms
 *
 * @typedef {'seen' | 'unseen' | 'lost'} Sight of a step's motion. `unseen`: nothing shows whether there was one, as on a
 *   blank wall. `lost`: the picture is another one, or moved too far
 * @typedef {{ sight: Sight, flow: Flow | null, crop: Crop, interval_ms: number }} Step
 */
import { BLANK, flowBetween, shiftAt } from '../../camera/motion/flow.js';
import { STILL } from '../../geometry/similarity.js';

/**
 * In longer sides of the picture a second, over `SPEED_MS`. Walks along a shelf reach 0.7, and their products are found.
 * In a swing to another shelf, from about 1 on, nearly none are: the picture is blurred.
 */
const FAST = { begins: 1, ends: 0.75 };
const SPEED_MS = 200;
/** A lost step was probably faster than any that can be measured. */
const LOST_SPEED = 2;
/** Pictures are less like each other than this when they show something else. */
const LEAST_LIKENESS = 0.5;
/** Where the motion is lost for longer than this, it cannot be measured here, and boxes stay where they were found. */
const GIVE_UP_MS = 1500;
/** A page that was hidden saw nothing for longer. */
const MOST_INTERVAL_MS = 500;
/** No detection takes longer. At 60 frames a second this is 4 s. */
const MOST_STEPS = 240;

export class Ride {
  /** The newest last. @type {Step[]} */
  #steps = [];
  /** How many steps there have been; `#steps` holds the last ones. */
  #count = 0;
  /** @type {Look | null} */
  #last = null;
  #whole = STILL;
  #lost_ms = 0;
  #isTooFast = false;
  #isResting = false;

  /** Where the picture is now: the number of the last step. */
  get position() {
    return this.#count;
  }

  /** Whether the picture moves faster than can be counted. */
  get isTooFast() {
    return this.#isTooFast;
  }

  /** @param {Look} look at what the video shows now */
  add(look) {
    const last = this.#last;
    this.#last = look;
    if (!last) return;
    const interval_ms = this.#isResting ? 0 : Math.min(MOST_INTERVAL_MS, look.now_ms - last.now_ms);
    this.#isResting = false;
    const { sight, flow } = this.#compare(last, look, interval_ms);
    this.#whole = flow?.whole ?? STILL;
    this.#steps.push({ sight, flow, crop: look.crop, interval_ms });
    if (this.#steps.length > MOST_STEPS) this.#steps.shift();
    this.#count += 1;
    const speed = this.#speed();
    this.#isTooFast = speed > (this.#isTooFast ? FAST.ends : FAST.begins);
  }

  /** The picture is held still: what moved before says nothing of it. */
  rest() {
    this.#isTooFast = false;
    this.#isResting = true;
    for (const step of this.#steps) step.interval_ms = 0;
  }

  /**
   * @template {{ box: Box }} T
   * @param {T[]} found
   * @param {number} from the position at which they were found
   * @returns {T[] | null} with the boxes where they lie now; null when that is unknown
   */
  carry(found, from) {
    const steps = this.#since(from);
    if (!steps || steps.some(({ sight }) => sight === 'lost')) return null;
    if (steps.length === 0) return found;
    return found.map((each) => ({ ...each, box: carryBox(steps, each.box) }));
  }

  /**
   * @param {number} from a position
   * @returns {{ move: (box: Box) => Box, travel: number } | null} the motion from there to now, and how far the picture
   *   went, in its longer sides; null when it was not seen all the way
   */
  motionSince(from) {
    const steps = this.#since(from);
    const crop = this.#last?.crop;
    if (!steps || !crop || steps.some(({ sight }) => sight !== 'seen')) return null;
    return { move: (box) => carryBox(steps, box), travel: travelThrough(steps, crop) };
  }

  /** @param {number} from @returns {Step[] | null} null when it is too long ago */
  #since(from) {
    const missed = this.#count - from;
    return missed > this.#steps.length ? null : this.#steps.slice(this.#steps.length - missed);
  }

  /** @param {Look} last @param {Look} now @param {number} interval_ms @returns {{ sight: Sight, flow: Flow | null }} */
  #compare(last, now, interval_ms) {
    const [a, b] = [last.pyramid[0], now.pyramid[0]];
    // The phone was rotated, or another camera chosen.
    if (a.width !== b.width || a.height !== b.height) return { sight: 'lost', flow: null };
    // The zoom shows another part of the camera's picture, in which boxes keep their places.
    if (!isSame(last.crop, now.crop)) return { sight: 'unseen', flow: null };
    const flow = flowBetween(last.pyramid, now.pyramid, this.#whole);
    const isLost = flow.likeness < LEAST_LIKENESS;
    this.#lost_ms = isLost ? this.#lost_ms + interval_ms : 0;
    if (isLost) return { sight: this.#lost_ms > GIVE_UP_MS ? 'unseen' : 'lost', flow: null };
    return { sight: flow.contrast < BLANK ? 'unseen' : 'seen', flow };
  }

  /** In longer sides a second. */
  #speed() {
    let [way, time_ms] = [0, 0];
    for (let i = this.#steps.length - 1; i >= 0 && time_ms < SPEED_MS; i -= 1) {
      const { sight, flow, interval_ms } = this.#steps[i];
      time_ms += interval_ms;
      if (sight === 'lost') way += (LOST_SPEED * interval_ms) / 1000;
      else if (flow && interval_ms > 0) way += lengthOf(flow);
    }
    return (way / Math.max(SPEED_MS, time_ms)) * 1000;
  }
}

/** @param {Step[]} steps @param {Box} box @returns {Box} */
function carryBox(steps, [left, top, right, bottom]) {
  let [x, y] = [(left + right) / 2, (top + bottom) / 2];
  let scale = 1;
  for (const { flow, crop } of steps) {
    if (!flow) continue;
    const pixels = crop.width / flow.width;
    const [dx, dy] = shiftAt(flow, (x - crop.x) / pixels, (y - crop.y) / pixels);
    x += dx * pixels;
    y += dy * pixels;
    scale *= flow.whole.scale;
  }
  const [halfWidth, halfHeight] = [(scale * (right - left)) / 2, (scale * (bottom - top)) / 2];
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
}

/**
 * The net motion of the picture's middle, or of its corners by scale and rotation, whichever is more: a hand that trembles
 * goes a long way and gets nowhere.
 * @param {Step[]} steps @param {Crop} crop
 */
function travelThrough(steps, { x, y, width, height }) {
  const middle = /** @type {Box} */ ([x + width / 2, y + height / 2, x + width / 2, y + height / 2]);
  const [toX, toY] = carryBox(steps, middle);
  let turned = STILL;
  for (const { flow } of steps) {
    if (!flow) continue;
    const { scale, rotation } = flow.whole;
    turned = {
      ...STILL,
      scale: scale * turned.scale - rotation * turned.rotation,
      rotation: rotation * turned.scale + scale * turned.rotation,
    };
  }
  const corners = (Math.hypot(turned.scale - 1, turned.rotation) * Math.hypot(width, height)) / 2;
  return Math.max(Math.hypot(toX - middle[0], toY - middle[1]), corners) / Math.max(width, height);
}

/** How far the picture went in a step, in its longer sides. @param {Flow} flow */
const lengthOf = ({ whole, width, height }) => Math.hypot(whole.dx, whole.dy) / Math.max(width, height);

/** @param {Crop} a @param {Crop} b */
const isSame = (a, b) => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
