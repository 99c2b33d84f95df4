import { WHOLE } from '../geometry/part.js';
import { within } from '../toolkit/time-limit.js';
import { closeCamera, openCamera, takeStill } from './camera.js';
import { CameraControls } from './controls.js';
import { nameCameras, rememberedLens, rememberLens } from './lenses.js';
import { sharpestStill } from './still.js';
import { cropOf } from './zoom.js';

/** @typedef {import('./state.js').CameraState} CameraState */

/**
 * The request for a camera that is under way, of whichever scan: it is fulfilled when the browser has answered, never rejected.
 * @type {Promise<void> | null}
 */
let pending = null;
/** A question for permission that nobody answers stays pending for ever. Then the browser is asked again. */
const PENDING_LIMIT_MS = 3000;

/** The camera's picture on the page, with its lens, light and zoom. */
export class LiveCamera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** Ends the attempt to open a camera that is under way, when a newer one begins. */
  #opening = new AbortController();
  /** @type {CameraControls | null} */
  #controls = null;
  /** The factor in use. */
  #zoom = 1;
  /** The part of it that is cut out of the picture, because the lens cannot do it. */
  #digitalZoom = 1;
  /** @type {number | null} the factor that the lens is being set to */
  #wantedZoom = null;
  /** @type {number | null} what two fingers on the picture ask for */
  #pinched = null;

  /**
   * @param {(change: Partial<CameraState>) => void} onChange
   * @param {() => void} onLost the camera was unplugged or taken away
   * @param {(isMuted: boolean) => void} onMute the system gives no pictures for a while, or gives them again
   */
  constructor(onChange, onLost, onMute) {
    this.onChange = onChange;
    this.onLost = onLost;
    this.onMute = onMute;
    this.video = document.createElement('video');
    this.video.className = 'picture__content';
    this.video.muted = true;
    this.video.playsInline = true; // without it iPhones open the video full screen
    this.video.addEventListener('resize', () => this.#tellSize()); // the phone was rotated
  }

  /** The part of the camera's picture that the screen shows. */
  get crop() {
    return cropOf(this.size, this.#digitalZoom);
  }

  /** Of the camera's picture, in pixels. */
  get size() {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  /** Whether the system has ended it. */
  get hasEnded() {
    return this.#stream?.getTracks().some((track) => track.readyState === 'ended') ?? false;
  }

  get hasPicture() {
    return this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && this.video.videoWidth > 0;
  }

  /**
   * Opens the lens that was chosen last. Call it from a tap.
   * @param {AbortSignal} signal
   * @returns {Promise<void>} when the camera is open, or when another one was asked for meanwhile
   * @throws {import('./problems.js').CameraError}
   * @throws {DOMException} AbortError: `signal` was aborted
   */
  async open(signal) {
    this.close(); // many phones open one camera at a time
    const opening = new AbortController();
    this.#opening = opening;
    const onLeave = () => opening.abort(signal.reason);
    signal.addEventListener('abort', onLeave);
    try {
      signal.throwIfAborted();
      await this.#open(opening.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!opening.signal.aborted) throw error;
    } finally {
      signal.removeEventListener('abort', onLeave);
    }
  }

  /**
   * Changes to another lens, and remembers it.
   * @param {string} lens id of a device
   * @param {AbortSignal} signal
   * @returns {Promise<void>} see `open`
   * @throws as `open`
   */
  choose(lens, signal) {
    rememberLens(lens);
    return this.open(signal);
  }

  /** Switches camera and light off, and gives up one that is being opened. */
  close() {
    this.#opening.abort();
    // Some phones leave the light on when only the camera is switched off.
    this.#controls?.setTorch(false);
    this.#controls = null;
    if (this.#stream) closeCamera(this.#stream);
    this.#stream = null;
    this.video.srcObject = null;
  }

  /** @param {AbortSignal} signal */
  async #open(signal) {
    const stream = await this.#ask(signal);
    signal.throwIfAborted();
    this.#stream = stream;
    for (const track of stream.getTracks()) {
      // Comes when the camera is unplugged or taken away, and not when we stop it ourselves.
      track.addEventListener('ended', () => {
        if (stream === this.#stream) this.onLost();
      });
      for (const type of ['mute', 'unmute']) {
        track.addEventListener(type, () => {
          if (stream === this.#stream) this.onMute(track.muted);
        });
      }
    }
    this.video.srcObject = stream;
    await this.#play();
    signal.throwIfAborted();
    const controls = new CameraControls(stream);
    this.#controls = controls;
    this.#tellSize();
    const { lens, mostZoom } = controls;
    this.onChange({ torch: controls.hasTorch ? false : null, lens, mostZoom });
    await this.setZoom(1);
    // Browsers tell the names of the cameras only to a page that may use one.
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []); // there is no choice then
    const lenses = nameCameras(devices);
    signal.throwIfAborted();
    this.onChange({ lenses });
  }

  /** Shows the picture. Browsers that save battery refuse to play, and play what is muted once it has a picture. */
  async #play() {
    try {
      await this.video.play();
    } catch (error) {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (!isRefused) throw error;
      this.video.autoplay = true;
    }
  }

  /**
   * Asks for the camera, after a request that is still under way: many phones refuse a second camera until the first one is
   * off, and a browser cannot be told to forget a request.
   *
   * @param {AbortSignal} signal
   * @returns {Promise<MediaStream>}
   */
  async #ask(signal) {
    const ask = async () => {
      signal.throwIfAborted();
      return openCamera(signal, rememberedLens());
    };
    // Without a request before, the browser is asked in the very task of the tap, as Safari demands.
    const answered = pending && within(PENDING_LIMIT_MS, pending, 'nobody answers').catch(() => {});
    const request = answered ? answered.then(ask) : ask();
    const settled = request
      .then(
        () => {},
        () => {}, // whoever asked is told
      )
      .then(() => {
        if (pending === settled) pending = null;
      });
    pending = settled;
    return request;
  }

  /** @param {boolean} isOn */
  async setTorch(isOn) {
    const controls = this.#controls;
    if (!controls?.hasTorch) return;
    const torch = await controls.setTorch(isOn);
    if (controls === this.#controls) this.onChange({ torch });
  }

  /**
   * Two fingers ask more often than a lens can follow. Of what was asked meanwhile, only the last is done.
   * @param {number} factor
   */
  async setZoom(factor) {
    const isFollowing = this.#wantedZoom !== null;
    this.#wantedZoom = factor;
    if (isFollowing) return;
    while (this.#wantedZoom !== null && this.#controls) {
      const wanted = /** @type {number} */ (this.#wantedZoom);
      const { zoom, digital } = await this.#controls.setZoom(wanted);
      if (this.#wantedZoom === wanted) this.#wantedZoom = null;
      this.#zoom = zoom;
      this.#digitalZoom = digital;
      this.video.style.transform = digital === 1 ? '' : `scale(${digital})`;
      this.onChange({ zoom });
    }
    this.#wantedZoom = null; // the camera was switched off meanwhile
  }

  /** @param {number} factor by which two fingers went apart since the last call */
  pinch(factor) {
    const controls = this.#controls;
    if (!controls) return;
    // Unrounded, so that slow fingers are not stopped by the steps of the zoom.
    this.#pinched = Math.min(Math.max((this.#pinched ?? this.#zoom) * factor, 1), controls.mostZoom);
    return this.setZoom(this.#pinched);
  }

  /** The fingers were lifted. */
  endPinch() {
    this.#pinched = null;
  }

  /**
   * What the screen shows, with all the pixels that the sensor has.
   * @param {{ isHeld: boolean }} moment `isHeld`: the picture on the screen is not that of now
   * @returns {Promise<import('./still.js').Still>} a JPEG
   */
  async takeStill({ isHeld }) {
    const { crop } = this;
    const picture = await takeStill(this.video, crop);
    const [track] = this.#stream?.getVideoTracks() ?? [];
    // The sensor's still shows what is before it now, and all of it: neither a held picture nor a part cut out.
    if (isHeld || !track || this.#digitalZoom > 1) return { photo: picture, shown: WHOLE };
    return sharpestStill(track, { picture, width: crop.width, height: crop.height });
  }

  #tellSize() {
    const { width, height } = this.size;
    if (width > 0 && height > 0) this.onChange({ picture: { width, height } });
  }
}
