import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Resampler } from '../../../static/js/detector/resample.js';
import { Sheets } from '../../../static/js/detector/sheets.js';
import { makeCard } from '../models/cards.js';

const code = await readFile(new URL('../../../static/vendor/resample.wasm', import.meta.url));
const { input } = await makeCard('1.0.0', { 'model.json': '{}' });

/** A picture of one colour, and a reader that counts how often it is read. @param {number} width @param {number} height */
function grey(width, height) {
  const picture = /** @type {any} */ ({ width, height });
  let reads = 0;
  const reader = /** @type {any} */ ({
    *strips() {
      reads += 1;
      for (let row = 0; row < height; row += 1) {
        yield { rgba: new Uint8ClampedArray(4 * width).fill(200), rows: 1 };
      }
    },
  });
  const tools = { reader, resampler: Resampler.of(code) };
  return { picture, tools, readsOf: () => reads };
}

test('a picture lies in the upper left corner of its sheet', async () => {
  const { picture, tools } = grey(100, 60);
  const { rgba, box } = await new Sheets(picture, tools, input, 100).at(50);
  assert.deepEqual(box, { width: 50, height: 30, inputWidth: 64, inputHeight: 32 });
  assert.equal(rgba.length, 4 * 64 * 32);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => rgba[4 * (64 * y + x)];
  assert.deepEqual(
    [at(0, 0), at(49, 29), at(50, 29), at(49, 30), at(63, 31)],
    [200, 200, input.pad, input.pad, input.pad],
  );
});

test('a photo is read once, however many sheets are made of it', async () => {
  const { picture, tools, readsOf } = grey(300, 200);
  const sheets = new Sheets(picture, tools, input, 160);
  for (const side of [64, 160, 96, 64]) assert.equal((await sheets.at(side)).box.width, side);
  assert.equal(readsOf(), 1);
  assert.equal(await sheets.at(64), await sheets.at(64));
  assert.ok(sheets.took_ms > 0);
});

test('a photo that is smaller than the largest sheet is not enlarged first', async () => {
  const { picture, tools, readsOf } = grey(90, 60);
  const sheets = new Sheets(picture, tools, input, 160);
  await sheets.at(64);
  await sheets.at(160);
  assert.equal(readsOf(), 2);
});
