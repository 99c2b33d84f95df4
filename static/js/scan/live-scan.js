import { closeCamera, openCamera, takeStill } from '../camera/camera.js';
import { eachNewestFrame } from '../camera/frames.js';
import { CameraError } from '../camera/problems.js';
import { BoxOverlay } from './overlay.js';
import { RateMeter } from './rate-meter.js';
import { SteadyCount } from './steady-count.js';

/** @typedef {import('../detector/client.js').Detections} Detections */
/** @typedef {import('./rate-meter.js').Rate} Rate */

/**
 * @typedef {object} LiveScanEvents
 * @property {(size: { width: number, height: number }) => void} onPicture the camera shows a picture of this size
 *   (again after the phone was turned)
 * @property {(result: { count: number, rate: Rate | null }) => void} onCount after every counted frame
 * @property {(error: unknown) => void} onFailure the scan has ended and the camera is off: a CameraError, or what
 *   `detect` rejected with
 */

/** One scan: camera on, newest frame to the detector, boxes over the picture, camera off. */
export class LiveScan {
  /** @type {MediaStream | null} */
  #stream = null;
  #end = new AbortController();
  #overlay = new BoxOverlay('picture__boxes');

  /**
   * @param {(picture: ImageBitmap) => Promise<Detections>} detect consumes the picture
   * @param {LiveScanEvents} events
   */
  constructor(detect, events) {
    this.detect = detect;
    this.events = events;
    this.video = document.createElement('video');
    this.video.className = 'picture__content';
    this.video.muted = true;
    this.video.playsInline = true; // without it iPhones open the video full screen
    this.video.addEventListener('resize', () => this.#tellSize());
  }

  /** What the view shows: the picture and the boxes over it. */
  get elements() {
    return [this.video, this.#overlay.canvas];
  }

  /**
   * Opens the camera, then counts frame after frame until `stop`. Call it from a tap.
   * @param {Promise<unknown>} detectorReady frames go to the detector from then on
   * @returns {Promise<void>} when the scan has ended, for whatever reason
   */
  async run(detectorReady) {
    const { signal } = this.#end;
    try {
      this.#stream = await openCamera(signal);
      this.#endWithTrack(this.#stream);
      this.video.srcObject = this.#stream;
      await this.video.play();
      this.#tellSize();
      await detectorReady;
      await this.#count(signal);
    } catch (error) {
      if (signal.aborted) return; // the person left; whatever was under way does not matter any more
      this.stop();
      this.events.onFailure(error);
    }
  }

  /**
   * The picture of this moment at full size; the scan stands still from here on.
   * @returns {Promise<Blob>} a JPEG
   */
  async takePhoto() {
    this.video.pause();
    return takeStill(this.video);
  }

  /** Ends the scan and switches the camera off. Can be called at any time, more than once. */
  stop() {
    this.#end.abort();
    if (this.#stream) closeCamera(this.#stream);
    this.video.srcObject = null;
    this.#overlay.show(null);
  }

  /** @param {AbortSignal} signal */
  async #count(signal) {
    const steady = new SteadyCount();
    const meter = new RateMeter();
    const countFrame = async () => {
      const start_ms = performance.now();
      const detections = await this.detect(await createImageBitmap(this.video));
      if (signal.aborted) return;
      this.#overlay.show(detections);
      const rate = meter.add(start_ms, performance.now());
      this.events.onCount({ count: steady.add(detections.count), rate });
    };
    await eachNewestFrame(this.video, countFrame, signal);
  }

  #tellSize() {
    const { videoWidth: width, videoHeight: height } = this.video;
    if (width > 0 && height > 0) this.events.onPicture({ width, height });
  }

  /** @param {MediaStream} stream */
  #endWithTrack(stream) {
    // 'ended' comes when the camera is unplugged or taken away, and not when we stop it ourselves.
    for (const track of stream.getTracks()) {
      track.addEventListener('ended', () => {
        this.stop();
        this.events.onFailure(new CameraError('camera-lost'));
      });
    }
  }
}
