import { FrameCapture } from '../../camera/capture.js';
import { eachNewestFrame } from '../../camera/frames.js';
import { hintFor } from '../../camera/hints.js';
import { LiveCamera } from '../../camera/live-camera.js';
import { PictureCheck } from '../../camera/picture-check.js';
import { CameraError } from '../../camera/problems.js';
import { keepScreenOn } from '../../camera/wake-lock.js';
import { messages } from '../../messages.js';
import { traceSpan } from '../../timeline.js';
import { listenToGestures } from './gestures.js';
import { boxesOn, countedFacings, facingAt } from './in-view.js';
import { BoxOverlay } from './overlay.js';
import { PictureKeys } from './picture-keys.js';
import { RateMeter } from './rate-meter.js';
import { bayOf, regionBetween } from './region.js';
import { RegionBox } from './region-box.js';
import { SettledCount } from './settled-count.js';
import { SpokenCount } from './spoken-count.js';
import { Tracker } from './tracking.js';

/**
 * @typedef {import('../../detector/client.js').Detections} Detections
 * @typedef {import('../../camera/hints.js').Hint} Hint
 * @typedef {import('./state.js').ScanState} ScanState
 *
 * @typedef {object} Eye the detector, as a scan uses it
 * @property {(picture: ImageBitmap | VideoFrame, options: { scoreThreshold: number, longSide: number }) =>
 *   Promise<Detections>} detect consumes the picture
 * @property {() => { threshold: number, longSide: number, kinds: string[] | null }} settings score that makes a facing,
 *   the longer side of the network's input in pixels for the next frame, and what each label is called where boxes are
 *   to say it; asked once the detector is ready
 * @property {(frame: import('./adaptive-size.js').CountedFrame) => void} counted how long a frame took
 *
 * @typedef {object} SeenFrame what the detector found on a frame
 * @property {Detections} found
 * @property {import('../../camera/zoom.js').Crop} crop of the camera's picture that it saw
 * @property {{ width: number, height: number }} size of the camera's picture
 * @property {number} longSide of the network's input
 * @property {number} start_ms when the frame was taken
 * @property {number} captured_ms
 * @property {number} detected_ms
 *
 * @typedef {object} LiveScanEvents
 * @property {(change: Partial<ScanState>) => void} onChange
 * @property {(text: string) => void} onAnnounce for people who cannot see it
 * @property {(error: unknown) => void} onFailure the scan has ended and the camera is off: a CameraError, or what
 *   `detect` rejected with
 */

/** One scan: camera on, newest frame to the detector, boxes over the picture, camera off. */
export class LiveScan {
  #end = new AbortController();
  #overlay = new BoxOverlay('picture__boxes');
  #regionBox = new RegionBox({
    onChange: (region) => this.#setRegion(region),
    onPick: (isPlacing) => this.events.onChange({ isPlacing }),
  });
  /** @type {Tracker | null} null until the detector is ready */
  #tracker = null;
  /** @type {string[] | null} */
  #kinds = null;
  #settledCount = new SettledCount();
  #spokenCount = new SpokenCount((count) => this.events.onAnnounce(messages.announceCount(count)));
  #meter = new RateMeter();
  #capture = new FrameCapture();
  #check = new PictureCheck();
  /** @type {Hint | null} what was seen last: it is told when it is seen twice */
  #lastHint = null;
  /** @type {import('./tracking.js').Facing[]} on the whole picture of the camera */
  #facings = [];
  /** @type {Set<number>} ids of facings that the person picked out */
  #marked = new Set();
  /** @type {import('./region.js').Region | null} */
  #region = null;
  #isPaused = false;
  #isSettled = false;
  /** @type {Promise<void>} the frame at which the detector looks */
  #counting = Promise.resolve();

  /**
   * @param {Eye} eye
   * @param {LiveScanEvents} events
   */
  constructor(eye, events) {
    this.eye = eye;
    this.events = events;
    this.camera = new LiveCamera(
      (change) => {
        events.onChange(change);
        if (change.zoom) this.#recount();
      },
      () => this.#fail(new CameraError('camera-lost')),
    );
    this.keys = new PictureKeys(this.#overlay.canvas, {
      facings: () => this.#counted,
      picture: () => this.camera.size,
      moved: () => this.#show(),
      mark: (id) => this.#mark(id),
      isMarked: (id) => this.#marked.has(id),
      say: (text) => events.onAnnounce(text),
    });
    listenToGestures(this.#overlay.canvas, {
      onTap: (point) => this.#tap(point),
      onDrag: (from, to) => this.#setRegion(regionBetween(from, to) ?? this.#region),
      onPinch: (factor) => this.camera.pinch(factor),
      onPinchEnd: () => this.camera.endPinch(),
    });
  }

  /** What the view shows: the picture, the boxes over it and the frame around the part that counts. */
  get elements() {
    return [this.camera.video, this.#overlay.canvas, this.#regionBox.element];
  }

  /**
   * Opens the camera, then counts frame after frame until `stop`. Call it from a tap.
   * @param {Promise<unknown>} detectorReady frames go to the detector from then on
   * @returns {Promise<void>} when the scan has ended, for whatever reason
   */
  async run(detectorReady) {
    const { signal } = this.#end;
    try {
      await this.camera.open(signal);
      keepScreenOn(signal);
      document.addEventListener('visibilitychange', () => this.#followVisibility(), { signal });
      await detectorReady;
      const { threshold, kinds } = this.eye.settings();
      this.#kinds = kinds;
      this.#tracker = new Tracker(threshold);
      await eachNewestFrame(this.camera.video, () => this.#count(), signal);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * The picture of this moment at full size; the scan stands still from here on.
   * @returns {Promise<Blob>} a JPEG of what the screen shows
   */
  async takePhoto() {
    this.camera.video.pause();
    return this.camera.takeStill({ isHeld: this.#isPaused });
  }

  /** Ends the scan and switches camera and light off. Can be called at any time, more than once. */
  stop() {
    this.#end.abort();
    this.#spokenCount.stop();
    this.camera.close();
    this.#overlay.show(null);
  }

  /** Holds the picture still, to look at it, or goes on. */
  async togglePause() {
    this.#setPaused(!this.#isPaused);
    const { video } = this.camera;
    try {
      if (!this.#isPaused) return await video.play();
      video.pause();
      await this.#count(); // so that the boxes on the screen are those of the frame on the screen
    } catch (error) {
      // A second tap came before the video played.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#fail(error);
    }
  }

  /** @param {string} lens id of a device */
  async chooseLens(lens) {
    try {
      await this.camera.choose(lens, this.#end.signal);
      this.#setPaused(false);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Counts a centred tall part of the picture only, or all of it again. */
  toggleBay() {
    this.#setRegion(this.#region ? null : bayOf(this.camera.crop));
  }

  clearMarks() {
    this.#marked.clear();
    this.#show();
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.#end.signal.aborted) return; // the person left; whatever was under way does not matter any more
    this.stop();
    this.events.onFailure(error);
  }

  /**
   * Counts what the video shows now, after the frame before.
   * @returns {Promise<void>} when the detector is free for the next frame
   */
  #count() {
    this.#counting = this.#counting.then(() => this.#countFrame());
    return this.#counting;
  }

  async #countFrame() {
    const { camera } = this;
    const { signal } = this.#end;
    if (!this.#tracker || signal.aborted || !camera.hasPicture) return;
    const { threshold, longSide } = this.eye.settings();
    const start_ms = performance.now();
    const { size } = camera;
    const { picture, crop } = await this.#capture.take(camera.video, camera.crop);
    const captured_ms = performance.now();
    const isWrapped = !(picture instanceof ImageBitmap);
    /** @type {Detections} */
    let found;
    try {
      found = await this.eye.detect(picture, { scoreThreshold: Tracker.floorOf(threshold), longSide });
    } finally {
      picture.close(); // for one that never came to the detector
    }
    const detected_ms = performance.now();
    if (signal.aborted) return;
    this.#capture.took(isWrapped, captured_ms - start_ms + found.timing.letterbox_ms);
    this.eye.counted({
      longSide,
      took_ms: detected_ms - start_ms,
      now_ms: detected_ms,
      isSettled: this.#isSettled,
    });
    this.#follow({ found, crop, size, longSide, start_ms, captured_ms, detected_ms });
  }

  /**
   * Facings, boxes and the number after another frame. Before the next one is taken: copying a picture takes the page longer
   * than this, and boxes that wait for it come late.
   * @param {SeenFrame} seen
   */
  #follow({ found, crop, size, longSide, start_ms, captured_ms, detected_ms }) {
    if (!this.#tracker || this.#end.signal.aborted) return;
    const boxes = found.boxes.map((edge, i) => edge + (i % 2 === 0 ? crop.x : crop.y));
    this.#facings = this.#tracker.update({ ...found, ...size, boxes }, start_ms);
    const tracked_ms = performance.now();
    const counted = this.#show();
    traceSpan('frame', start_ms, {
      capture_ms: captured_ms - start_ms,
      detect_ms: detected_ms - captured_ms,
      track_ms: tracked_ms - detected_ms,
      draw_ms: performance.now() - tracked_ms,
      timing: found.timing,
      count: counted.length,
    });
    const frame = { isStill: this.#tracker.isStill, now_ms: start_ms };
    const shown = this.#settledCount.add(counted.length, frame);
    this.events.onChange({ rate: this.#meter.add(start_ms, performance.now()) });
    this.#tell(this.#isPaused ? exactly(counted.length) : shown);
    this.#advise(counted, crop, longSide);
  }

  /**
   * Looks now and then at what may spoil the count.
   * @param {import('./tracking.js').Facing[]} counted
   * @param {import('../../camera/zoom.js').Crop} crop
   * @param {number} longSide of the network's input
   */
  #advise(counted, crop, longSide) {
    const { video, hasPicture } = this.camera;
    const luminance = hasPicture ? this.#check.look(video, crop, longSide, performance.now()) : null;
    if (!luminance) return;
    const scale = longSide / Math.max(crop.width, crop.height);
    const sides_px = counted.map(({ box: [x1, y1, x2, y2] }) => scale * Math.min(x2 - x1, y2 - y1));
    const hint = hintFor(luminance, sides_px);
    if (hint === this.#lastHint) this.events.onChange({ hint });
    this.#lastHint = hint;
  }

  /** Counts the known facings anew, after another part of the picture was chosen. */
  #recount() {
    this.#settledCount = new SettledCount();
    const { length } = this.#show();
    if (this.#tracker) this.#tell({ count: length, isSettled: this.#isPaused });
  }

  /** @param {import('./settled-count.js').Shown} shown */
  #tell(shown) {
    this.#isSettled = shown.isSettled;
    this.events.onChange(shown);
    this.#spokenCount.show(shown);
  }

  /** The facings that count now. */
  get #counted() {
    return countedFacings(this.#facings, this.camera.crop, this.#region);
  }

  /** Draws what counts now, and returns it. */
  #show() {
    const { crop } = this.camera;
    const counted = this.#counted;
    const isMarked = (/** @type {{ id: number }} */ { id }) => this.#marked.has(id);
    const [marked, others] = [counted.filter(isMarked), counted.filter((facing) => !isMarked(facing))];
    const current = counted.filter(({ id }) => id === this.keys.current);
    const onPicture = (/** @type {typeof counted} */ facings) => boxesOn(facings, crop, this.#kinds);
    this.#overlay.show(onPicture(others), onPicture(marked), onPicture(current));
    this.events.onChange({ marked: this.#marked.size });
    return counted;
  }

  /**
   * A product under the finger is marked, or not any more; beside the products the picture stands still or goes on.
   * @param {import('./gestures.js').Point} point
   */
  #tap(point) {
    if (this.#regionBox.place(point)) return;
    const facing = facingAt(this.#counted, this.camera.crop, point);
    if (facing) {
      this.#mark(facing.id);
      this.#show();
    } else {
      this.togglePause();
    }
  }

  /** Marks a facing, or takes its mark away. @param {number} id @returns {boolean} whether it is marked now */
  #mark(id) {
    if (!this.#marked.delete(id)) this.#marked.add(id);
    return this.#marked.has(id);
  }

  /** @param {boolean} isPaused */
  #setPaused(isPaused) {
    this.#isPaused = isPaused;
    this.keys.enable(isPaused);
    this.#show();
    this.events.onChange({ isPaused });
  }

  /** @param {import('./region.js').Region | null} region */
  #setRegion(region) {
    this.#region = region;
    this.#regionBox.show(region);
    this.events.onChange({ hasRegion: region !== null });
    this.#recount();
  }

  #followVisibility() {
    if (document.visibilityState === 'hidden') this.camera.setTorch(false);
    // Safari stops the video of a hidden page and does not start it again.
    else if (!this.#isPaused) this.camera.video.play().catch(() => {}); // a track that has ended tells so itself
  }
}

/** What stands still on the screen can be counted by eye, so number and boxes agree. @param {number} count */
const exactly = (count) => ({ count, isSettled: true });
