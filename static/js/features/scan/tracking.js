/**
 * Gives facings identities that last from frame to frame, so that boxes do not flicker, the count settles and a marked
 * facing stays marked. Boxes are matched by overlap, after the motion of the whole picture has been taken out: strong
 * detections first, then weak ones, which may continue a facing but never begin one (as in ByteTrack,
 * https://arxiv.org/abs/2110.06864).
 *
 * @typedef {import('../../detector/client.js').Detections} Detections
 * @typedef {import('./motion.js').Box} Box
 * @typedef {import('./motion.js').Motion} Motion
 *
 * @typedef {object} Facing
 * @property {number} id never given twice by one tracker
 * @property {Box} box xyxy, pixels of the source picture, smoothed
 * @property {number} score average over the last frames, 0..1
 * @property {number} label index into the card's labels
 *
 * @typedef {object} SeenMotion
 * @property {(box: Box) => Box} move where a box of the last update lies now
 * @property {number} travel how far the picture went, in its longer sides
 *
 * @typedef {Facing & { hits: number, seen_ms: number, isShown: boolean }} Track
 * @typedef {{ box: Box, score: number, label: number }} Detection
 */
import { STILL } from '../../geometry/similarity.js';
import { Matcher } from './matching.js';
import { commonShift, motionOf, moveBox, travelOf } from './motion.js';

/** Chosen on two clips of hand-held walks and checked on a third: tests/js/features/scan/tracking-clips.test.js. */
export const TRACKING = {
  /** Least overlap (IoU) with a strong detection, and with a weak one, which is less likely to be right. */
  iou: 0.3,
  weakIou: 0.4,
  /** Weak detections score at least this part of the threshold, the score that begins a facing. */
  weakPart: 0.6,
  /**
   * How much the newest score weighs at least in a facing's average, 0..1. While the camera stands still, averages are
   * much longer, so that the count comes to rest.
   */
  weight: 0.35,
  stillWeight: 0.04,
  /** A camera that moves by less than this a second, as a part of the picture's longer side, counts as standing still. */
  stillSpeed: 0.05,
  /**
   * Parts of the threshold. A facing begins when its score is high, perhaps by chance; so every average begins with one
   * score of `priorPart` besides. A frame without a detection counts as 0. A facing is shown when its average is at least
   * `showPart`, and hidden when it is below `hidePart`.
   */
  priorPart: 0.8,
  showPart: 1.02,
  hidePart: 0.9,
  /** A facing is shown from the second frame on in which it was found: what was found once may be no product. */
  hitsToShow: 2,
  /** For how long a facing without a detection is shown, and remembered, at most. */
  shown_ms: 500,
  remembered_ms: 1200,
  /** Which part of the way to its new detection a box moves in a frame, 0..1. */
  follow: 0.7,
  /** How far from the expected motion a pan is searched for, as a part of the picture's longer side. */
  reach: 0.12,
};

/** On a slow phone frames are far apart: a facing is shown and remembered for at least this many of them. */
const LEAST_FRAMES = 2;

/** Follows facings from frame to frame. */
export class Tracker {
  #threshold;
  #settings;
  /** @type {Track[]} */
  #tracks = [];
  /** Boxes and labels of the tracks, as the matcher takes them. */
  #moved = { boxes: new Float64Array(0), labels: new Uint16Array(0), count: 0 };
  #matcher = new Matcher();
  /** @type {Motion} */
  #motion = STILL;
  #lastId = 0;
  #picture = { width: 0, height: 0 };
  #last_ms = -Infinity;
  /** Of the camera, in longer sides of the picture a second. */
  #speed = 0;

  /**
   * @param {number} threshold score that begins a facing, 0..1; hand over detections down to `floorOf(threshold)`
   * @param {Partial<typeof TRACKING>} [settings]
   */
  constructor(threshold, settings) {
    this.#threshold = threshold;
    this.#settings = { ...TRACKING, ...settings };
  }

  /** The least score that `update` makes use of. @param {number} threshold 0..1 */
  static floorOf(threshold) {
    return threshold * TRACKING.weakPart;
  }

  /** Whether the camera stands still, or moves as little as in a hand that tries to hold it still. */
  get isStill() {
    return this.#speed < this.#settings.stillSpeed;
  }

  /**
   * @param {Detections} detections of the newest frame
   * @param {number} now_ms when it was taken
   * @param {SeenMotion | null} [seen] how the picture has moved since the last update, where that was measured on the
   *   picture itself; else the boxes tell it
   * @returns {Facing[]} the facings to show and to count
   */
  update(detections, now_ms, seen = null) {
    const { width, height } = detections;
    if (width !== this.#picture.width || height !== this.#picture.height) this.#reset({ width, height });
    const isFirst = this.#last_ms === -Infinity;
    const interval_ms = isFirst ? 0 : now_ms - this.#last_ms;
    this.#last_ms = now_ms;
    this.#matcher.setDetections(detections);
    if (seen) {
      for (const track of this.#tracks) track.box = seen.move(track.box);
      this.#motion = STILL;
    }
    this.#motion = this.#estimateMotion(detections, seen !== null);
    const travel = seen?.travel ?? travelOf(this.#motion, this.#picture) / Math.max(width, height);
    this.#speed = interval_ms > 0 ? travel / (interval_ms / 1000) : 0;
    for (const track of this.#tracks) track.box = moveBox(this.#motion, track.box);
    this.#followAll(detections, now_ms, isFirst);
    this.#forget(now_ms, interval_ms);
    return this.#tracks
      .filter(({ isShown }) => isShown)
      .map(({ id, box, score, label }) => ({ id, box, score, label }));
  }

  /** Resets the tracker, for another camera or a rotated phone. @param {{ width: number, height: number }} picture pixels */
  #reset(picture) {
    this.#picture = picture;
    this.#tracks = [];
    this.#motion = STILL;
    this.#last_ms = -Infinity;
  }

  /**
   * Tries the likely motions (the last one continues; the camera stands still) and the one that most boxes vote for,
   * refines each, and takes the one after which boxes overlap best.
   * @param {Detections} detections
   * @param {boolean} isSeen the boxes have been moved with the picture: what remains is small
   * @returns {Motion}
   */
  #estimateMotion({ boxes, count }, isSeen) {
    if (this.#tracks.length === 0) return STILL;
    const found = Array.from({ length: count }, (_, i) => boxAt(boxes, i));
    let best = { motion: STILL, overlap: -1 };
    for (const start of isSeen ? [STILL] : this.#likelyMotions(found)) {
      let motion = start;
      for (let round = 0; round < 2; round += 1) {
        this.#match(motion);
        const { known, found: to, count: pairs } = this.#matcher;
        const matches = Array.from({ length: pairs }, (_, i) => {
          return { from: this.#tracks[known[i]].box, to: found[to[i]] };
        });
        motion = motionOf(matches) ?? motion;
      }
      this.#match(motion);
      const { overlap } = this.#matcher;
      if (overlap > best.overlap) best = { motion, overlap };
    }
    return best.motion;
  }

  /** @param {Box[]} found @returns {Motion[]} */
  #likelyMotions(found) {
    const reach_px = this.#settings.reach * Math.max(this.#picture.width, this.#picture.height);
    const going = this.#tracks.map(({ box }) => moveBox(this.#motion, box));
    const { dx, dy } = commonShift(going, found, reach_px);
    const voted = { ...this.#motion, dx: this.#motion.dx + dx, dy: this.#motion.dy + dy };
    const motions = [this.#motion];
    if (!isSame(STILL, this.#motion)) motions.push(STILL);
    if (!motions.some((motion) => isSame(voted, motion))) motions.push(voted);
    return motions;
  }

  /**
   * Pairs the tracks with what was found.
   * @param {Motion | null} motion that is applied to the tracks first; null for none
   * @param {import('./matching.js').Rule} [rule]
   */
  #match(motion, rule = { leastIou: this.#settings.iou }) {
    const moved = this.#moved;
    const { length } = this.#tracks;
    if (moved.labels.length < length) {
      moved.boxes = new Float64Array(8 * length);
      moved.labels = new Uint16Array(2 * length);
    }
    moved.count = length;
    for (let i = 0; i < length; i += 1) {
      const { box, label } = this.#tracks[i];
      moved.boxes.set(motion ? moveBox(motion, box) : box, 4 * i);
      moved.labels[i] = label;
    }
    this.#matcher.match(moved, rule);
  }

  /**
   * Strong detections continue facings or begin them; weak ones continue facings that had no strong one.
   * @param {Detections} detections @param {number} now_ms @param {boolean} isFirst frame
   */
  #followAll({ boxes, scores, labels, count }, now_ms, isFirst) {
    const { iou, weakIou } = this.#settings;
    const detectionAt = (/** @type {number} */ i) => {
      return { box: boxAt(boxes, i), score: scores[i], label: labels[i] };
    };
    const isStrong = (/** @type {number} */ i) => scores[i] >= this.#threshold;
    const [seen, used] = [new Set(), new Set()]; // tracks and detections
    const followPairs = () => {
      const { known, found, count: pairs } = this.#matcher;
      for (let i = 0; i < pairs; i += 1) {
        seen.add(known[i]);
        used.add(found[i]);
        this.#follow(this.#tracks[known[i]], detectionAt(found[i]), now_ms);
      }
    };
    this.#match(null, { leastIou: iou, foundIsFree: isStrong });
    followPairs();
    this.#match(null, {
      leastIou: weakIou,
      knownIsFree: (i) => !seen.has(i),
      foundIsFree: (i) => !isStrong(i),
    });
    followPairs();
    for (let i = 0; i < count; i += 1) {
      if (isStrong(i) && !used.has(i)) this.#begin(detectionAt(i), now_ms, isFirst);
    }
  }

  /** @param {Track} track @param {Detection} detection @param {number} now_ms */
  #follow(track, { box, score, label }, now_ms) {
    const { follow, hidePart, hitsToShow, showPart } = this.#settings;
    track.box = /** @type {Box} */ (track.box.map((edge, i) => edge + follow * (box[i] - edge)));
    track.score += this.#weightFor(track) * (score - track.score);
    track.label = label;
    track.hits += 1;
    track.seen_ms = now_ms;
    if (track.hits >= hitsToShow && track.score >= showPart * this.#threshold) track.isShown = true;
    if (track.score < hidePart * this.#threshold) track.isShown = false;
  }

  /** @param {Detection} detection @param {number} now_ms @param {boolean} isFirst frame: its facings are shown at once */
  #begin(detection, now_ms, isFirst) {
    this.#lastId += 1;
    const score = (this.#settings.priorPart * this.#threshold + detection.score) / 2;
    this.#tracks.push({ ...detection, score, id: this.#lastId, hits: 1, seen_ms: now_ms, isShown: isFirst });
  }

  /** @param {Track} track */
  #weightFor({ hits }) {
    const { weight, stillWeight } = this.#settings;
    return Math.max(1 / (hits + 2), this.isStill ? stillWeight : weight);
  }

  /** @param {number} now_ms @param {number} interval_ms since the frame before */
  #forget(now_ms, interval_ms) {
    const { shown_ms, remembered_ms, hidePart } = this.#settings;
    const { width, height } = this.#picture;
    this.#tracks = this.#tracks.filter((track) => {
      const unseen_ms = now_ms - track.seen_ms;
      if (unseen_ms === 0) return true;
      track.score *= 1 - this.#weightFor(track);
      const isHidden = track.score < hidePart * this.#threshold;
      if (isHidden || unseen_ms > Math.max(shown_ms, LEAST_FRAMES * interval_ms)) track.isShown = false;
      const [x, y] = [(track.box[0] + track.box[2]) / 2, (track.box[1] + track.box[3]) / 2];
      const isInView = x >= 0 && y >= 0 && x <= width && y <= height;
      return isInView && unseen_ms <= Math.max(remembered_ms, LEAST_FRAMES * interval_ms);
    });
  }
}

/** @param {Float32Array} boxes @param {number} i @returns {Box} */
const boxAt = (boxes, i) => [boxes[4 * i], boxes[4 * i + 1], boxes[4 * i + 2], boxes[4 * i + 3]];

/** @param {Motion} a @param {Motion} b */
const isSame = (a, b) => a.scale === b.scale && a.rotation === b.rotation && a.dx === b.dx && a.dy === b.dy;
