import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asFingerprint, fingerprintOf, greyOf } from '../../../static/js/photo/fingerprint.js';
import { contrastOf, greySize, shrinkToGrey } from '../../../static/js/photo/grey-picture.js';

const picture = { width: 64, height: 48, grey: Uint8Array.from({ length: 64 * 48 }, (_, i) => i % 256) };
const fingerprint = fingerprintOf(picture, 'a'.repeat(64));

test('a fingerprint survives JSON, to the last pixel', () => {
  const read = asFingerprint(JSON.parse(JSON.stringify(fingerprint)));
  assert.deepEqual(read, fingerprint);
  assert.ok(read);
  assert.deepEqual(greyOf(read), picture);
  assert.ok(asFingerprint(fingerprintOf(picture, null)), 'the hash may be unknown');
});

test('what is no fingerprint, or one of another version, is none', () => {
  const { grey } = fingerprint;
  for (const value of [
    undefined,
    null,
    'fingerprint',
    [],
    { ...fingerprint, version: 2 },
    { ...fingerprint, sha256: 'A'.repeat(64) },
    { ...fingerprint, sha256: undefined },
    { ...fingerprint, width: 63 },
    { ...fingerprint, width: 64.5 },
    { ...fingerprint, height: 0 },
    { ...fingerprint, height: 1e9 },
    { ...fingerprint, grey: grey.slice(4) },
    { ...fingerprint, grey: `${grey.slice(0, -1)}!` },
    { ...fingerprint, grey: 12 },
  ]) {
    assert.equal(asFingerprint(value), null, JSON.stringify(value)?.slice(0, 80));
  }
});

test('unknown fields are left out', () => {
  assert.deepEqual(asFingerprint({ ...fingerprint, script: '<b>' }), fingerprint);
});

test('the longer side of a grey picture is always the same', () => {
  assert.deepEqual(greySize({ width: 3000, height: 4000 }), { width: 48, height: 64 });
  assert.deepEqual(greySize({ width: 640, height: 480 }), { width: 64, height: 48 });
  assert.deepEqual(greySize({ width: 10_000, height: 3 }), { width: 64, height: 1 });
});

test('each grey pixel is the mean brightness of its square', () => {
  // Two squares of 2 x 2 beside each other: red and green; black, white, white, black.
  const rows = [
    [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 0],
      [255, 255, 255],
    ],
    [
      [255, 0, 0],
      [0, 255, 0],
      [255, 255, 255],
      [0, 0, 0],
    ],
  ];
  const rgba = rows.flat().flatMap((colour) => [...colour, 255]);
  const { grey } = shrinkToGrey(rgba, { width: 2, height: 1 }, 2);
  assert.deepEqual([...grey], [Math.round((0.299 * 255 + 0.587 * 255) / 2), 128]);
});

test('contrast knows neither light nor shelf boards, and no noise on a blank wall', () => {
  const pattern = (/** @type {number} */ light, /** @type {number} */ board) =>
    contrastOf({
      width: 64,
      height: 2,
      grey: Uint8Array.from(
        { length: 128 },
        (_, i) => light * (40 + 20 * ((i * 7) % 5)) + (i < 64 ? 0 : board),
      ),
    });
  const [dim, bright, onBoard] = [pattern(1, 0), pattern(2, 0), pattern(1, 60)];
  assert.deepEqual(dim.values, onBoard.values);
  for (const [i, value] of dim.values.entries()) assert.ok(Math.abs(value - bright.values[i]) < 0.15);
  const wall = contrastOf({
    width: 64,
    height: 1,
    grey: Uint8Array.from({ length: 64 }, (_, i) => 128 + (i % 2)),
  });
  assert.ok(wall.values.every((value) => Math.abs(value) < 0.2));
});
