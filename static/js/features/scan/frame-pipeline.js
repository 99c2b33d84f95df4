import { FrameCapture } from '../../camera/capture.js';
import { typicalSide } from '../../detector/multi-scale.js';
import { codeOf } from '../../toolkit/coded-error.js';
import { ProductScale } from './product-scale.js';
import { Tracker } from './tracking.js';

/**
 * @typedef {import('../../camera/zoom.js').Crop} Crop
 * @typedef {import('../../detector/client.js').Detections} Detections
 *
 * @typedef {object} CountingSettings how live pictures are counted
 * @property {number} threshold score from which a detection counts, 0..1
 * @property {number} longSide of the network's input for the next frame at most, pixels
 * @property {import('../../models/card.js').ScaleSelection | null} scaleSelection how the size follows from the products in
 *   view; null: it is `longSide`
 * @property {string[] | null} kinds what each label is called; null where boxes show no names
 *
 * @typedef {object} LiveDetector the detector, as a scan uses it
 * @property {(picture: ImageBitmap | VideoFrame, options: { scoreThreshold: number, longSide: number }) =>
 *   Promise<Detections>} detect finds the products on a picture, in its pixels; takes ownership of the picture
 * @property {() => CountingSettings} settings asked for each frame, once the detector is ready
 * @property {(frame: import('./adaptive-size.js').CountedFrame) => void} counted called after each frame with the time
 *   that it took, from which the size of the next frames is chosen
 *
 * @typedef {Pick<import('../../camera/live-camera.js').LiveCamera, 'video' | 'crop' | 'size' | 'hasPicture'>} Camera
 *
 * @typedef {Pick<import('./rider.js').Rider, 'look' | 'motionSince' | 'isTooFast'>} PictureMotion
 *
 * @typedef {object} TrackedFrame
 * @property {import('./tracking.js').Facing[]} facings in pixels of the camera's whole picture
 * @property {number} position of the picture, from which the boxes are to be carried
 * @property {boolean} isTooFast the picture moved too fast to be counted
 * @property {boolean} isStill whether the camera stood still
 * @property {Crop} crop the part of the camera's picture that the detector saw
 * @property {number} longSide of the network's input, pixels
 * @property {Detections['timing']} timing of the detector
 * @property {number} start_ms when the frame was taken, as all times here by performance.now()
 * @property {number} captured_ms
 * @property {number} detected_ms
 * @property {number} tracked_ms
 */

/** Processes a frame: captures it from the video, passes it to the detector, and tracks the facings. */
export class FramePipeline {
  #detector;
  #camera;
  #capture;
  #motion;
  /** Of the picture that was tracked last. */
  #position = 0;
  /** @type {Tracker | null} null until `start` */
  #tracker = null;
  /** @type {ProductScale | null} null until a frame is to be of the size that suits its products */
  #scale = null;

  /**
   * @param {Pick<LiveDetector, 'detect' | 'settings'>} detector
   * @param {Camera} camera
   * @param {PictureMotion | null} [motion] of the camera's picture
   * @param {Pick<FrameCapture, 'take' | 'took'>} [capture]
   */
  constructor(detector, camera, motion = null, capture = new FrameCapture()) {
    this.#detector = detector;
    this.#camera = camera;
    this.#motion = motion;
    this.#capture = capture;
  }

  /** @param {number} threshold score that makes a facing, 0..1, throughout the scan */
  start(threshold) {
    this.#tracker = new Tracker(threshold);
  }

  /**
   * Counts what the video shows now. One call at a time: the next one after this has ended.
   * @param {AbortSignal} signal of the scan's end
   * @param {boolean} [isResting] the number on the screen has come to rest, or the picture is paused: the size of the
   *   network's input stays
   * @returns {Promise<TrackedFrame | null>} null before `start`, after the scan has ended, while there is no picture, for a
   *   frame that only looks how large the products are, and for one that was lost with the detector's worker
   * @throws what `detect` rejects with otherwise
   */
  async next(signal, isResting = false) {
    const camera = this.#camera;
    const tracker = this.#tracker;
    if (!tracker || signal.aborted || !camera.hasPicture) return null;
    const { threshold, longSide: most, scaleSelection } = this.#detector.settings();
    const start_ms = performance.now();
    if (scaleSelection) this.#scale ??= new ProductScale(scaleSelection);
    const scale = scaleSelection && this.#scale;
    const { longSide, isLook } = scale?.next(most, start_ms, isResting) ?? { longSide: most, isLook: false };
    const { size } = camera;
    const position = this.#motion?.look() ?? 0;
    const isTooFast = this.#motion?.isTooFast ?? false;
    const moved = this.#motion?.motionSince(this.#position) ?? null;
    const { picture, crop } = await this.#capture.take(camera.video, camera.crop);
    const captured_ms = performance.now();
    const isWrapped = !(picture instanceof ImageBitmap);
    /** @type {Detections} */
    let found;
    try {
      const scoreThreshold = Tracker.floorOf(threshold);
      found = await this.#detector.detect(picture, { scoreThreshold, longSide });
    } catch (error) {
      // Another worker takes the next frame.
      if (codeOf(error) === 'worker-lost') return null;
      throw error;
    } finally {
      picture.close(); // one that was not transferred is still open
    }
    const detected_ms = performance.now();
    if (signal.aborted) return null;
    const { timing } = found;
    this.#capture.took(isWrapped, captured_ms - start_ms + timing.letterbox_ms);
    if (scale) {
      const typical = typicalSide(found, scaleSelection.score);
      const toInput = longSide / Math.max(found.width, found.height);
      const seen = { longSide, isLook, typical: typical === null ? null : typical * toInput };
      scale.add(seen, most, isResting);
    }
    if (isLook) return null;
    const boxes = found.boxes.map((edge, i) => edge + (i % 2 === 0 ? crop.x : crop.y));
    const facings = tracker.update({ ...found, ...size, boxes }, start_ms, moved);
    this.#position = position;
    const tracked_ms = performance.now();
    const { isStill } = tracker;
    const times = { start_ms, captured_ms, detected_ms, tracked_ms };
    return { facings, position, isTooFast, isStill, crop, longSide, timing, ...times };
  }
}
