import assert from 'node:assert/strict';
import { test } from 'node:test';

import { areaOf, intersectionOf, iouOf } from '../../../static/js/geometry/boxes.js';

test('IoU is the intersection divided by the union', () => {
  assert.equal(intersectionOf([0, 0, 4, 2], [2, 0, 6, 2]), 4);
  assert.equal(iouOf([0, 0, 4, 2], [2, 0, 6, 2]), 4 / 12);
  assert.equal(iouOf([0, 0, 4, 4], [1, 1, 3, 3]), 4 / 16, 'one inside the other');
  assert.equal(iouOf([1, 2, 3, 4], [1, 2, 3, 4]), 1);
});

test('the IoU of boxes that are apart, touch or are empty is 0', () => {
  for (const other of [
    [5, 0, 6, 2],
    [0, 5, 4, 6],
    [5, 5, 6, 6],
    [4, 0, 8, 2],
    [2, 1, 2, 1],
  ]) {
    assert.equal(intersectionOf([0, 0, 4, 2], other), 0);
    assert.equal(iouOf([0, 0, 4, 2], other), 0);
  }
  assert.equal(iouOf([2, 1, 2, 1], [2, 1, 2, 1]), 0, 'two empty ones');
});

test('in flat arrays, the boxes with the given indices are compared', () => {
  const many = Float32Array.of(9, 9, 9, 9, 0, 0, 4, 2, 2, 0, 6, 2);
  assert.equal(areaOf(many, 1), 8);
  assert.equal(iouOf(many, many, 1, 2), 4 / 12);
  assert.equal(iouOf([0, 0, 4, 2], many, 0, 2), 4 / 12);
});
