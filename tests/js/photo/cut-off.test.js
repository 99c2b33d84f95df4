import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { isCutOff } from '../../../static/js/photo/cut-off.js';

const photo = new Uint8Array(
  await readFile(new URL('../../../static/img/sample-shelf.jpg', import.meta.url)),
);

/** @param {number[]} bytes */
const of = (...bytes) => Uint8Array.from(bytes);

const SCAN = [0xff, 0xda, 0, 3, 1, 0x12, 0xff, 0, 0x34];
const END = [0xff, 0xd9];
/** A segment with a thumbnail, which has an end of its own. */
const THUMBNAIL = [0xff, 0xe1, 0, 8, 0xff, 0xd8, 1, 2, 0xff, 0xd9];

test('a whole JPEG is not cut off, and one that lacks any part of its end is', () => {
  assert.equal(isCutOff(photo), false);
  for (const length of [
    photo.length - 1,
    photo.length - 2,
    photo.length - 1000,
    photo.length / 2,
    30,
    3,
    2,
  ]) {
    assert.equal(isCutOff(photo.slice(0, length)), true, `${length} bytes`);
  }
});

test('the end of a thumbnail is not that of the photo', () => {
  assert.equal(isCutOff(of(0xff, 0xd8, ...THUMBNAIL, ...SCAN)), true);
  assert.equal(isCutOff(of(0xff, 0xd8, ...THUMBNAIL, ...SCAN, ...END)), false);
});

test('fill bytes, several scans and what follows the end do not matter', () => {
  assert.equal(
    isCutOff(of(0xff, 0xd8, 0xff, 0xff, ...THUMBNAIL.slice(1), ...SCAN, ...SCAN, ...END, 7, 8, 9)),
    false,
  );
  assert.equal(isCutOff(of(0xff, 0xd8, 0xff, 0xff, ...THUMBNAIL.slice(1), ...SCAN, ...SCAN)), true);
});

/** @param {string} text one byte a character */
const ascii = (text) => Array.from(text, (letter) => letter.charCodeAt(0));
/** @param {string} name @param {number[]} data */
const pngChunk = (name, data) => [0, 0, 0, data.length, ...ascii(name), ...data, 1, 2, 3, 4];
/** @param {string} name @param {number[]} data */
const isoBox = (name, data) => [0, 0, 0, 8 + data.length, ...ascii(name), ...data];
/** @param {string} name @param {number[]} data */
const longIsoBox = (name, data) => [
  0,
  0,
  0,
  1,
  ...ascii(name),
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  16 + data.length,
  ...data,
];

/** The least that each format takes for a whole file. */
const WHOLE = {
  PNG: [
    ...ascii('\x89PNG\r\n\x1a\n'),
    ...pngChunk('IHDR', [1, 2, 3]),
    ...pngChunk('IDAT', ascii('IEND')),
    ...pngChunk('IEND', []),
  ],
  WebP: [...ascii('RIFF'), 12, 0, 0, 0, ...ascii('WEBPVP8 '), 0, 0, 0, 0],
  AVIF: [...isoBox('ftyp', ascii('avif')), ...isoBox('meta', [1, 2]), ...isoBox('mdat', [1, 2, 3])],
  HEIC: [...isoBox('ftyp', ascii('heic')), ...longIsoBox('mdat', [1, 2, 3])],
};

for (const [format, whole] of Object.entries(WHOLE)) {
  test(`a whole ${format} is not cut off, and one that lacks the last byte or the last part is`, () => {
    assert.equal(isCutOff(of(...whole)), false);
    for (const missing of [1, 2, 3])
      assert.equal(isCutOff(of(...whole.slice(0, -missing))), true, `${missing}`);
  });
}

test('a picture with something behind its end is whole', () => {
  for (const whole of Object.values(WHOLE)) {
    assert.equal(isCutOff(of(...whole, ...ascii('a trailer of a camera'))), false);
  }
});

test('an AVIF whose last part reaches to the end of the file is whole', () => {
  assert.equal(isCutOff(of(...isoBox('ftyp', ascii('avif')), 0, 0, 0, 0, ...ascii('mdat'), 1)), false);
});

test('what is not known is left to the browser', () => {
  assert.equal(isCutOff(of(...ascii('GIF89a'))), false);
  assert.equal(isCutOff(of(0x89, 0x50, 0x4e, 0x47)), false);
  assert.equal(isCutOff(of()), false);
});
