import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutTile, joinPredictions, planTiles } from '../../../static/js/detector/tiles.js';

/** @type {import('../../../static/js/models/card.js').AnchorLevel[]} */
const LEVELS = [
  { stride: 8, sizes: [[1, 1]] },
  {
    stride: 16,
    sizes: [
      [1, 1],
      [2, 2],
    ],
  },
  { stride: 32, sizes: [[1, 1]] },
];
const ROW = 3;

/**
 * Predictions of a tile that encode the level, position and anchor of each cell in the whole picture.
 * @param {{ x: number, y: number, width: number, height: number }} tile
 */
function predictionsOf({ x, y, width, height }) {
  const numbers = [];
  for (const { stride, sizes } of LEVELS)
    for (let row = y / stride; row < (y + height) / stride; row += 1)
      for (let column = x / stride; column < (x + width) / stride; column += 1)
        for (const anchor of sizes.keys()) numbers.push(stride, row * 1000 + column, anchor);
  return Float32Array.from(numbers);
}

for (const [height, width] of [
  [640, 384],
  [384, 640],
  [1024, 1024],
  [576, 1024],
]) {
  for (const count of [2, 3, 4]) {
    test(`${count} tiles of ${width}x${height} give the same predictions as the whole picture`, () => {
      const tiles = planTiles(height, width, 32, count);
      assert.ok(tiles.length > 1 && tiles.length <= count);
      const joined = joinPredictions(tiles, tiles.map(predictionsOf), LEVELS, ROW, height, width);
      assert.deepEqual(joined, predictionsOf({ x: 0, y: 0, width, height }));
    });

    test(`${count} tiles of ${width}x${height} overlap at their seams and have the same size`, () => {
      const tiles = planTiles(height, width, 32, count);
      const sides = tiles.map((tile) => (height >= width ? tile.height : tile.width));
      assert.ok(Math.max(...sides) - Math.min(...sides) <= 32);
      for (const { x, y, width: w, height: h, own } of tiles) {
        for (const side of [x, y, w, h]) assert.equal(side % 32, 0);
        for (const [start, ownStart] of [
          [x, own.x],
          [y, own.y],
        ])
          assert.ok(ownStart === 0 || start < ownStart);
        for (const [end, ownEnd, last] of [
          [x + w, own.x + own.width, width],
          [y + h, own.y + own.height, height],
        ])
          assert.ok(ownEnd === last ? end === last : end > ownEnd);
      }
    });
  }
}

test('a picture too small to be split stays whole', () => {
  const whole = { x: 0, y: 0, width: 192, height: 320 };
  assert.deepEqual(planTiles(320, 192, 32, 4), [{ ...whole, own: whole }]);
  assert.equal(planTiles(640, 384, 32, 1).length, 1);
});

test('a tile has the pixels of its position, copied into memory of its own', () => {
  const rgba = Uint8ClampedArray.from({ length: 6 * 4 * 4 }, (_, i) => i);
  const tile = { x: 2, y: 1, width: 3, height: 2, own: { x: 2, y: 1, width: 3, height: 2 } };
  const pixels = cutTile(rgba, 6, tile);
  const pixel = (/** @type {number} */ row, /** @type {number} */ column) =>
    Array.from(rgba.subarray((row * 6 + column) * 4, (row * 6 + column + 1) * 4));
  assert.deepEqual(
    Array.from(pixels),
    [1, 2].flatMap((row) => [2, 3, 4].flatMap((column) => pixel(row, column))),
  );
  assert.equal(pixels.buffer.byteLength, 3 * 2 * 4);
});
