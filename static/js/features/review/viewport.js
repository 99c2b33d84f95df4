/**
 * The part of the photo that is shown: point on the stage = point on the photo * scale + (x, y).
 *
 * @typedef {{ scale: number, x: number, y: number }} Viewport scale in CSS pixels per photo pixel; x, y in CSS pixels
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ x: number, y: number }} Point
 * @typedef {import('../../photo/corrections.js').Box} Box
 */

/** The closest zoom shows a photo pixel at least this large, in CSS pixels, so that a box can be placed to the pixel ... */
const CLOSEST = 3;
/** ... and magnifies the whole photo at least this many times. */
const CLOSEST_TO_FIT = 8;

/**
 * @param {Size} photo pixels
 * @param {Size} stage CSS pixels
 * @returns {Viewport} the whole photo, centred
 */
export function fit(photo, stage) {
  const scale = Math.min(stage.width / photo.width, stage.height / photo.height);
  return {
    scale,
    x: (stage.width - photo.width * scale) / 2,
    y: (stage.height - photo.height * scale) / 2,
  };
}

/**
 * @param {Viewport} viewport
 * @param {number} factor above 1: closer
 * @param {Point} at fixed point of the zoom, on the stage
 * @param {Size} photo
 * @param {Size} stage
 * @returns {Viewport}
 */
export function zoom(viewport, factor, at, photo, stage) {
  const whole = fit(photo, stage).scale;
  const closest = Math.max(CLOSEST, CLOSEST_TO_FIT * whole);
  const scale = Math.min(closest, Math.max(whole, viewport.scale * factor));
  const grown = scale / viewport.scale;
  const moved = { scale, x: at.x - (at.x - viewport.x) * grown, y: at.y - (at.y - viewport.y) * grown };
  return keepInside(moved, photo, stage);
}

/**
 * @param {Viewport} viewport
 * @param {Point} by CSS pixels
 * @param {Size} photo
 * @param {Size} stage
 * @returns {Viewport}
 */
export const pan = ({ scale, x, y }, by, photo, stage) =>
  keepInside({ scale, x: x + by.x, y: y + by.y }, photo, stage);

/**
 * Moves the photo as little as needed to show a box.
 *
 * @param {Viewport} viewport
 * @param {Box} box
 * @param {Size} photo
 * @param {Size} stage
 * @param {number} [margin_px] around the box
 * @returns {Viewport}
 */
export function reveal(viewport, box, photo, stage, margin_px = 48) {
  const [left, top, right, bottom] = boxOnStage(viewport, box);
  const shift = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ length) => {
    if (to - from + 2 * margin_px > length) return length / 2 - (from + to) / 2;
    return Math.max(0, margin_px - from) + Math.min(0, length - margin_px - to);
  };
  return pan(
    viewport,
    { x: shift(left, right, stage.width), y: shift(top, bottom, stage.height) },
    photo,
    stage,
  );
}

/**
 * Zooms to a box and some of its surroundings, centred.
 *
 * @param {Box} box
 * @param {number} part of the stage that the box takes at most, 0..1
 * @param {Size} photo
 * @param {Size} stage
 * @returns {Viewport}
 */
export function frame([left, top, right, bottom], part, photo, stage) {
  const closer = Math.min(stage.width / (right - left), stage.height / (bottom - top)) * part;
  const whole = fit(photo, stage);
  const { scale } = zoom(whole, closer / whole.scale, { x: 0, y: 0 }, photo, stage);
  const x = stage.width / 2 - ((left + right) / 2) * scale;
  const y = stage.height / 2 - ((top + bottom) / 2) * scale;
  return keepInside({ scale, x, y }, photo, stage);
}

/** @param {Viewport} viewport @param {Point} point on the stage @returns {Point} on the photo */
export const pointOnPhoto = ({ scale, x, y }, point) => ({
  x: (point.x - x) / scale,
  y: (point.y - y) / scale,
});

/** @param {Viewport} viewport @param {Point} point on the photo @returns {Point} on the stage */
export const pointOnStage = ({ scale, x, y }, point) => ({ x: point.x * scale + x, y: point.y * scale + y });

/** @param {Viewport} viewport @param {Box} box on the photo @returns {Box} on the stage, CSS pixels */
export const boxOnStage = ({ scale, x, y }, [left, top, right, bottom]) => [
  left * scale + x,
  top * scale + y,
  right * scale + x,
  bottom * scale + y,
];

/**
 * Keeps a photo that is larger than the stage from leaving empty space at its edges, and centres a smaller one.
 *
 * @param {Viewport} viewport
 * @param {Size} photo
 * @param {Size} stage
 * @returns {Viewport}
 */
export function keepInside({ scale, x, y }, photo, stage) {
  const place = (/** @type {number} */ at, /** @type {number} */ length, /** @type {number} */ room) =>
    length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, at));
  return {
    scale,
    x: place(x, photo.width * scale, stage.width),
    y: place(y, photo.height * scale, stage.height),
  };
}
