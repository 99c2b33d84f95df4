/**
 * @typedef {object} Motion a similarity: x' = scale x - rotation y + dx; y' = rotation x + scale y + dy
 * @property {number} scale factor times the cosine of the angle
 * @property {number} rotation factor times the sine of the angle
 * @property {number} dx pixels
 * @property {number} dy
 */

/** @type {Motion} */
export const STILL = { scale: 1, rotation: 0, dx: 0, dy: 0 };
