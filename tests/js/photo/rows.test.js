import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bandsOf, overlap } from '../../../static/js/photo/bands.js';
import { productsIn } from '../../../static/js/photo/fitting.js';
import { findGaps, openGaps } from '../../../static/js/photo/gaps.js';
import { findRows, withoutShelf } from '../../../static/js/photo/rows.js';
import { fc } from '../properties.js';

/** @typedef {import('../../../static/js/photo/corrections.js').Box} Box */
/** @typedef {import('../../../static/js/photo/rows.js').Row} Row */

const PICTURE = { width: 1000, height: 1000 };

/**
 * Products side by side on a board.
 * @param {number} bottom of all of them
 * @param {{ count?: number, width?: number, height?: number, left?: number, space?: number, missing?: number[] }} [options]
 * @returns {Box[]}
 */
function board(bottom, { count = 10, width = 60, height = 120, left = 50, space = 8, missing = [] } = {}) {
  /** @type {Box[]} */
  const boxes = [];
  for (let i = 0; i < count; i += 1) {
    if (missing.includes(i)) continue;
    const x = left + i * (width + space);
    const tall = height * (1 + 0.15 * Math.sin(3 * i + bottom)); // products differ in height but stand on one board
    const wobble = 0.03 * height * Math.sin(7 * i + bottom); // boxes are never exact
    boxes.push([x, bottom - tall, x + width, bottom + wobble]);
  }
  return boxes;
}

/**
 * The same shelf from another camera position: each box encloses the four mapped corners of its product.
 * @param {Box[]} boxes
 * @param {(x: number, y: number) => [number, number]} map
 * @returns {Box[]}
 */
const seen = (boxes, map) =>
  boxes.map(([left, top, right, bottom]) => {
    const corners = [map(left, top), map(right, top), map(left, bottom), map(right, bottom)];
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });

/** @param {number} degrees @returns {(x: number, y: number) => [number, number]} */
const turned = (degrees) => (x, y) => {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [500 + (x - 500) * cos - (y - 500) * sin, 500 + (x - 500) * sin + (y - 500) * cos];
};

/** @param {number} depth how much smaller the right end is @returns {(x: number, y: number) => [number, number]} */
const fromTheSide = (depth) => (x, y) => {
  const scale = 1 / (1 + depth * (x / 1000));
  return [x * scale * (1 + depth / 2), 400 + (y - 400) * scale];
};

/** @param {Row[]} rows */
const facings = (rows) => rows.map((row) => row.facings.length);

const fiveBoards = [180, 350, 520, 690, 860].flatMap((bottom) => board(bottom));

test('five boards are five rows from top to bottom, each from left to right', () => {
  const shuffled = fiveBoards.toSorted((a, b) => Math.sin(a[0] * a[3]) - Math.sin(b[0] * b[3]));
  const rows = findRows(shuffled, PICTURE);
  assert.deepEqual(facings(rows), [10, 10, 10, 10, 10]);
  const bottoms = rows.map((row) => shuffled[row.facings[0]][3]);
  assert.deepEqual(
    bottoms,
    bottoms.toSorted((a, b) => a - b),
  );
  for (const row of rows) {
    const lefts = row.facings.map((i) => shuffled[i][0]);
    assert.deepEqual(
      lefts,
      lefts.toSorted((a, b) => a - b),
    );
  }
});

for (const degrees of [-8, -4, 4, 8]) {
  test(`a phone tilted by ${degrees} degrees finds the same rows`, () => {
    assert.deepEqual(facings(findRows(seen(fiveBoards, turned(degrees)), PICTURE)), [10, 10, 10, 10, 10]);
  });
}

for (const depth of [0.3, 0.6, 1]) {
  test(`boards that converge in perspective (${depth}) stay separate rows`, () => {
    assert.deepEqual(facings(findRows(seen(fiveBoards, fromTheSide(depth)), PICTURE)), [10, 10, 10, 10, 10]);
  });
}

test('products of very different heights on one board are one row', () => {
  const boxes = [
    ...board(500, { count: 5, height: 60 }),
    ...board(500, { count: 5, height: 220, left: 400 }),
  ];
  assert.deepEqual(facings(findRows(boxes, PICTURE)), [10]);
});

test('a product on another is stacked, not a facing of its own', () => {
  const below = board(500, { height: 70, count: 8 });
  const above = below
    .slice(2, 7)
    .map(([left, top, right]) => /** @type {Box} */ ([left, top - 70, right, top - 1]));
  const top = above.slice(1, 4).map(([left, y, right]) => /** @type {Box} */ ([left, y - 70, right, y - 1]));
  const boxes = [...above, ...below, ...top, ...board(800)];
  const rows = findRows(boxes, PICTURE);
  assert.deepEqual(
    rows.map((row) => [row.facings.length, row.stacked.length]),
    [
      [8, 8],
      [10, 0],
    ],
  );
});

test('the shelves of a bay beside are numbered with those at about the same height, though their boards lie higher or lower', () => {
  const left = [300, 500, 700].flatMap((bottom) => board(bottom, { count: 6 }));
  const right = [380, 610].flatMap((bottom) => board(bottom, { count: 6, left: 550 }));
  const rows = findRows([...left, ...right], PICTURE);
  assert.deepEqual(facings(rows), [12, 6, 12]);
  assert.deepEqual(
    rows.map(({ pieces }) => pieces.map((piece) => piece.length)),
    [[6, 6], [6], [6, 6]],
  );
});

test('ten cans stacked two high are ten products and five facings of one row', () => {
  const below = board(500, { height: 70, count: 5 });
  const above = below.map(([left, top, right]) => /** @type {Box} */ ([left, top - 70, right, top - 1]));
  const [{ facings: standing, stacked }, ...others] = findRows([...above, ...below, ...board(800)], PICTURE);
  assert.deepEqual([standing.length, stacked.length, others.length], [5, 5, 1]);
});

test('products at the back that peep out above those in front are no row', () => {
  const front = board(500);
  const behind = [2, 4, 5].map((i) => /** @type {Box} */ ([50 + 68 * i, 345, 110 + 68 * i, 395]));
  const rows = findRows([...board(280), ...front, ...behind], PICTURE);
  assert.deepEqual(
    rows.map((row) => [row.facings.length, row.stacked.length]),
    [
      [10, 0],
      [10, 3],
    ],
  );
});

test('a wall of cartons that stand on each other has no shelves', () => {
  const wall = [300, 360, 420, 480, 540, 600].flatMap((bottom) =>
    Array.from({ length: 8 }, (_, i) => /** @type {Box} */ ([60 * i, bottom - 59, 60 * i + 58, bottom])),
  );
  assert.deepEqual(findRows(wall, PICTURE), []);
  assert.equal(withoutShelf(wall.length, []).length, 48);
});

test('every box is in one row or on no shelf, whatever the boxes are, and no two bands overlap', () => {
  const place = fc.nat(900);
  const side = fc.integer({ min: 10, max: 100 });
  const box = fc
    .tuple(place, place, side, side)
    .map(([x, y, width, height]) => /** @type {Box} */ ([x, y, x + width, y + height]));
  const property = fc.property(fc.array(box, { maxLength: 90, size: 'max' }), (boxes) => {
    const rows = findRows(boxes, PICTURE);
    const placed = rows.flatMap((row) => [...row.facings, ...row.stacked]);
    const all = [...placed, ...withoutShelf(boxes.length, rows)];
    assert.deepEqual(
      all.toSorted((a, b) => a - b),
      [...boxes.keys()],
    );
    assert.ok(rows.every((row) => row.facings.length > 0));
    const bands = bandsOf(rows, boxes);
    bands.forEach(({ band }, i) => {
      assert.ok(bands.slice(0, i).every((other) => !overlap(other.band, band)));
    });
  });
  fc.assert(property);
});

test('a band is as high as the products and ends where they end', () => {
  const boxes = [...board(300), ...board(600)].map(
    ([left, top, right, bottom]) => /** @type {Box} */ ([left, top + 0.1 * left, right, bottom + 0.1 * left]),
  );
  const bands = bandsOf(findRows(boxes, PICTURE), boxes);
  assert.deepEqual(
    bands.map(({ row }) => row),
    [0, 1],
  );
  const [topLeft, topRight, bottomRight, bottomLeft] = bands[0].band;
  assert.deepEqual([topLeft.x, topRight.x], [50, 722]);
  assert.ok(Math.abs(bottomLeft.y - 305) < 10 && Math.abs(bottomRight.y - 372) < 10, 'along the board');
  assert.ok(Math.abs(bottomLeft.y - topLeft.y - 120) < 25, 'as high as the products');
});

test('bands that cross like a bow tie overlap', () => {
  /** @type {(a: number, b: number) => import('../../../static/js/photo/bands.js').Band} */
  const band = (left, right) => [
    { x: 0, y: left },
    { x: 100, y: right },
    { x: 100, y: right + 20 },
    { x: 0, y: left + 20 },
  ];
  assert.ok(overlap(band(0, 60), band(60, 0)));
  assert.ok(!overlap(band(0, 0), band(20, 20)));
});

test('bottles with a narrow price rail between them stand on two shelves, flat packs as near stand on one', () => {
  const tall = (/** @type {number} */ bottom) =>
    Array.from(
      { length: 8 },
      (_, i) => /** @type {Box} */ ([50 + i * 50, bottom - 160, 90 + i * 50, bottom]),
    );
  assert.equal(findRows([...tall(400), ...tall(400 + 160 + 20)], PICTURE).length, 2);
  const flat = (/** @type {number} */ bottom) =>
    Array.from(
      { length: 4 },
      (_, i) => /** @type {Box} */ ([50 + i * 170, bottom - 100, 210 + i * 170, bottom]),
    );
  assert.equal(findRows([...flat(400), ...flat(400 + 100 + 8)], PICTURE).length, 1);
});

test('products that stand far apart at one height make a shelf, two of them alone make none', () => {
  const full = [...board(200), ...board(400)];
  const apart = [50, 350, 650].map((left) => /** @type {Box} */ ([left, 500, left + 60, 600]));
  assert.deepEqual(
    findRows([...full, ...apart], PICTURE).map(({ facings }) => facings.length),
    [10, 10, 3],
  );
  assert.equal(findRows([...full, ...apart.slice(0, 2)], PICTURE).length, 2);
});

test('no boxes give no rows, one box gives one row', () => {
  assert.deepEqual(findRows([], PICTURE), []);
  assert.deepEqual(findRows([[1, 1, 5, 5]], PICTURE), [{ facings: [0], stacked: [], pieces: [[0]] }]);
});

test('a space as wide as a product is a gap with the box of the missing product', () => {
  const boxes = [...board(300), ...board(600, { missing: [4] })];
  const gaps = findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE });
  assert.equal(gaps.length, 1);
  const [{ box, row, facings: count }] = gaps;
  assert.deepEqual([row, count], [1, 1]);
  assert.ok(box[0] < 50 + 4 * 68 && box[2] > 50 + 4 * 68 + 60, 'as wide as the product');
  assert.ok(Math.abs(box[3] - 600) < 10 && Math.abs(box[3] - box[1] - 120) < 30, 'as tall as its neighbours');
});

test('a wide gap has the number of products that would fit', () => {
  const boxes = board(600, { missing: [3, 4, 5] });
  assert.deepEqual(
    findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE }).map((gap) => gap.facings),
    [3],
  );
});

test('the products of a gap are as large as their neighbours and stand on their board, also where it tilts', () => {
  const tilt = (/** @type {Box} */ [left, top, right, bottom]) =>
    /** @type {Box} */ ([left, top + 0.1 * left, right, bottom + 0.1 * left]);
  const all = board(600).map(tilt);
  const boxes = board(600, { missing: [4, 5] }).map(tilt);
  const [gap] = findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE });
  const products = productsIn(gap.box, boxes, PICTURE);
  assert.equal(products.length, 2);
  products.forEach((product, i) => {
    const [left, , right, bottom] = all[4 + i];
    for (const [edge, other] of [
      [product[0], left],
      [product[2], right],
      [product[3], bottom],
    ]) {
      assert.ok(Math.abs(edge - other) < 4, `${product} for ${all[4 + i]}`);
    }
    const heights = boxes.map((box) => Math.round(box[3] - box[1]));
    assert.ok(heights.includes(product[3] - product[1]), 'as tall as one of them');
  });
});

test('the products of a gap never extend beyond the photo, and a gap without neighbours is filled with its own box', () => {
  const low = { width: 1000, height: 590 };
  const boxes = board(600, { missing: [4] });
  const [gap] = findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE });
  assert.equal(productsIn(gap.box, boxes, low)[0][3], 590);
  assert.deepEqual(productsIn([10, 20, 50, 90], [], PICTURE), [[10, 20, 50, 90]]);
});

test('the usual space between products that stand apart is not a gap', () => {
  const boxes = board(600, { space: 50, count: 8 });
  assert.deepEqual(findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE }), []);
});

test('a space that another box overlaps is not a gap', () => {
  const boxes = board(600, { missing: [4] });
  const fallen = /** @type {Box} */ ([50 + 4 * 68 - 5, 500, 50 + 4 * 68 + 55, 540]);
  const all = [...boxes, fallen];
  assert.deepEqual(findGaps(all, findRows(all, PICTURE), { picture: PICTURE }), []);
});

test('a space in which the detector has faintly seen something is no gap', () => {
  const boxes = board(600, { missing: [4, 5] });
  const rows = findRows(boxes, PICTURE);
  const [gap] = findGaps(boxes, rows, { picture: PICTURE });
  const faint = [{ box: gap.box, score: 0.3 }];
  assert.deepEqual(findGaps(boxes, rows, { picture: PICTURE, faint }), []);
  assert.equal(
    findGaps(boxes, rows, { picture: PICTURE, faint: [{ box: board(300)[0], score: 0.3 }] }).length,
    1,
  );
});

test('an upright that parts all rows is no gap', () => {
  const parted = [180, 350, 520, 690].flatMap((bottom) => board(bottom, { missing: [4] }));
  assert.deepEqual(findGaps(parted, findRows(parted, PICTURE), { picture: PICTURE }), []);
  const whole = [...board(180), ...board(350), ...board(520), ...board(690, { missing: [4] })];
  assert.equal(findGaps(whole, findRows(whole, PICTURE), { picture: PICTURE }).length, 1);
});

test('where nobody knows what the photo looks like, the space beyond the end of a row is no gap', () => {
  const boxes = [...board(300), ...board(600, { count: 5 })];
  assert.deepEqual(findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE }), []);
});

test('a judged gap is not offered again, even if it moved a little', () => {
  const boxes = board(600, { missing: [2, 6] });
  const gaps = findGaps(boxes, findRows(boxes, PICTURE), { picture: PICTURE });
  assert.equal(gaps.length, 2);
  const [[left, top, right, bottom], other] = [gaps[0].box, gaps[1].box];
  const moved = /** @type {Box} */ ([left + 6, top - 8, right + 6, bottom]);
  assert.deepEqual(openGaps(gaps, { accepted: [moved], dismissed: [] }), [gaps[1]]);
  assert.deepEqual(openGaps(gaps, { accepted: [moved], dismissed: [other] }), []);
});
