/**
 * What the view shows of the camera. Only live-camera.js changes it.
 *
 * @typedef {object} CameraState
 * @property {{ width: number, height: number } | null} picture null until the camera shows one; pixels
 * @property {boolean | null} torch whether the light is on; null where there is none
 * @property {import('./lenses.js').NamedDevice[]} lenses to choose from
 * @property {string} lens id of the one in use
 * @property {number} zoom factor
 * @property {number} mostZoom the largest factor
 */

/** @type {Readonly<CameraState>} */
export const NO_CAMERA = { picture: null, torch: null, lenses: [], lens: '', zoom: 1, mostZoom: 1 };
