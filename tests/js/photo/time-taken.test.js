import assert from 'node:assert/strict';
import { test } from 'node:test';

import { timeTaken } from '../../../static/js/photo/time-taken.js';
import { offsetHere } from '../../../static/js/toolkit/iso-time.js';

/** @param {string} text */
const ascii = (text) => [...text, '\0'].map((character) => character.charCodeAt(0));

/** @param {string} time @param {string | null} zone @param {boolean} little @returns {Blob} a JPEG's header */
function photo(time, zone, little = true) {
  const two = (/** @type {number} */ v) => (little ? [v & 255, v >> 8] : [v >> 8, v & 255]);
  const four = (/** @type {number} */ v) => (little ? [...two(v), 0, 0] : [0, 0, ...two(v)]);
  const count = zone === null ? 1 : 2;
  const texts = 26 + 2 + 12 * count + 4;
  const entry = (/** @type {number} */ tag, /** @type {number[]} */ text, /** @type {number} */ at) => [
    ...[...two(tag), ...two(2), ...four(text.length)],
    ...four(at),
  ];
  const tiff = [
    ...[...(little ? [0x49, 0x49] : [0x4d, 0x4d]), ...two(42), ...four(8)],
    ...[...two(1), ...two(0x8769), ...two(4), ...four(1), ...four(26), ...four(0)],
    ...[...two(count), ...entry(0x9003, ascii(time), texts)],
    ...(zone === null ? [] : entry(0x9011, ascii(zone), texts + time.length + 1)),
    ...[...four(0), ...ascii(time), ...ascii(zone ?? '')],
  ];
  const exif = [0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return new Blob([Uint8Array.from([0xff, 0xd8, ...exif, 0xff, 0xda, 0, 8, 0, 0, 0, 0, 0, 0])]);
}
const NOW = Date.UTC(2026, 10, 26);

test('the time in the file is read with its zone, in either byte order', async () => {
  for (const little of [true, false]) {
    const time = await timeTaken(photo('2024:01:05 09:30:00', '+01:00', little), NOW);
    assert.deepEqual(time, { time: Date.UTC(2024, 0, 5, 8, 30), offset: 60, clock: 'exif' });
  }
});

test('a time without its zone is one of this phone', async () => {
  const time = new Date(2024, 0, 5, 9, 30).getTime();
  assert.deepEqual(await timeTaken(photo('2024:01:05 09:30:00', null), NOW), {
    ...{ time, offset: offsetHere(time), clock: 'exif' },
  });
});

test('a clock that was never set, is ahead, or says nothing is not believed; nor is a file that is cut off', async () => {
  for (const time of [
    '0000:00:00 00:00:00',
    '1970:01:01 00:00:00',
    '2031:01:01 00:00:00',
    '    :  :     :  :  ',
  ])
    assert.equal(await timeTaken(photo(time, '+00:00'), NOW), null);
  const whole = photo('2024:01:05 09:30:00', '+01:00');
  for (let length = 0; length < whole.size - 40; length += 1)
    assert.equal(await timeTaken(whole.slice(0, length), NOW), null);
  assert.equal(await timeTaken(new Blob(['PNG']), NOW), null);
});

test('where the file does not say it, the time is when the file was changed, and said to be that', async () => {
  const changed = Date.UTC(2026, 10, 20, 7);
  const file = (/** @type {number} */ lastModified) => new File(['PNG'], 'shelf.png', { lastModified });
  const taken = await timeTaken(file(changed), NOW);
  assert.deepEqual(taken, { time: changed, offset: offsetHere(changed), clock: 'file' });
  assert.equal(await timeTaken(file(0), NOW), null, 'of some files the browser knows no time');
  assert.equal(await timeTaken(file(NOW + 3 * 86_400_000), NOW), null);
  const camera = new File([photo('2024:01:05 09:30:00', '+01:00')], 'a.jpg', { lastModified: changed });
  assert.equal((await timeTaken(camera, NOW))?.clock, 'exif');
});
