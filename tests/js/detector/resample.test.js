import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Resampler, slowProgram } from '../../../static/js/detector/resample.js';

const read = (/** @type {string} */ path) => readFile(new URL(`../../../${path}`, import.meta.url));
const { cases } = JSON.parse(String(await read('tests/vectors/resample.json')));
const slowMemory = new WebAssembly.Memory({ initial: 1 });
const resamplers = {
  WebAssembly: Resampler.of(await read('static/vendor/resample.wasm')),
  JavaScript: new Resampler(slowProgram(slowMemory), slowMemory),
};

/** @param {number[]} rgb */
const rgbaOf = (rgb) =>
  Uint8ClampedArray.from(rgb.flatMap((value, i) => (i % 3 === 2 ? [value, 255] : [value])));

/** @param {Uint8ClampedArray} rgba @param {number} width @param {number} rows a strip */
function* strips(rgba, width, rows) {
  for (let at = 0; at < rgba.length; at += 4 * width * rows) {
    const strip = rgba.slice(at, at + 4 * width * rows);
    yield { rgba: strip, rows: strip.length / (4 * width) };
  }
}

for (const [name, resampler] of Object.entries(resamplers)) {
  for (const { name: what, width, height, pixels, targetWidth, targetHeight, expected } of cases) {
    test(`the pixels of training, to the last digit, in ${name}: ${what}`, () => {
      const target = { width: targetWidth, height: targetHeight };
      for (const rows of [height, 1, 3]) {
        const found = resampler.resample(strips(rgbaOf(pixels), width, rows), { width, height }, target);
        assert.deepEqual(found, rgbaOf(expected), `${rows} rows at a time`);
      }
    });
  }
}

test('a browser that cannot run the program gets the slow one', () => {
  const resampler = Resampler.of(Uint8Array.of(1, 2, 3));
  const grey = Uint8ClampedArray.from({ length: 16 }, () => 100);
  const found = resampler.resample(
    [{ rgba: grey, rows: 2 }],
    { width: 2, height: 2 },
    { width: 1, height: 1 },
  );
  assert.deepEqual([...found], [100, 100, 100, 100]);
});

test('large and small pictures one after the other do not disturb each other', () => {
  const { WebAssembly: resampler } = resamplers;
  const grey = (/** @type {number} */ value) =>
    Uint8ClampedArray.from({ length: 4 * 300 * 200 }, () => value);
  const size = { width: 300, height: 200 };
  for (const [value, width] of [
    [10, 30],
    [250, 299],
    [7, 3],
  ]) {
    const found = resampler.resample([{ rgba: grey(value), rows: 200 }], size, { width, height: 100 });
    assert.equal(found.length, 4 * width * 100);
    assert.ok(found.every((each) => each === value));
  }
});

/** Grey noise, but for a channel that is always lower: different rows, columns and channels. @param {number} pixels */
function noise(pixels) {
  let state = 1;
  return Uint8ClampedArray.from({ length: 4 * pixels }, (_, i) => {
    state = (1103515245 * state + 12345) % 2 ** 31;
    return i % 4 === 3 ? 255 : (state >> 16) & (i % 4 === 0 ? 127 : 255);
  });
}

test('a picture of many rows is the same in WebAssembly and in JavaScript', () => {
  const size = { width: 301, height: 403 };
  const rgba = noise(size.width * size.height);
  for (const target of [
    { width: 150, height: 201 },
    { width: 64, height: 410 },
    { width: 305, height: 7 },
  ]) {
    const [fast, slow] = Object.values(resamplers).map((each) =>
      each.resample([{ rgba, rows: size.height }], size, target),
    );
    assert.deepEqual(fast, slow);
  }
});

for (const [name, resampler] of Object.entries(resamplers)) {
  test(`blue comes last in the result, also where it comes first in the picture, in ${name}`, () => {
    const size = { width: 31, height: 20 };
    const target = { width: 14, height: 9 };
    const rgba = noise(size.width * size.height);
    const bgra = rgba.map((value, i) => (i % 4 === 3 ? value : rgba[i + 2 - 2 * (i % 4)]));
    const expected = resampler.resample([{ rgba, rows: 20 }], size, target);
    assert.deepEqual(resampler.resample([{ rgba: bgra, rows: 20, isBgr: true }], size, target), expected);
  });
}
