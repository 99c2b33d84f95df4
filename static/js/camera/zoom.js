/**
 * Closer to the shelf without a step: by the lens where the track can zoom, else by cutting out the middle of the
 * picture before the detector sees it, which then looks at each product with more pixels.
 *
 * @typedef {{ x: number, y: number, width: number, height: number }} Crop whole pixels of the camera's picture
 * @typedef {{ min: number, max: number }} ZoomRange what the track's own zoom understands
 */

/** Cut out further, a phone's picture has no more detail to give. */
export const MOST_DIGITAL_ZOOM = 3;
/** Lenses offer much more; hand-held, nobody can use it. */
const MOST_NATIVE_ZOOM = 5;
/** A range that ends before this is no zoom worth the name. */
const LEAST_NATIVE_ZOOM = 1.5;

/**
 * @param {MediaTrackCapabilities} capabilities
 * @returns {ZoomRange | null} null where the lens cannot zoom
 */
export function nativeZoomOf(capabilities) {
  const { zoom } = /** @type {{ zoom?: { min?: number, max?: number } }} */ (capabilities);
  if (!zoom?.min || !zoom.max || zoom.max / unitOf(zoom.min) < LEAST_NATIVE_ZOOM) return null;
  return { min: zoom.min, max: zoom.max };
}

/**
 * What "1x" is to the track: wide-angle ranges begin below 1, and some cameras count from 100.
 * @param {number} min
 */
const unitOf = (min) => (min < 1 ? 1 : min);

/**
 * @param {ZoomRange | null} native
 * @returns {number} the largest factor to offer
 */
export function mostZoom(native) {
  return native ? Math.min(MOST_NATIVE_ZOOM, native.max / unitOf(native.min)) : MOST_DIGITAL_ZOOM;
}

/**
 * @param {number} factor that a person asked for
 * @param {ZoomRange | null} native
 * @returns {number} one that can be had: 1 and more, in steps of a tenth
 */
export function clampZoom(factor, native) {
  return Math.round(Math.min(Math.max(factor, 1), mostZoom(native)) * 10) / 10;
}

/**
 * @param {number} factor
 * @param {ZoomRange} native
 * @returns {number} the track's own value for it
 */
export function nativeValue(factor, native) {
  return Math.min(native.max, factor * unitOf(native.min));
}

/**
 * The middle of the picture.
 * @param {{ width: number, height: number }} picture pixels
 * @param {number} factor 1 for all of it
 * @returns {Crop}
 */
export function cropOf(picture, factor) {
  const width = Math.max(1, Math.round(picture.width / factor));
  const height = Math.max(1, Math.round(picture.height / factor));
  return {
    x: Math.floor((picture.width - width) / 2),
    y: Math.floor((picture.height - height) / 2),
    width,
    height,
  };
}
