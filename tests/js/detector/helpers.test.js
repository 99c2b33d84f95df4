import assert from 'node:assert/strict';
import { test } from 'node:test';
import { helpersToStart } from '../../../static/js/detector/helpers.js';

/** @param {string} userAgent @param {number} cores */
function inWorker(userAgent, cores) {
  Object.defineProperty(globalThis, 'Worker', { value: class {}, configurable: true });
  const value = { userAgent, hardwareConcurrency: cores };
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
}

test('half of the cores help, at most three', () => {
  for (const [cores, helpers] of [
    [1, 0],
    [2, 1],
    [4, 2],
    [16, 3],
  ]) {
    inWorker('Mozilla/5.0 Chrome/156.0', cores);
    assert.equal(helpersToStart(), helpers, `${cores} cores`);
  }
});

test('in Firefox, where starting them can hang the detector, there are none', () => {
  inWorker('Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0', 8);
  assert.equal(helpersToStart(), 0);
});
