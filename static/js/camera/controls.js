import { clampZoom, mostZoom, nativeValue, nativeZoomOf } from './zoom.js';

/**
 * @param {MediaStreamTrack} track
 * @returns {MediaTrackCapabilities} Nothing where the browser does not tell: the picture is worth more than its light.
 */
function capabilitiesOf(track) {
  try {
    return track.getCapabilities?.() ?? {};
  } catch {
    return {}; // some drivers fail here, and give pictures all the same
  }
}

/** Light, zoom and identity of an open camera, as far as it has them. */
export class CameraControls {
  #track;
  #native;

  /** @param {MediaStream} stream with a video track */
  constructor(stream) {
    this.#track = /** @type {MediaStreamTrack} */ (stream.getVideoTracks()[0]);
    // Firefox has no getCapabilities, and then neither light nor zoom to set.
    const capabilities = capabilitiesOf(this.#track);
    this.hasTorch = Boolean(/** @type {{ torch?: boolean }} */ (capabilities).torch);
    this.#native = nativeZoomOf(capabilities);
    this.mostZoom = mostZoom(this.#native);
  }

  /** Id of the device. */
  get lens() {
    return this.#track.getSettings().deviceId ?? '';
  }

  /**
   * @param {boolean} isOn
   * @returns {Promise<boolean>} whether the light is on now
   */
  async setTorch(isOn) {
    if (!this.hasTorch) return false;
    try {
      await this.#apply({ torch: isOn });
      return isOn;
    } catch {
      return false; // the phone is too hot or its battery too low; the button shows that the light is off
    }
  }

  /**
   * @param {number} factor
   * @returns {Promise<{ zoom: number, digital: number }>} the factor in use, and what of it is left to be cut out of
   *   the picture
   */
  async setZoom(factor) {
    const zoom = clampZoom(factor, this.#native);
    if (!this.#native) return { zoom, digital: zoom };
    try {
      await this.#apply({ zoom: nativeValue(zoom, this.#native) });
      return { zoom, digital: 1 };
    } catch {
      return { zoom: 1, digital: 1 }; // a lens that announces a zoom and has none stays as it is
    }
  }

  /** @param {{ torch: boolean } | { zoom: number }} wish */
  #apply(wish) {
    return this.#track.applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet} */ (wish)] });
  }
}
