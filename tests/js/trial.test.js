import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Trial } from '../../static/js/trial.js';

const LEAST_GAIN = 0.1;

/**
 * @param {number[]} first Times of the first way.
 * @param {number[]} second
 * @param {number} [leastGain]
 */
function decide(first, second, leastGain) {
  const trial = new Trial('first', 'second', { leastGain });
  for (const [turn, time] of first.entries()) {
    assert.equal(trial.isDecided, false);
    assert.equal(trial.next, 'first');
    trial.add('first', time);
    assert.equal(trial.next, 'second');
    trial.add('second', second[turn]);
  }
  assert.equal(trial.isDecided, true);
  return trial.next;
}

test('the ways alternate, and then the faster one is used', () => {
  assert.equal(decide([6, 6, 7, 6, 6, 7], [8, 8, 8, 8, 8, 8]), 'first');
  assert.equal(decide([9, 9, 9, 9, 9, 9], [8, 8, 8, 8, 8, 8]), 'second');
});

test('the first time of each way does not count, nor does an outlier', () => {
  assert.equal(decide([90, 6, 7, 6, 6, 7], [8, 8, 8, 8, 8, 8]), 'first');
  assert.equal(decide([6, 12, 11, 12, 11, 11], [90, 8, 8, 8, 8, 8]), 'second');
  assert.equal(decide([6, 6, 6, 30, 6, 30], [8, 8, 8, 8, 8, 8]), 'first');
});

test('a gain that is too small does not decide for the first way', () => {
  assert.equal(decide([9, 9.5, 9.5, 9.5, 9.5, 9.5], [10, 10, 10, 10, 10, 10], LEAST_GAIN), 'second');
  assert.equal(decide([9, 8.5, 8.5, 8.5, 8.5, 8.5], [10, 10, 10, 10, 10, 10], LEAST_GAIN), 'first');
});

test('times after the decision change nothing', () => {
  const trial = new Trial('first', 'second');
  for (let turn = 0; turn < 6; turn += 1) {
    trial.add('first', 6);
    trial.add('second', 8);
  }
  for (let turn = 0; turn < 20; turn += 1) trial.add('first', 90);
  assert.equal(trial.next, 'first');
});
