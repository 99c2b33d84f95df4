import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decode, makeAnchors } from '../../../static/js/detector/decode.js';
import { fc, parts } from '../properties.js';

const LEVELS = [
  {
    stride: 16,
    sizes: /** @type {[number, number][]} */ ([
      [24, 40],
      [48, 80],
    ]),
  },
  { stride: 32, sizes: /** @type {[number, number][]} */ ([[96, 128]]) },
];
const INPUT = 128;
const ANCHORS = makeAnchors(LEVELS, INPUT, INPUT);
const SCALES = fc.constantFrom(
  ...[
    [0.1, 0.1, 0.2, 0.2],
    [1, 1, 1, 1],
  ],
);

/** @param {number[]} scales @returns {any} The parts of a card that decode reads. */
const cardOf = (scales) => ({ labels: ['can', 'box', 'bottle'], boxCoding: { scales } });

/** A product on the input, at one of the anchors; `logits` of the three labels. */
const product = fc.record({
  anchor: fc.nat(ANCHORS.length / 4 - 1),
  centre: fc.tuple(fc.integer({ min: -20, max: 150 }), fc.integer({ min: -20, max: 150 })),
  size: fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 })),
  logits: fc.array(parts(-8, 8), { minLength: 3, maxLength: 3 }),
});
const products = fc.uniqueArray(product, { selector: ({ anchor }) => anchor, maxLength: 20 });

/**
 * What a perfect network would predict: the inverse of the box coding, as Liu et al. (2016, section 2.2) write it.
 *
 * @param {(typeof products extends import('fast-check').Arbitrary<infer T> ? T : never)} all
 * @param {number[]} scales
 */
function encode(all, scales) {
  const raw = new Float32Array((ANCHORS.length / 4) * 7).fill(-20);
  for (const { anchor, centre, size, logits } of all) {
    const [x, y, width, height] = ANCHORS.subarray(4 * anchor);
    const shift = [(centre[0] - x) / width, (centre[1] - y) / height];
    const code = [...shift, Math.log(size[0] / width), Math.log(size[1] / height)];
    raw.set([...logits, ...code.map((value, i) => value / scales[i])], 7 * anchor);
  }
  return raw;
}

test('an anchor is in the middle of its cell, and every cell has one of each size', () => {
  const cells = fc.integer({ min: 1, max: 12 });
  const property = fc.property(cells, cells, (rows, columns) => {
    const [height, width] = [32 * rows, 32 * columns];
    const anchors = makeAnchors(LEVELS, height, width);
    assert.equal(anchors.length / 4, rows * columns * (4 * 2 + 1));
    for (let i = 0; i < anchors.length; i += 4) {
      const [x, y, anchorWidth] = anchors.subarray(i);
      const stride = anchorWidth === 96 ? 32 : 16;
      assert.ok((x / stride) % 1 === 0.5 && (y / stride) % 1 === 0.5);
      assert.ok(x > 0 && x < width && y > 0 && y < height);
    }
  });
  fc.assert(property);
});

test('the code of a box is decoded to the box, with its best label and its score, if that reaches the threshold', () => {
  const threshold = parts(0.05, 0.95);
  const property = fc.property(products, SCALES, threshold, (all, scales, threshold) => {
    const found = decode(encode(all, scales), ANCHORS, cardOf(scales), threshold);
    const scoreOf = (/** @type {number} */ logit) => 1 / (1 + Math.exp(-Math.fround(logit)));
    const wanted = all
      .toSorted((a, b) => a.anchor - b.anchor)
      .map(({ logits, ...rest }) => ({
        ...rest,
        logits: logits.map(Math.fround),
        best: Math.max(...logits.map(Math.fround)),
      }))
      .filter(({ best }) => best >= Math.log(threshold / (1 - threshold)));
    assert.equal(found.scores.length, wanted.length);
    wanted.forEach(({ centre, size, logits, best }, i) => {
      assert.equal(found.labels[i], logits.indexOf(best));
      assert.ok(Math.abs(found.scores[i] - scoreOf(best)) < 1e-6);
      const box = [0, 1].map((axis) => centre[axis] - size[axis] / 2);
      const edges = [...box, box[0] + size[0], box[1] + size[1]];
      edges.forEach((edge, k) => {
        assert.ok(Math.abs(found.boxes[4 * i + k] - edge) < 0.01, `${found.boxes[4 * i + k]}, not ${edge}`);
      });
    });
  });
  fc.assert(property, { numRuns: 200 });
});

test('any prediction, of infinity or of no number too, gives boxes of which none scores less than the threshold', () => {
  const length = (ANCHORS.length / 4) * 7;
  const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 3e38));
  const holes = fc.dictionary(fc.nat(length - 1).map(String), value, { maxKeys: 20 });
  const property = fc.property(holes, parts(0.01, 0.99), (holes, threshold) => {
    const raw = new Float32Array(length).fill(-20);
    for (const [at, value] of Object.entries(holes)) raw[Number(at)] = value;
    const { boxes, scores, labels } = decode(raw, ANCHORS, cardOf([1, 1, 1, 1]), threshold);
    assert.ok(boxes.length === 4 * scores.length && labels.length === scores.length);
    assert.ok(scores.every((score) => score >= threshold - 1e-6 && score <= 1));
    assert.ok(boxes.every(Number.isFinite), String(boxes));
  });
  fc.assert(property, { numRuns: 300 });
});

test('a prediction that is sure of a box, and does not know where it is, is not a box', () => {
  const unknown = [Number.NaN, Infinity, 3e38];
  for (const code of unknown.flatMap((value) => [0, 1, 2, 3].map((at) => [0, 0, 0, 0].with(at, value)))) {
    const raw = Float32Array.of(5, -5, -5, ...code);
    assert.equal(
      decode(raw, ANCHORS.subarray(0, 4), cardOf([1, 1, 1, 1]), 0.5).scores.length,
      0,
      String(code),
    );
  }
});
