import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Advisor } from '../../../../static/js/features/scan/advisor.js';

/** @typedef {import('../../../../static/js/camera/hints.js').Luminance} Luminance */
/** @typedef {import('../../../../static/js/features/scan/tracking.js').Facing} Facing */

const DARK = { brightness: 0.05, sharpness: 0.4 };
const GOOD = { brightness: 0.5, sharpness: 0.4 };
const video = /** @type {HTMLVideoElement} */ ({});
const frame = { crop: { x: 0, y: 0, width: 1280, height: 720 }, longSide: 640 };

/** @param {number} side_px of each of eight products, pixels of the camera's picture @returns {Facing[]} */
const products = (side_px) =>
  Array.from({ length: 8 }, (_, id) => ({ id, box: [0, 0, side_px, 2 * side_px], score: 0.9, label: 0 }));

/**
 * @param {(Luminance | null)[]} luminances one for each frame; null while the last check is recent
 * @param {Facing[]} counted
 */
function hints(luminances, counted) {
  const rest = [...luminances];
  const advisor = new Advisor({ look: () => rest.shift() ?? null });
  return luminances.map(() => advisor.look(video, counted, frame));
}

test('a hint is shown when two checks in a row find the same problem', () => {
  assert.deepEqual(hints([DARK, DARK, DARK], products(60)), [undefined, 'dark', 'dark']);
});

test('the result of a single check shows no hint, and ends none', () => {
  assert.deepEqual(hints([GOOD, DARK, GOOD], products(60)), [null, undefined, undefined]);
  assert.deepEqual(hints([DARK, DARK, GOOD, DARK], products(60)), [undefined, 'dark', undefined, undefined]);
});

test('a hint ends when two checks in a row find nothing wrong', () => {
  assert.deepEqual(hints([DARK, DARK, GOOD, GOOD], products(60)).slice(2), [undefined, null]);
});

test('frames between two checks change nothing', () => {
  assert.deepEqual(hints([DARK, null, null, DARK], products(60)), [undefined, undefined, undefined, 'dark']);
});

test('the distance of products is judged by their size in the network’s input, not in the camera’s picture', () => {
  assert.equal(hints([GOOD, GOOD], products(24))[1], null, '12 pixels of the input');
  assert.equal(hints([GOOD, GOOD], products(20))[1], 'far', '10 pixels of the input');
});
