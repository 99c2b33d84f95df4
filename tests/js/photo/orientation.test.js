import assert from 'node:assert/strict';
import { test } from 'node:test';

import { entryOf, exifOf, headerOf } from '../../../static/js/photo/exif.js';
import { jpegOrientation, turnJpeg } from '../../../static/js/photo/orientation.js';

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

/** @param {Blob} file */
const orientationOf = async (file) => jpegOrientation(new DataView(await file.arrayBuffer()));

test('a JPEG turns with what its header says, without a change of its pixels; four turns change nothing', async () => {
  const pixels = [...END, 1, 2, 3, 0xff, 0xd9];
  for (const [from, after] of /** @type {[number, number][]} */ ([
    [1, 6],
    [6, 3],
    [3, 8],
    [8, 1],
    [2, 7],
    [5, 2],
  ])) {
    for (const little of [true, false]) {
      const file = new Blob([Uint8Array.from([0xff, 0xd8, ...exif(from, little), ...pixels])]);
      const turned = await turnJpeg(file, 1);
      assert.equal(await orientationOf(turned), after);
      assert.deepEqual(await turned.slice(-15).bytes(), await file.slice(-15).bytes());
      assert.deepEqual(await (await turnJpeg(turned, 3)).bytes(), await file.bytes());
    }
  }
});

test('a JPEG that does not state how it lies states it once it is turned, and keeps the rest of its header', async () => {
  const bare = new Blob([Uint8Array.from([0xff, 0xd8, ...JFIF, ...END])]);
  const turned = await turnJpeg(bare, 1);
  assert.equal(await orientationOf(turned), 6);
  assert.deepEqual(await turned.slice(2, 10).bytes(), Uint8Array.from(JFIF), 'JFIF stays first');
  assert.equal(await orientationOf(await turnJpeg(turned, 1)), 3);

  // The directory has a width and a time (a pointer), and no orientation.
  for (const little of [true, false]) {
    const other = exif(1, little);
    other[32 + (little ? 0 : 1)] = 0x69; // its second tag is another one now
    other[32 + (little ? 1 : 0)] = 0x87;
    const file = new Blob([Uint8Array.from([0xff, 0xd8, ...other, ...END])]);
    const after = await turnJpeg(file, 2);
    assert.equal(await orientationOf(after), 3);
    const header = exifOf(new DataView(await after.arrayBuffer()));
    assert.ok(
      header && entryOf(header, header.directory, 0x0100) && entryOf(header, header.directory, 0x8769),
    );
  }
});

test('a long header is read to its end, and no more of the file', async () => {
  const profile = [0xff, 0xe2, 0xff, 0xff, ...new Uint8Array(0xffff - 2)];
  const long = Array.from({ length: 9 }, () => profile).flat();
  const parts = [[0xff, 0xd8], long, exif(6, true), END].map((each) => Uint8Array.from(each));
  const pixels = new Uint8Array(9_000_000);
  const header = await headerOf(new Blob([...parts, pixels]));
  assert.equal(jpegOrientation(header), 6);
  assert.ok(header.byteLength < 2_500_000);
  const usual = await headerOf(new Blob([parts[0], parts[2], parts[3], pixels]));
  assert.equal(usual.byteLength, 128 * 1024);
  assert.equal((await headerOf(new Blob([parts[0], pixels]))).byteLength, 128 * 1024, 'damaged');
  assert.equal((await headerOf(new Blob([pixels]))).byteLength, 128 * 1024, 'no JPEG');
});
