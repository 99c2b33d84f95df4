import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  boxOnStage,
  fit,
  frame,
  pan,
  pointOnPhoto,
  reveal,
  zoom,
} from '../../../../static/js/features/review/viewport.js';

const PHOTO = { width: 1000, height: 2000 };
const STAGE = { width: 400, height: 600 };

test('the whole photo fits, in the middle', () => {
  assert.deepEqual(fit(PHOTO, STAGE), { scale: 0.3, x: 50, y: 0 });
});

test('zooming keeps the point under the fingers where it is', () => {
  const at = { x: 200, y: 300 };
  const before = fit(PHOTO, STAGE);
  const after = zoom(before, 3, at, PHOTO, STAGE);
  assert.ok(Math.abs(after.scale - 0.9) < 1e-9);
  const [was, is] = [pointOnPhoto(before, at), pointOnPhoto(after, at)];
  assert.ok(Math.abs(was.x - is.x) < 1e-6 && Math.abs(was.y - is.y) < 1e-6);
});

test('zoom is limited to the whole photo and to the useful maximum', () => {
  const whole = fit(PHOTO, STAGE);
  assert.equal(zoom(whole, 0.1, { x: 0, y: 0 }, PHOTO, STAGE).scale, whole.scale);
  assert.equal(zoom(whole, 1e6, { x: 0, y: 0 }, PHOTO, STAGE).scale, 3);
});

test('a zoomed photo leaves no empty space at its edges', () => {
  const close = zoom(fit(PHOTO, STAGE), 4, { x: 200, y: 300 }, PHOTO, STAGE);
  const { x, y, scale } = pan(close, { x: 9999, y: -9999 }, PHOTO, STAGE);
  assert.equal(x, 0);
  assert.equal(y, STAGE.height - PHOTO.height * scale);
});

test('a box outside the screen is scrolled into view, one inside moves nothing', () => {
  const close = zoom(fit(PHOTO, STAGE), 5, { x: 0, y: 0 }, PHOTO, STAGE);
  const shown = reveal(close, [900, 1800, 950, 1900], PHOTO, STAGE);
  const [left, top, right, bottom] = boxOnStage(shown, [900, 1800, 950, 1900]);
  assert.ok(left >= 0 && top >= 0 && right <= STAGE.width && bottom <= STAGE.height);
  assert.deepEqual(reveal(shown, [900, 1800, 950, 1900], PHOTO, STAGE), shown);
});

test('a framed box is centred with some of its surroundings', () => {
  const [left, , right] = boxOnStage(frame([480, 980, 520, 1020], 0.2, PHOTO, STAGE), [480, 980, 520, 1020]);
  assert.ok(Math.abs((left + right) / 2 - 200) < 1);
  assert.ok(Math.abs(right - left - 80) < 1);
});
