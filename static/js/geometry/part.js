/**
 * A part of a picture, in fractions of its width and height.
 *
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Part 0..1
 */

/** @type {Readonly<Part>} */
export const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

/**
 * A part to begin with: centred, taller than wide as a bay of a shelf is, and not under the controls around the picture.
 * @param {{ width: number, height: number }} picture as it is shown
 * @returns {Part}
 */
export function bayOf({ width, height }) {
  const margin = width > height ? 0.33 : 0.18;
  return { left: margin, top: 0.1, right: 1 - margin, bottom: 0.88 };
}

/**
 * @param {Part} outer part of a picture
 * @param {Part} inner part of that part
 * @returns {Part} the inner one, as a part of the picture
 */
export function partOf({ left, top, right, bottom }, inner) {
  const [width, height] = [right - left, bottom - top];
  return {
    left: left + inner.left * width,
    top: top + inner.top * height,
    right: left + inner.right * width,
    bottom: top + inner.bottom * height,
  };
}
