import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOn, countedFacings, facingAt } from '../../../../static/js/features/scan/in-view.js';
import {
  isInRegion,
  moveRegion,
  placeHandle,
  regionBetween,
  resizeRegion,
} from '../../../../static/js/features/scan/region.js';
import { bayOf } from '../../../../static/js/geometry/part.js';

const BAY = bayOf({ width: 720, height: 1280 });
const whole = { x: 0, y: 0, width: 1000, height: 2000 };

/** @param {number} id @param {[number, number, number, number]} box */
const facing = (id, box) => ({ id, box, score: 0.9, label: 0 });

/** @param {{ left: number, top: number, right: number, bottom: number }} region */
const rounded = ({ left, top, right, bottom }) =>
  [left, top, right, bottom].map((edge) => Math.round(edge * 1e6) / 1e6);

test('a rectangle can be dragged from any corner, and ends at the picture’s edge', () => {
  const region = regionBetween({ x: 0.8, y: 1.2 }, { x: 0.3, y: 0.4 });
  assert.deepEqual(region, { left: 0.3, top: 0.4, right: 0.8, bottom: 1 });
});

test('a tapped corner moves to the place of the next tap, and the grip moves the whole region', () => {
  const region = { left: 0.2, top: 0.2, right: 0.6, bottom: 0.6 };
  const corner = placeHandle(region, { x: 1, y: -1 }, { x: 0.9, y: 0.1 });
  assert.deepEqual(rounded(corner), [0.2, 0.1, 0.9, 0.6]);
  const all = placeHandle(region, { x: 0, y: 0 }, { x: 0.5, y: 0.95 });
  assert.deepEqual(rounded(all), [0.3, 0.6, 0.7, 1]);
});

test('a very small drag is not a region', () => {
  assert.equal(regionBetween({ x: 0.5, y: 0.1 }, { x: 0.52, y: 0.9 }), null);
});

test('a region keeps its size while it is moved, and stays inside the picture', () => {
  const moved = moveRegion({ left: 0.2, top: 0.2, right: 0.6, bottom: 0.5 }, 0.9, -0.9);
  assert.deepEqual(rounded(moved), [0.6, 0, 1, 0.3]);
});

test('a corner moves its two edges alone, and never past the opposite ones', () => {
  const resized = resizeRegion(BAY, { x: 1, y: -1 }, -2, 0.1);
  assert.equal(resized.left, BAY.left);
  assert.equal(resized.bottom, BAY.bottom);
  assert.ok(resized.right > resized.left + 0.1);
  assert.ok(Math.abs(resized.top - BAY.top - 0.1) < 1e-9);
});

test('without a region everything counts', () => {
  assert.ok(isInRegion(null, 0.01, 0.99));
});

test('a facing counts if its centre is inside, even if it extends over the edge', () => {
  const region = { left: 0.2, top: 0.2, right: 0.8, bottom: 0.8 };
  const inside = facing(1, [150, 500, 300, 700]);
  const outside = facing(2, [150, 500, 240, 700]);
  assert.deepEqual(countedFacings([inside, outside], whole, region), [inside]);
});

test('facings outside the zoomed part do not count', () => {
  const crop = { x: 250, y: 500, width: 500, height: 1000 };
  const shown = facing(1, [400, 800, 500, 900]);
  assert.deepEqual(countedFacings([shown, facing(2, [100, 800, 200, 900])], crop, null), [shown]);
  assert.deepEqual([...boxesOn([shown], crop).boxes], [150, 300, 250, 400]);
});

test('a region refers to the part that the zoom shows, not to the whole picture', () => {
  const crop = { x: 250, y: 500, width: 500, height: 1000 };
  const topLeft = { left: 0, top: 0, right: 0.5, bottom: 0.5 };
  const counted = facing(1, [300, 600, 400, 700]);
  assert.deepEqual(countedFacings([counted, facing(2, [600, 600, 700, 700])], crop, topLeft), [counted]);
});

test('a tap chooses the smallest facing under the finger', () => {
  const large = facing(1, [0, 0, 500, 500]);
  const small = facing(2, [100, 100, 200, 200]);
  assert.equal(facingAt([large, small], whole, { x: 0.15, y: 0.075 }), small);
  assert.equal(facingAt([large, small], whole, { x: 0.4, y: 0.2 }), large);
});

test('a tap just beside a narrow facing still chooses it, one far away chooses none', () => {
  const narrow = facing(1, [100, 100, 110, 300]);
  assert.equal(facingAt([narrow], whole, { x: 0.125, y: 0.1 }), narrow);
  assert.equal(facingAt([narrow], whole, { x: 0.5, y: 0.1 }), null);
});
