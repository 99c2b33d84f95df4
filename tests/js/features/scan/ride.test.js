import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Ride } from '../../../../static/js/features/scan/ride.js';
import { pictureOf, texture } from '../../camera/motion/pictures.js';

/** @typedef {import('../../../../static/js/features/scan/motion.js').Box} Box */

const [WIDTH, HEIGHT] = [54, 96];
/** Pixels of the camera's picture in one of the small picture. */
const PIXELS = 10;
const WHOLE = { x: 0, y: 0, width: WIDTH * PIXELS, height: HEIGHT * PIXELS };
const FRAME_MS = 1000 / 30;

const shelf = texture(1);

/** @param {import('../../camera/motion/pictures.js').Brightness} brightness */
const pyramid = (brightness) => pictureOf(brightness, { width: WIDTH, height: HEIGHT });

/** A scan of a shelf that goes by. */
class Walk {
  ride = new Ride();
  now_ms = 0;
  x = 0;

  /** @param {number} [frames] @param {number} [dx] small pixels a frame @param {typeof WHOLE} [crop] */
  go(frames = 1, dx = 0, crop = WHOLE) {
    for (let i = 0; i < frames; i += 1) {
      this.x += dx;
      this.now_ms += FRAME_MS;
      const x0 = this.x;
      this.ride.add({ pyramid: pyramid((x, y) => shelf(x - x0, y)), crop, now_ms: this.now_ms });
    }
    return this.ride.position;
  }

  cut() {
    this.now_ms += FRAME_MS;
    const other = texture(Math.round(this.now_ms));
    this.ride.add({ pyramid: pyramid(other), crop: WHOLE, now_ms: this.now_ms });
  }
}

const found = [{ id: 7, box: /** @type {Box} */ ([200, 300, 260, 380]) }];

test('a box lies on its product when it is drawn, although the picture has moved since it was taken', () => {
  const walk = new Walk();
  const from = walk.go(3, 0.6);
  walk.go(10, 0.6);
  const [{ id, box }] = walk.ride.carry(found, from) ?? [];
  assert.equal(id, 7);
  [260, 300, 320, 380].forEach((edge, i) => {
    assert.ok(Math.abs(box[i] - edge) < 3, `${box}`);
  });
});

test('on the picture on which it was found a box lies where it was found', () => {
  const walk = new Walk();
  const from = walk.go(5, 1);
  assert.deepEqual(walk.ride.carry(found, from), found);
});

test('where the zoom shows a part of the picture, its motion is that of the part', () => {
  const walk = new Walk();
  const part = { x: 180, y: 320, width: WHOLE.width / 3, height: WHOLE.height / 3 };
  const from = walk.go(2, 0, part);
  walk.go(6, 1.5, part);
  const [{ box }] = walk.ride.carry(found, from) ?? [];
  assert.ok(Math.abs(box[0] - 200 - (9 * PIXELS) / 3) < 2, `${box}`);
});

test('another zoom moves no box', () => {
  const walk = new Walk();
  const from = walk.go(3);
  walk.go(1, 4, { x: 180, y: 320, width: 180, height: 320 });
  assert.deepEqual(walk.ride.carry(found, from), found);
});

test('after a cut nobody knows where a box from before lies, and one from after it is known', () => {
  const walk = new Walk();
  const from = walk.go(3);
  walk.cut();
  assert.equal(walk.ride.carry(found, from), null);
  assert.equal(walk.ride.motionSince(from), null);
  assert.deepEqual(walk.ride.carry(found, walk.ride.position), found);
});

test('a camera whose motion can never be measured keeps its boxes', () => {
  const walk = new Walk();
  walk.go(2);
  for (let i = 0; i < 60; i += 1) walk.cut();
  const from = walk.ride.position;
  walk.cut();
  assert.deepEqual(walk.ride.carry(found, from), found);
  assert.equal(walk.ride.isTooFast, false);
});

test('walking along a shelf is not too fast, a swing is, and slowing down ends it', () => {
  const walk = new Walk();
  walk.go(15, (0.6 * HEIGHT) / 30);
  assert.equal(walk.ride.isTooFast, false);
  walk.go(8, (1.4 * HEIGHT) / 30);
  assert.equal(walk.ride.isTooFast, true);
  walk.go(8, (0.3 * HEIGHT) / 30);
  assert.equal(walk.ride.isTooFast, false);
});

test('one bad frame is no swing', () => {
  const walk = new Walk();
  walk.go(10);
  walk.cut();
  assert.equal(walk.ride.isTooFast, false);
});

test('a picture that is held still is not too fast', () => {
  const walk = new Walk();
  walk.go(10, (1.5 * HEIGHT) / 30);
  walk.ride.rest();
  assert.equal(walk.ride.isTooFast, false);
  walk.now_ms += 5000;
  walk.go(1);
  assert.equal(walk.ride.isTooFast, false);
});

test('how far the picture went is net: a hand that trembles gets nowhere', () => {
  const walk = new Walk();
  const from = walk.go(2);
  for (let i = 0; i < 5; i += 1) {
    walk.go(1, 1);
    walk.go(1, -1);
  }
  const trembled = walk.ride.motionSince(from);
  assert.ok(trembled && trembled.travel < 0.005);
  walk.go(10, 1);
  const went = walk.ride.motionSince(from);
  assert.ok(went && Math.abs(went.travel - 10 / HEIGHT) < 0.01, `${went?.travel}`);
});
