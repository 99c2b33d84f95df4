import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { FrozenWatch } from '../../../static/js/camera/frozen-watch.js';

mock.timers.enable({ apis: ['setTimeout'] });

/** Time passes in steps, so that no timer is late. @param {number} ms */
const pass = (ms) => {
  for (let step = 0; step < ms; step += 100) mock.timers.tick(100);
};

function makeWatch() {
  /** @type {boolean[]} */
  const told = [];
  return { watch: new FrozenWatch((isFrozen) => told.push(isFrozen)), told };
}

test('a camera that gives no picture for three seconds is told once, and again when it gives one', () => {
  const { watch, told } = makeWatch();
  watch.waiting();
  pass(1000);
  watch.frame();
  watch.waiting();
  pass(2400);
  assert.deepEqual(told, []);
  pass(600);
  assert.deepEqual(told, [true]);
  pass(10_000);
  assert.deepEqual(told, [true]);
  watch.frame();
  assert.deepEqual(told, [true, false]);
  assert.equal(watch.isFrozen, false);
});

test('a frame that is being counted for long is not taken for a frozen camera', () => {
  const { watch, told } = makeWatch();
  watch.waiting();
  watch.frame();
  pass(20_000);
  assert.deepEqual(told, []);
});

test('a picture that the person holds still is not frozen, and is watched again afterwards', () => {
  const { watch, told } = makeWatch();
  watch.waiting();
  watch.hold(true);
  pass(20_000);
  assert.deepEqual(told, []);
  watch.hold(false);
  pass(3000);
  assert.deepEqual(told, [true]);
});

test('a camera that the system mutes is told at once, whatever frames it still gives', () => {
  const { watch, told } = makeWatch();
  watch.mute(true);
  assert.deepEqual(told, [true]);
  watch.waiting();
  watch.frame();
  assert.deepEqual(told, [true]);
  watch.mute(false);
  assert.deepEqual(told, [true, false]);
});

test('after the scan nothing is told any more', () => {
  const { watch, told } = makeWatch();
  watch.waiting();
  watch.dispose();
  pass(10_000);
  assert.deepEqual(told, []);
});
