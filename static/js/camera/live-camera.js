import { closeCamera, openCamera, takeStill } from './camera.js';
import { CameraControls } from './controls.js';
import { nameCameras, rememberedLens, rememberLens } from './lenses.js';
import { sharpestStill } from './still.js';
import { cropOf } from './zoom.js';

/** @typedef {import('./state.js').CameraState} CameraState */

/** The camera's picture on the page, with its lens, light and zoom. */
export class LiveCamera {
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {CameraControls | null} */
  #controls = null;
  /** What a person asked for, and what of it is cut out of the picture. */
  #zoom = 1;
  #digitalZoom = 1;
  /** @type {number | null} the factor on the way to which the lens is */
  #wantedZoom = null;
  /** @type {number | null} what two fingers on the picture ask for */
  #pinched = null;

  /**
   * @param {(change: Partial<CameraState>) => void} onChange
   * @param {() => void} onLost the camera was unplugged or taken away
   */
  constructor(onChange, onLost) {
    this.onChange = onChange;
    this.onLost = onLost;
    this.video = document.createElement('video');
    this.video.className = 'picture__content';
    this.video.muted = true;
    this.video.playsInline = true; // without it iPhones open the video full screen
    this.video.addEventListener('resize', () => this.#tellSize()); // the phone was turned
  }

  /** The part of the camera's picture that the screen shows. */
  get crop() {
    return cropOf(this.size, this.#digitalZoom);
  }

  /** Of the camera's picture, in pixels. */
  get size() {
    return { width: this.video.videoWidth, height: this.video.videoHeight };
  }

  get hasPicture() {
    return this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && this.video.videoWidth > 0;
  }

  /**
   * Opens the lens that was chosen last. Call it from a tap.
   * @param {AbortSignal} signal
   * @throws {import('./problems.js').CameraError}
   * @throws {DOMException} AbortError
   */
  async open(signal) {
    const stream = await openCamera(signal, rememberedLens());
    this.#stream = stream;
    for (const track of stream.getTracks()) {
      // Comes when the camera is unplugged or taken away, and not when we stop it ourselves.
      track.addEventListener('ended', () => {
        if (stream === this.#stream) this.onLost();
      });
    }
    this.video.srcObject = stream;
    await this.video.play();
    const controls = new CameraControls(stream);
    this.#controls = controls;
    this.#tellSize();
    const { lens, mostZoom } = controls;
    this.onChange({ torch: controls.hasTorch ? false : null, lens, mostZoom });
    await this.setZoom(1);
    // The names of the cameras are told to those alone who may use one.
    const lenses = nameCameras(await navigator.mediaDevices.enumerateDevices());
    signal.throwIfAborted();
    this.onChange({ lenses });
  }

  /**
   * Changes to another lens, and remembers it.
   * @param {string} lens id of a device
   * @param {AbortSignal} signal
   * @throws as `open`
   */
  async choose(lens, signal) {
    rememberLens(lens);
    this.close(); // many phones open one camera at a time
    await this.open(signal);
  }

  /** Switches camera and light off. */
  close() {
    // Some phones leave the light on when only the camera is switched off.
    this.#controls?.setTorch(false);
    this.#controls = null;
    if (this.#stream) closeCamera(this.#stream);
    this.#stream = null;
    this.video.srcObject = null;
  }

  /** @param {boolean} isOn */
  async setTorch(isOn) {
    const controls = this.#controls;
    if (!controls?.hasTorch) return;
    const torch = await controls.setTorch(isOn);
    if (controls === this.#controls) this.onChange({ torch });
  }

  /**
   * Two fingers ask more often than a lens can follow: what was asked for last is what it comes to.
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
   * @returns {Promise<Blob>} a JPEG
   */
  async takeStill({ isHeld }) {
    const { crop } = this;
    const picture = await takeStill(this.video, crop);
    const [track] = this.#stream?.getVideoTracks() ?? [];
    // The sensor's still shows what is before it now, and all of it: neither a held picture nor a part cut out.
    if (isHeld || !track || this.#digitalZoom > 1) return picture;
    return sharpestStill(track, { picture, width: crop.width, height: crop.height });
  }

  #tellSize() {
    const { width, height } = this.size;
    if (width > 0 && height > 0) this.onChange({ picture: { width, height } });
  }
}
