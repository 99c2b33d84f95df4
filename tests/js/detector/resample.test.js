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
