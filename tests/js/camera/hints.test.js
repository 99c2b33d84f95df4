import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hintFor, measureLuminance } from '../../../static/js/camera/hints.js';

const SIDE = 160;

/**
 * A patch of a grey picture.
 * @param {(x: number, y: number) => number} luma 0..1
 */
function patch(luma) {
  const rgba = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i += 1)
    rgba.fill(255 * luma(i % SIDE, Math.floor(i / SIDE)), 4 * i, 4 * i + 3);
  return rgba;
}

/** Packages with print on them: edges of several widths. @param {number} x @param {number} y */
const packages = (x, y) =>
  0.3 + 0.2 * ((x >> 4) & 1) + 0.2 * ((y >> 5) & 1) + 0.15 * (((x >> 1) ^ (y >> 2)) & 1);

/** @param {(x: number, y: number) => number} luma @param {number} radius */
const blurred = (luma, radius) => (/** @type {number} */ x, /** @type {number} */ y) => {
  let sum = 0;
  for (let dy = -radius; dy <= radius; dy += 1)
    for (let dx = -radius; dx <= radius; dx += 1) sum += luma(x + dx, y + dy);
  return sum / (2 * radius + 1) ** 2;
};

const large = Array(20).fill(30);

test('a sharp, bright picture of products needs no hint', () => {
  assert.equal(hintFor(measureLuminance(patch(packages), SIDE), large), null);
});

test('a dark picture is recognised', () => {
  const dark = measureLuminance(
    patch((x, y) => 0.1 * packages(x, y)),
    SIDE,
  );
  assert.equal(hintFor(dark, large), 'dark');
});

test('a blurred picture is recognised', () => {
  assert.equal(hintFor(measureLuminance(patch(blurred(packages, 6)), SIDE), large), 'blurred');
});

test('a plain wall is not called blurred', () => {
  const wall = measureLuminance(
    patch((x) => 0.5 + x / 100000),
    SIDE,
  );
  assert.equal(hintFor(wall, large), null);
});

test('products that are too small for the network are recognised; a few small ones among large ones do not count', () => {
  const sharp = measureLuminance(patch(packages), SIDE);
  assert.equal(hintFor(sharp, Array(20).fill(8)), 'far');
  assert.equal(hintFor(sharp, [...large, 5, 5, 5]), null);
  assert.equal(hintFor(sharp, [8, 8]), null, 'two boxes say nothing about the distance');
});

test('a picture without products is recognised', () => {
  assert.equal(hintFor(measureLuminance(patch(packages), SIDE), []), 'nothing');
});
