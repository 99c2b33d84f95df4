import assert from 'node:assert/strict';
import { test } from 'node:test';

import { exifBlock } from '../../../static/js/photo/exif-block.js';
import { jpegOrientation } from '../../../static/js/photo/orientation.js';
import { plainJpeg, statedIn } from '../../../static/js/photo/plain-jpeg.js';

const TAKEN = { time: '2024-01-05T09:30:00', zone: '+01:00' };

/** @param {string} text */
const ascii = (text) => [...text].map((letter) => letter.charCodeAt(0));

/** @param {number} marker @param {number[]} content */
const segment = (marker, content) => [
  0xff,
  marker,
  (content.length + 2) >> 8,
  (content.length + 2) & 255,
  ...content,
];

const START = [0xff, 0xd8];
const JFIF = segment(0xe0, [...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const PRIVATE = [
  segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>52,31N</exif:GPSLatitude>')),
  segment(0xe2, ascii('MPF\0MM')),
  segment(0xeb, ascii('JP signed by the owner')),
  segment(0xed, ascii('Photoshop 3.0\0Berlin')),
  segment(0xfe, ascii('a comment')),
].flat();
const COLOURS = [
  ...segment(0xe2, ascii('ICC_PROFILE\0\x01\x01colours')),
  ...segment(0xee, ascii('Adobe\0d')),
];
/** A picture in two scans: between them a table that holds what looks like the end, in them zeros and a restart. */
const PICTURE = [
  ...segment(0xdb, [1, 2, 3]),
  ...segment(0xda, [1, 1, 0]),
  ...[9, 0xff, 0, 9, 0xff, 0xd0, 9],
  ...segment(0xc4, [5, 0xff, 0xd9, 5]),
  ...segment(0xda, [1, 2, 0]),
  ...[8, 8, 0xff, 0xd9],
];

/** @param {...ArrayLike<number>} parts */
const jpeg = (...parts) => new Blob(parts.map((part) => Uint8Array.from(part)));

/** @param {Blob | null} blob */
const bytesOf = async (blob) => [...new Uint8Array(await (blob ?? assert.fail('no JPEG')).arrayBuffer())];

test('place, comments and all that lies behind the picture go; time, orientation, colours and pixels stay', async () => {
  const says = exifBlock({ orientation: 6, taken: TAKEN });
  const clip = ascii('ftypmp42 ©xyz+52.51+013.40/');
  const photo = jpeg(START, JFIF, says, PRIVATE, COLOURS, PICTURE, clip);
  const plain = await plainJpeg(photo);
  assert.deepEqual(await bytesOf(plain), await bytesOf(jpeg(START, JFIF, says, COLOURS, PICTURE)));
  assert.deepEqual(
    await bytesOf(await plainJpeg(plain ?? photo)),
    await bytesOf(plain),
    'once more changes nothing',
  );
});

test('an EXIF block of a camera is written anew with no more than that', async () => {
  // Little-endian, with the model, the orientation, a time, and an empty directory of the place.
  const two = (/** @type {number} */ v) => [v & 255, v >> 8];
  const four = (/** @type {number} */ v) => [...two(v & 0xffff), ...two(v >> 16)];
  const entry = (
    /** @type {number} */ tag,
    /** @type {number} */ type,
    /** @type {number} */ count,
    value = 0,
  ) => [...[...two(tag), ...two(type), ...four(count)], ...four(value)];
  const place = ascii('52.5186 13.4083\0');
  const first = [
    entry(0x0110, 2, 4, 0x00363541),
    entry(0x0112, 3, 1, 8),
    entry(0x8769, 4, 1, 62),
    entry(0x8825, 4, 1, 100),
  ];
  const time = ascii('2024:01:05 09:30:00\0');
  const tiff = [
    ...[0x49, 0x49, ...two(42), ...four(8), ...two(4), ...first.flat(), ...four(0)],
    ...[...two(1), ...entry(0x9003, 2, 20, 80), ...four(0)],
    ...[...time, ...two(1), ...entry(0x0002, 2, place.length, 118), ...four(0), ...place],
  ];
  const camera = segment(0xe1, [...ascii('Exif\0\0'), ...tiff]);
  const plain = await plainJpeg(jpeg(START, camera, PICTURE));
  const stated = { orientation: 8, taken: { time: TAKEN.time, zone: '' } };
  assert.deepEqual(await bytesOf(plain), await bytesOf(jpeg(START, exifBlock(stated), PICTURE)));
  assert.deepEqual(plain && (await statedIn(plain)), stated);
  assert.doesNotMatch(String.fromCharCode(...(await bytesOf(plain))), /52\.5|A56/);
});

test('what an upright copy says can be given to it', async () => {
  const drawn = jpeg(START, JFIF, PICTURE);
  const plain = await plainJpeg(drawn, { orientation: 1, taken: TAKEN });
  assert.deepEqual(plain && (await statedIn(plain)), { orientation: 1, taken: TAKEN });
  assert.equal(jpegOrientation(new DataView(Uint8Array.from(await bytesOf(plain)).buffer)), 1);
});

test('a JPEG that says nothing stays byte for byte as it is', async () => {
  for (const photo of [
    jpeg(START, JFIF, PICTURE),
    jpeg(START, PICTURE),
    jpeg(START, [0xff], JFIF, PICTURE),
  ]) {
    assert.deepEqual(await bytesOf(await plainJpeg(photo)), await bytesOf(photo));
  }
});

test('what is no JPEG, or is cut off anywhere, is told', async () => {
  assert.equal(await plainJpeg(new Blob(['\x89PNG\r\n'])), null);
  const whole = jpeg(START, JFIF, exifBlock({ orientation: 6, taken: TAKEN }), PRIVATE, COLOURS, PICTURE);
  for (let length = 0; length < whole.size; length += 1) {
    assert.equal(await plainJpeg(whole.slice(0, length)), null, `${length} bytes`);
  }
});
