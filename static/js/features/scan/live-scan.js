import { eachNewestFrame } from '../../camera/frames.js';
import { FrozenWatch } from '../../camera/frozen-watch.js';
import { LiveCamera } from '../../camera/live-camera.js';
import { CameraError } from '../../camera/problems.js';
import { keepScreenOn } from '../../camera/wake-lock.js';
import { partOf } from '../../geometry/part.js';
import { messages } from '../../messages.js';
import { traceSpan } from '../../timeline.js';
import { Advisor } from './advisor.js';
import { Finder } from './finder.js';
import { FramePipeline } from './frame-pipeline.js';
import { LivePicture } from './live-picture.js';
import { Rider } from './rider.js';
import { ShownCount } from './shown-count.js';
import { WatchedDetector } from './watched-detector.js';

/**
 * @typedef {object} LiveScanEvents
 * @property {(change: Partial<import('./state.js').ScanState>) => void} onChange
 * @property {(text: string) => void} onAnnounce for screen readers
 * @property {(found: number | null) => void} [onFound] how many facings are the product that is looked for; null: it cannot be
 *   looked for any more
 * @property {(error: unknown) => void} onFailure the scan has ended and the camera is off: a CameraError, or what
 *   `detect` rejected with
 */

/** One scan: camera on, newest frame to the detector, boxes over the picture, camera off. */
export class LiveScan {
  #detector;
  #events;
  #end = new AbortController();
  #rider;
  #pipeline;
  #picture;
  #count;
  #advisor = new Advisor();
  /** @type {Finder | null} */
  #finder = null;
  /** What the screen says of the picture now. @type {import('./state.js').Advice | null} */
  #hint = null;
  #watch = new FrozenWatch((isFrozen) => this.#followFrozen(isFrozen));
  #late;
  #isPaused = false;
  /** The picture moves too fast to be counted. */
  #isTooFast = false;
  /** The frame under way: frames are counted one after the other. @type {Promise<void>} */
  #counting = Promise.resolve();

  /**
   * @param {import('./frame-pipeline.js').LiveDetector} detector
   * @param {LiveScanEvents} events
   */
  constructor(detector, events) {
    this.#detector = detector;
    this.#events = events;
    this.camera = new LiveCamera(
      (change) => {
        events.onChange(change);
        if (change.zoom) this.#recount();
      },
      () => this.#fail(new CameraError('camera-lost')),
      (isMuted) => this.#watch.mute(isMuted),
    );
    this.#rider = new Rider(this.camera, () => this.#ride());
    this.#count = new ShownCount(events);
    const watched = new WatchedDetector(detector, () => this.#count.unsettle());
    this.#late = watched;
    this.#pipeline = new FramePipeline(watched, this.camera, this.#rider);
    this.#picture = new LivePicture(this.camera, this.#rider, {
      onChange: (change) => events.onChange(change),
      onRegion: () => this.#recount(),
      onTapBeside: () => this.togglePause(),
      onAnnounce: (text) => events.onAnnounce(text),
    });
  }

  /**
   * Looks for a product from now on.
   *
   * @param {((boxes: import('../../geometry/boxes.js').Box[]) => Promise<boolean[]>) | null} look which boxes on the camera's whole
   *   picture it is, for sure; null: nothing is looked for any more
   * @param {(error: unknown) => void} [report] why it cannot be looked for
   */
  find(look, report = () => {}) {
    this.#picture.found = look && new Set();
    this.#finder =
      look &&
      new Finder(look, {
        onFound: (found) => {
          this.#picture.found = found;
          this.#picture.draw();
          this.#events.onFound?.(found.size);
        },
        onFailure: (error) => {
          report(error);
          this.find(null);
          this.#events.onFound?.(null);
        },
      });
    this.#picture.draw();
  }

  /** What the view shows: the picture, the boxes over it and the frame around the part that counts. */
  get elements() {
    return [this.camera.video, ...this.#picture.elements];
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
      const { threshold, kinds } = this.#detector.settings();
      this.#picture.kinds = kinds;
      this.#pipeline.start(threshold);
      await Promise.all([
        eachNewestFrame(this.camera.video, () => this.#countNext(), signal, this.#watch),
        this.#rider.run(signal),
      ]);
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * The picture of this moment at full size.
   * @param {{ goesOn: boolean }} options `goesOn`: the scan goes on; otherwise it stands still from here on
   * @returns {Promise<{ file: Blob, region: import('./region.js').Region | null }>} a JPEG of what the screen shows, or a
   *   little more, and the part of it that alone counts, as on the screen
   */
  async takePhoto({ goesOn }) {
    if (!goesOn) {
      this.#watch.hold(true);
      this.camera.video.pause();
    }
    const { region } = this.#picture;
    const { photo, shown } = await this.camera.takeStill({ isHeld: this.#isPaused });
    return { file: photo, region: region && partOf(shown, region) };
  }

  /** Ends the scan and switches camera and light off. Can be called at any time, more than once. */
  stop() {
    this.#end.abort();
    this.#watch.dispose();
    this.#late.dispose();
    this.#count.stop();
    this.camera.close();
    this.#picture.clear();
  }

  /** Holds the picture still, to look at it, or goes on. */
  async togglePause() {
    this.#setPaused(!this.#isPaused);
    const { video } = this.camera;
    try {
      if (!this.#isPaused) return await video.play();
      video.pause();
      await this.#countNext(); // the boxes on the screen are to be those of the frame on the screen
    } catch (error) {
      // play() rejects with AbortError when a second tap paused the video before it played.
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#fail(error);
    }
  }

  /** @param {string} lens id of a device */
  async chooseLens(lens) {
    try {
      await this.camera.choose(lens, this.#end.signal);
      this.#watch.mute(false);
      this.#setPaused(false);
      this.#recount();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Counts a centred tall part of the picture only, or all of it again. */
  toggleBay() {
    this.#picture.toggleBay();
  }

  clearMarks() {
    this.#picture.clearMarks();
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.#end.signal.aborted) return; // the person has left the scan: nobody waits for its result
    this.stop();
    this.#events.onFailure(error);
  }

  /**
   * Counts what the video shows now, after the frame under way.
   * @returns {Promise<void>} when the detector is free for the next frame
   */
  #countNext() {
    this.#counting = this.#counting.then(async () => {
      const isResting = this.#isPaused || this.#count.isSettled;
      const frame = await this.#pipeline.next(this.#end.signal, isResting);
      if (frame && !this.#watch.isFrozen) this.#show(frame);
    });
    return this.#counting;
  }

  /**
   * Boxes, number and hint of a frame, before the next one is taken: capturing may take the page longer than this does,
   * and would delay the boxes.
   * @param {import('./frame-pipeline.js').TrackedFrame} frame
   */
  #show(frame) {
    const { longSide, timing, start_ms, captured_ms, detected_ms, tracked_ms } = frame;
    const { isSettled } = this.#count;
    this.#detector.counted({ longSide, took_ms: detected_ms - start_ms, now_ms: detected_ms, isSettled });
    const counted = this.#picture.show(frame.facings, frame.position);
    traceSpan('frame', start_ms, {
      capture_ms: captured_ms - start_ms,
      detect_ms: detected_ms - captured_ms,
      track_ms: tracked_ms - detected_ms,
      draw_ms: performance.now() - tracked_ms,
      timing,
      count: counted.length,
    });
    const isTooFast = this.#isTooFast || frame.isTooFast;
    this.#finder?.see(this.#picture.drawn, frame.isStill && !isTooFast);
    if (isTooFast) return;
    this.#count.add(counted.length, frame, this.#isPaused);
    if (!this.camera.hasPicture) return;
    this.#advise(this.#advisor.look(this.camera.video, counted, frame));
    // What is on the screen is not to be contradicted until the next look.
    if (this.#hint === 'nothing' && counted.length > 0) this.#advise(null);
  }

  /** The picture has moved on since the boxes were drawn. */
  #ride() {
    const { isTooFast } = this.#rider;
    if (isTooFast !== this.#isTooFast && !this.#watch.isFrozen) this.#followTooFast(isTooFast);
    this.#picture.ride();
  }

  /** What is seen in passing is blurred, and not counted. @param {boolean} isTooFast */
  #followTooFast(isTooFast) {
    this.#isTooFast = isTooFast;
    this.#picture.hideBoxes(isTooFast);
    this.#count.unsettle();
    this.#advise(isTooFast ? 'fast' : null);
  }

  /** @param {import('./state.js').Advice | null | undefined} hint undefined: what was said before still holds */
  #advise(hint) {
    if (hint === undefined || hint === this.#hint) return;
    this.#hint = hint;
    this.#events.onChange({ hint });
  }

  /** No pictures come, so the number is that of a moment ago; or they come again. @param {boolean} isFrozen */
  #followFrozen(isFrozen) {
    // Some systems end a camera without a word.
    if (isFrozen && this.camera.hasEnded) return this.#fail(new CameraError('camera-lost'));
    this.#advise(isFrozen ? 'frozen' : null);
    if (!isFrozen) return;
    this.#events.onAnnounce(messages.live.hints.frozen);
    this.#recount();
  }

  /** Counts the known products again, and judges the picture anew, after another part or another lens was chosen. */
  #recount() {
    this.#picture.draw();
    if (this.#isTooFast) return;
    if (!this.#watch.isFrozen) this.#advise(null);
    this.#count.restart(this.#picture.counted.length, this.#isPaused);
  }

  /** @param {boolean} isPaused */
  #setPaused(isPaused) {
    this.#isPaused = isPaused;
    this.#watch.hold(isPaused);
    this.#rider.hold(isPaused);
    if (this.#isTooFast) this.#followTooFast(false);
    this.#picture.setPaused(isPaused);
    this.#events.onChange({ isPaused });
  }

  #followVisibility() {
    if (document.visibilityState === 'hidden') this.camera.setTorch(false);
    // Safari stops the video of a hidden page and does not start it again. A track that has ended reports that itself.
    else if (!this.#isPaused) this.camera.video.play().catch(() => {});
  }
}
