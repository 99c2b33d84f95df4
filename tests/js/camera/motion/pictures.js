/** Small grey pictures of textures that never repeat, for tests of motion. */
import { pyramidOf } from '../../../../static/js/camera/motion/grey-pyramid.js';

/** @typedef {(x: number, y: number) => number} Brightness 0..255 at a place, in pixels of the small picture */

/**
 * Cells of random brightness with soft edges, large and small, as of products and their labels.
 * @param {number} seed
 * @returns {Brightness}
 */
export function texture(seed) {
  const large = soft(seed, 9);
  const small = soft(seed + 1, 3.5);
  return (x, y) => 128 + 110 * large(x, y) + 80 * small(x, y);
}

/**
 * @param {Brightness} brightness
 * @param {{ width: number, height: number }} size
 */
export function pictureOf(brightness, { width, height }) {
  const rgba = new Uint8ClampedArray(16 * width * height);
  for (let y = 0, i = 0; y < 2 * height; y += 1) {
    for (let x = 0; x < 2 * width; x += 1, i += 4) {
      rgba.fill(brightness((x + 0.5) / 2, (y + 0.5) / 2), i, i + 3);
    }
  }
  return pyramidOf(rgba, width, height);
}

/** @param {number} seed @param {number} cell pixels @returns {Brightness} -0.5..0.5 */
function soft(seed, cell) {
  return (x, y) => {
    const [left, top] = [Math.floor(x / cell), Math.floor(y / cell)];
    const [across, down] = [ease(x / cell - left), ease(y / cell - top)];
    const upper = mix(random(seed, left, top), random(seed, left + 1, top), across);
    const lower = mix(random(seed, left, top + 1), random(seed, left + 1, top + 1), across);
    return mix(upper, lower, down);
  };
}

/** @param {number} part */
const ease = (part) => part * part * (3 - 2 * part);

/** @param {number} a @param {number} b @param {number} part */
const mix = (a, b, part) => a + part * (b - a);

/** @param {number} seed @param {number} x @param {number} y whole numbers @returns {number} -0.5..0.5 */
function random(seed, x, y) {
  let hash = Math.imul(x + 1000, 374761393) + Math.imul(y + 1000, 668265263) + Math.imul(seed, 2246822519);
  hash = Math.imul(hash ^ (hash >>> 13), 1274126177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 - 0.5;
}
