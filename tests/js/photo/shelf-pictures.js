/** Drawn shelves for tests of comparing photos. */

import { noCorrections } from '../../../static/js/photo/corrections.js';
import { fingerprintOf } from '../../../static/js/photo/fingerprint.js';
import { greySize, shrinkToGrey } from '../../../static/js/photo/grey-picture.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */
/** @typedef {{ rgba: Uint8ClampedArray, boxes: Box[], width: number, height: number }} Picture */

/** Random numbers from 0 to 1, the same for the same seed (mulberry32). @param {number} seed */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A shelf 1600 wide and 512 high: four boards with packs, each with a label of its own.
 * @param {number} seed
 * @returns {{ grey: Uint8Array, boxes: Box[], width: number, height: number }}
 */
export function drawShelf(seed) {
  const [width, height] = [1600, 512];
  const grey = new Uint8Array(width * height).fill(40);
  const random = randomOf(seed);
  /** @type {Box[]} */
  const boxes = [];
  const fill = (/** @type {Box} */ [left, top, right, bottom], /** @type {number} */ value) => {
    for (let y = Math.round(top); y < bottom; y += 1)
      grey.fill(value, y * width + Math.round(left), y * width + Math.round(right));
  };
  for (let bottom = 118; bottom < height; bottom += 128) {
    fill([0, bottom, width, bottom + 10], 210);
    for (let left = 2; left < width - 60; ) {
      const size = [28 + 20 * random(), 70 + 25 * random()];
      const box = /** @type {Box} */ ([left, bottom - size[1], left + size[0], bottom]);
      fill(box, 60 + 180 * random());
      const middle = bottom - size[1] * (0.3 + 0.4 * random());
      fill([left + 6, middle - 12, left + size[0] - 6, middle + 12], 255 * random());
      boxes.push(box);
      left += size[0] + 1 + 5 * random();
    }
  }
  return { grey, boxes, width, height };
}

/**
 * A photo, 384 by 512, of a part of a shelf.
 *
 * @param {ReturnType<typeof drawShelf>} shelf
 * @param {object} part
 * @param {number} part.left
 * @param {number} [part.light] factor
 * @param {number} [part.noise] levels
 * @param {string | null} [part.sha256]
 * @returns {import('../../../static/js/photo/twice.js').Counted}
 */
export function photoOf(shelf, { left, light = 1, noise = 0, sha256 = null }) {
  const [width, height] = [384, 512];
  const random = randomOf(left + 1);
  const rgba = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i += 1) {
    const value = shelf.grey[Math.floor(i / width) * shelf.width + left + (i % width)];
    rgba.fill(value * light + noise * (random() - 0.5), 4 * i, 4 * i + 3);
  }
  const boxes = shelf.boxes.filter((box) => box[0] >= left && box[2] <= left + width);
  const machine = boxes.map(([x0, y0, x1, y1]) => ({
    box: /** @type {Box} */ ([x0 - left, y0, x1 - left, y1]),
    score: 0.9,
    label: 0,
  }));
  return {
    fingerprint: fingerprintOf(shrinkToGrey(rgba, greySize({ width, height }), 8), sha256),
    review: {
      ...{ width, height, threshold: 0.4, labels: ['product'], machine },
      corrections: noCorrections,
      model: { name: 'shelf', version: '1.0.0' },
    },
  };
}
