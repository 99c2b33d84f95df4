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

test('what is no JPEG is left to the browser', () => {
  assert.equal(isCutOff(of(0x89, 0x50, 0x4e, 0x47)), false);
  assert.equal(isCutOff(of()), false);
});
