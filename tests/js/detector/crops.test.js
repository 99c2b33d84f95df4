import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { cutCrops, regionOf } from '../../../static/js/detector/crops.js';
import { Resampler } from '../../../static/js/detector/resample.js';

const read = (/** @type {string} */ path) => readFile(new URL(`../../../${path}`, import.meta.url));
const { picture, cases } = JSON.parse(String(await read('tests/vectors/crops.json')));

for (const { name, box, margin, region } of cases) {
  test(`a box stands for the pixels that training takes: ${name}`, () => {
    const { left, top, width, height } = regionOf(box, margin, picture);
    assert.deepEqual([left, top, width, height], region);
  });
}

test('crops are the pixels of their boxes alone, stretched to one size', async () => {
  const resampler = Resampler.of(await read('static/vendor/resample.wasm'));
  const colourAt = (/** @type {number} */ x, /** @type {number} */ y) => [4 * x, 6 * y, 7, 255];
  /** @param {unknown} _picture @param {number} _pad @param {import('../../../static/js/detector/crops.js').Region} region */
  function* strips(_picture, _pad, { left, top, width, height }) {
    for (let y = top; y < top + height; y += 1) {
      const row = Array.from({ length: width }, (_, i) => colourAt(left + i, y)).flat();
      yield { rgba: Uint8ClampedArray.from(row), rows: 1 };
    }
  }
  const tools = /** @type {any} */ ({ reader: { strips }, resampler });
  const card = { input: { height: 2, width: 1 }, crop: { margin: 0 } };
  const boxes = [
    [4, 2, 8, 6],
    [40, 30, 41, 32],
  ];
  const crops = cutCrops(picture, boxes, tools, card);
  const mean = (/** @type {number} */ x, /** @type {number} */ y) => [4 * x, 6 * y, 7, 255];
  assert.deepEqual(
    [...crops],
    [...mean(5.5, 2.5), ...mean(5.5, 4.5), ...colourAt(40, 30), ...colourAt(40, 31)],
  );
});
