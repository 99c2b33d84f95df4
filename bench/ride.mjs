/**
 * How far drawn boxes are from their products while the phone moves. bench/ride.py starts it:
 *
 *     node bench/ride.mjs 60 > ride.json
 *
 * On clips of walks along shelves, the published detector finds products in five frames a second, and each result comes
 * 200 ms later. The page's own modules track them and carry them from frame to frame. Where the products are in a frame is
 * told by the detector on that very frame. The argument is the number of seconds of each clip at most.
 */
import { glanceSize } from '../static/js/camera/motion/glance.js';
import { pyramidOf } from '../static/js/camera/motion/grey-pyramid.js';
import { letterbox } from '../static/js/detector/letterbox.js';
import { Ride } from '../static/js/features/scan/ride.js';
import { Tracker } from '../static/js/features/scan/tracking.js';
import { centreOf } from '../static/js/geometry/boxes.js';
import {
  CLIP_FPS,
  clipPath,
  detect,
  frames,
  HEIGHT,
  loadDetector,
  WIDTH,
  whyNoClips,
} from '../tests/js/features/scan/clips/clip.js';

/** Frames from one detection to the next, and from a frame to its detection: 200 ms each. */
const DETECTION_FRAMES = 6;
const LATE_FRAMES = 6;
/** Every so many frames are looked at for the distance. */
const CHECKED_FRAMES = 3;
/** Long side of the network's input that suits products of 80 to 100 px in 1024, as in these clips. */
const LONG_SIDE = 320;
/** A drawn box and a product further apart than this, in sides of the product, are not the same. */
const APART = 0.7;
/** A product at the edge may be cut off in one of the two frames, which moves its centre. */
const EDGE_PX = 20;

/** @typedef {import('../static/js/geometry/boxes.js').Box} Box */
/** @typedef {import('../static/js/features/scan/tracking.js').Facing} Facing */
/** @typedef {Awaited<ReturnType<typeof detect>>} Found */

const seconds = Number(process.argv[2] ?? 60);
const why = whyNoClips();
if (why) throw new Error(why);
const detector = await loadDetector();
const threshold = detector.card.defaults.scoreThreshold.live;

/** @param {string} path of a clip */
async function measure(path) {
  const found = await detections(path);
  const riding = new Follower(true);
  const resting = new Follower(false);
  const size = glanceSize({ width: WIDTH, height: HEIGHT });
  const glances = frames(path, { width: 2 * size.width, height: 2 * size.height, format: 'rgba', seconds });
  const looks_ms = [];
  let [frame, checked, tooFast] = [0, 0, 0];
  for await (const rgba of glances) {
    const start_ms = performance.now();
    riding.look(pyramidOf(rgba, size.width, size.height), frame);
    looks_ms.push(performance.now() - start_ms);
    for (const follower of [riding, resting]) follower.frame(frame, found);
    const now = found.get(frame);
    if (now && frame > LATE_FRAMES) {
      checked += 1;
      if (riding.ride.isTooFast) tooFast += 1;
      else for (const follower of [riding, resting]) follower.compare(now);
    }
    frame += 1;
  }
  return {
    frames: checked,
    tooFast,
    looks_ms,
    riding: riding.result,
    resting: resting.result,
  };
}

/** @param {string} path @returns {Promise<Map<number, Found>>} by frame */
async function detections(path) {
  const box = letterbox(WIDTH, HEIGHT, LONG_SIDE, detector.card.input.stride);
  const { width, height } = box;
  const pictures = frames(path, { every: CHECKED_FRAMES, width, height, format: 'rgba', seconds });
  const found = new Map();
  for await (const rgba of pictures) {
    const number = found.size * CHECKED_FRAMES;
    found.set(number, await detect({ ...detector, box }, rgba, Tracker.floorOf(threshold)));
  }
  return found;
}

/** The page's boxes over a clip. */
class Follower {
  ride = new Ride();
  #tracker = new Tracker(threshold);
  /** @type {Facing[]} */
  #drawn = [];
  #position = 0;
  /** @type {{ frame: number, position: number, motion: ReturnType<Ride['motionSince']> }[]} with the detector */
  #underWay = [];
  #tracked = 0;
  result = { apart: /** @type {number[]} */ ([]), boxes: 0 };

  /** @param {boolean} rides whether boxes are carried, or stay where they were found */
  constructor(rides) {
    this.rides = rides;
  }

  /** @param {import('../static/js/camera/motion/grey-pyramid.js').Pyramid} pyramid @param {number} frame */
  look(pyramid, frame) {
    const crop = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    this.ride.add({ pyramid, crop, now_ms: (frame * 1000) / CLIP_FPS });
  }

  /** @param {number} frame @param {Map<number, Found>} found */
  frame(frame, found) {
    const { position } = this.ride;
    const isDue = this.#underWay[0]?.frame === frame - LATE_FRAMES;
    if (isDue) {
      const { frame: taken, position: from, motion } = this.#underWay[0];
      this.#underWay.shift();
      const seen = this.rides ? motion : null;
      this.#drawn = this.#tracker.update(
        /** @type {Found} */ (found.get(taken)),
        (taken * 1000) / CLIP_FPS,
        seen,
      );
      this.#position = from;
    }
    if (frame % DETECTION_FRAMES === 0 && found.has(frame)) {
      this.#underWay.push({ frame, position, motion: this.ride.motionSince(this.#tracked) });
      this.#tracked = position;
    }
    this.#drawn = this.ride.carry(this.#drawn, this.#position) ?? [];
    this.#position = position;
  }

  /** Notes how far each drawn box is from the product in this frame that is nearest. @param {Found} now */
  compare({ boxes, scores, count }) {
    /** @type {{ x: number, y: number, side: number }[]} */
    const products = [];
    for (let i = 0; i < count; i += 1) {
      if (scores[i] < threshold) continue;
      const [left, top, right, bottom] = boxes.subarray(4 * i, 4 * i + 4);
      const side = Math.sqrt((right - left) * (bottom - top));
      products.push({ x: (left + right) / 2, y: (top + bottom) / 2, side });
    }
    for (const { box } of this.#drawn) {
      const [x, y] = centreOf(box);
      if (x < EDGE_PX || y < EDGE_PX || x > WIDTH - EDGE_PX || y > HEIGHT - EDGE_PX) continue;
      this.result.boxes += 1;
      const apart = Math.min(
        ...products.map((product) => Math.hypot(product.x - x, product.y - y) / product.side),
      );
      if (apart < APART) this.result.apart.push(apart);
    }
  }
}

const clips = [];
for (const clip of [1, 2, 3]) clips.push({ clip, ...(await measure(clipPath(clip))) });
process.stdout.write(`${JSON.stringify(clips)}\n`);
