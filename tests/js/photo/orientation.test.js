import assert from 'node:assert/strict';
import { test } from 'node:test';

import { jpegOrientation } from '../../../static/js/photo/orientation.js';

/** @param {number[]} bytes */
const view = (bytes) => new DataView(Uint8Array.from(bytes).buffer);

const JFIF = [0xff, 0xe0, 0, 6, 0x4a, 0x46, 0x49, 0x46];
const END = [0xff, 0xda, 0, 8, 0, 0, 0, 0, 0, 0];

/** @param {number} orientation @param {boolean} little @returns {number[]} */
function exif(orientation, little) {
  const two = (/** @type {number} */ v) => (little ? [v & 255, v >> 8] : [v >> 8, v & 255]);
  const four = (/** @type {number} */ v) => (little ? [...two(v), 0, 0] : [0, 0, ...two(v)]);
  const other = [...two(0x0100), ...two(4), ...four(1), ...four(99)];
  const entry = [...two(0x0112), ...two(3), ...four(1), ...two(orientation), 0, 0];
  const start = little ? [0x49, 0x49] : [0x4d, 0x4d];
  const tiff = [...start, ...two(42), ...four(8), ...two(2), ...other, ...entry, ...four(0)];
  return [0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
}

test('the orientation is read in either byte order, behind other segments', () => {
  for (const little of [true, false]) {
    for (const orientation of [1, 3, 6, 8]) {
      const bytes = view([0xff, 0xd8, ...JFIF, ...exif(orientation, little), ...END]);
      assert.equal(jpegOrientation(bytes), orientation);
    }
  }
});

test('a JPEG without a valid orientation is upright; a file that is not a JPEG gives 0', () => {
  assert.equal(jpegOrientation(view([0xff, 0xd8, ...JFIF, ...END])), 1);
  assert.equal(jpegOrientation(view([0xff, 0xd8, ...exif(77, true), ...END])), 1);
  assert.equal(jpegOrientation(view([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])), 0);
  assert.equal(jpegOrientation(view([])), 0);
});

test('a JPEG truncated anywhere is read without an error', () => {
  const whole = [0xff, 0xd8, ...JFIF, ...exif(6, true), ...END];
  for (let length = 0; length < whole.length; length += 1) jpegOrientation(view(whole.slice(0, length)));
});
