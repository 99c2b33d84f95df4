/** Gaps by what the photo looks like: whatever is drawn here is no shelf, so only what is plain is asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { gapParts } from '../../../static/js/photo/fitting.js';
import { placesIn } from '../../../static/js/photo/gap-places.js';
import { findGaps } from '../../../static/js/photo/gaps.js';
import { findRows } from '../../../static/js/photo/rows.js';
import { asTexture, CELL_PX, cellsOf, textureOf, textureSize } from '../../../static/js/photo/texture.js';

/** @typedef {import('../../../static/js/geometry/boxes.js').Box} Box */

const PICTURE = { width: 1024, height: 768 };

/** Four shelves of packs; on the third one, `missing` of them are left out. @param {number[]} missing @returns {Box[]} */
function shelves(missing) {
  return [180, 350, 520, 690].flatMap((bottom, row) =>
    Array.from(
      { length: 14 },
      (_, i) => /** @type {Box} */ ([40 + i * 68, bottom - 120, 100 + i * 68, bottom]),
    ).filter((__, i) => row !== 2 || !missing.includes(i)),
  );
}

/**
 * The texture of a photo with packs, striped in light and dark, before a plain dark wall.
 *
 * @param {Box[]} packs
 */
function textureWith(packs) {
  const size = textureSize(PICTURE);
  const [width, height] = [size.width * CELL_PX, size.height * CELL_PX];
  const scale = width / PICTURE.width;
  const rgba = new Uint8ClampedArray(4 * width * height).fill(45);
  for (const box of packs) {
    const [left, top, right, bottom] = box.map((edge) => Math.round(edge * scale));
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1)
        rgba.fill(
          (y - top) % 12 < 5 ? 220 : 120 + ((x * 7 + y * 3) % 60),
          4 * (y * width + x),
          4 * (y * width + x) + 3,
        );
  }
  return textureOf(rgba, size);
}

/** @param {Box[]} boxes @param {import('../../../static/js/photo/texture.js').Texture} texture */
const gapsOf = (boxes, texture) => findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE, texture });

test('a dark place between products is a gap, and one in which a product stands that was not found is none', () => {
  const boxes = shelves([6]);
  assert.deepEqual(
    gapsOf(boxes, textureWith(boxes)).map(({ row, facings }) => [row, facings]),
    [[2, 1]],
  );
  assert.deepEqual(gapsOf(boxes, textureWith(shelves([]))), []);
});

test('the empty end of a shelf is a gap where the shelves near it go on', () => {
  const boxes = shelves([11, 12, 13]);
  const gaps = gapsOf(boxes, textureWith(boxes));
  assert.deepEqual(
    gaps.map(({ row }) => row),
    [2],
  );
  assert.ok(gaps[0].box[0] > 740 && gaps[0].box[2] < 1000, `${gaps[0].box}`);
});

test('where all rows end, a shelf ends', () => {
  const boxes = shelves([]).filter((box) => box[2] < 800);
  assert.deepEqual(gapsOf(boxes, textureWith(boxes)), []);
});

test('no place is listed where an upright parts the rows, whatever the photo looks like', () => {
  const parted = shelves([]).filter(([left]) => left !== 40 + 6 * 68);
  assert.deepEqual(placesIn(parted, findRows(parted, PICTURE), PICTURE), []);
});

test('empty places side by side are one gap, which has as many equal parts', () => {
  const boxes = shelves([5, 6, 7]);
  const [gap, ...others] = findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE }, () => true).filter(
    ({ row }) => row === 2,
  );
  assert.deepEqual([gap.facings, others.length], [3, 0]);
  const parts = gapParts(gap);
  assert.deepEqual([parts[0][0], parts[2][2]], [gap.box[0], gap.box[2]]);
  assert.equal(parts[0][2], parts[1][0]);
});

test('a texture has the mean and the spread of each cell', () => {
  const size = { width: 2, height: 1 };
  const rgba = new Uint8ClampedArray(4 * 2 * CELL_PX * CELL_PX);
  for (let i = 0; i < rgba.length; i += 4) {
    const x = (i / 4) % (2 * CELL_PX);
    rgba.fill(x < CELL_PX ? 100 : x % 2 === 0 ? 90 : 110, i, i + 3);
  }
  const cells = cellsOf(textureOf(rgba, size));
  assert.deepEqual([...cells.brightness], [100, 100]);
  assert.deepEqual([...cells.detail], [0, 40]);
});

test('a texture from a file is taken only if it is whole', () => {
  const texture = textureWith([]);
  assert.deepEqual(asTexture(JSON.parse(JSON.stringify(texture))), texture);
  for (const bad of [
    null,
    { ...texture, version: 2 },
    { ...texture, width: 127 },
    { ...texture, width: 0.5 },
    { ...texture, height: 100_000 },
    { ...texture, cells: `${texture.cells.slice(0, -4)}<<<<` },
    { ...texture, cells: 7 },
  ])
    assert.equal(asTexture(bad), null);
});
