import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  clampZoom,
  cropOf,
  MOST_DIGITAL_ZOOM,
  mostZoom,
  nativeValue,
  nativeZoomOf,
} from '../../../static/js/camera/zoom.js';

/** @param {unknown} zoom */
const zoomOf = (zoom) => nativeZoomOf(/** @type {MediaTrackCapabilities} */ ({ zoom }));

test('a track without zoom, or with hardly any, is zoomed by cropping', () => {
  assert.equal(zoomOf(undefined), null);
  assert.equal(zoomOf({ min: 1, max: 1.2 }), null);
  assert.equal(mostZoom(null), MOST_DIGITAL_ZOOM);
});

test('1x is the normal lens where a wide angle is part of the range', () => {
  const native = zoomOf({ min: 0.6, max: 8 });
  assert.ok(native);
  assert.equal(nativeValue(1, native), 1);
  assert.equal(nativeValue(3, native), 3);
});

test('1x is the minimum of a camera whose zoom range starts at 100', () => {
  const native = zoomOf({ min: 100, max: 400 });
  assert.ok(native);
  assert.equal(nativeValue(2, native), 200);
  assert.equal(mostZoom(native), 4);
});

test('a factor is clamped to the range and rounded to readable steps', () => {
  assert.equal(clampZoom(0.3, null), 1);
  assert.equal(clampZoom(99, null), MOST_DIGITAL_ZOOM);
  assert.equal(clampZoom(1.4499, null), 1.4);
});

test('the crop is the middle of the picture in whole pixels', () => {
  assert.deepEqual(cropOf({ width: 1080, height: 1920 }, 2), { x: 270, y: 480, width: 540, height: 960 });
  assert.deepEqual(cropOf({ width: 1080, height: 1920 }, 1), { x: 0, y: 0, width: 1080, height: 1920 });
  const { x, width } = cropOf({ width: 1081, height: 1921 }, 1.3);
  assert.ok(Number.isInteger(x) && Number.isInteger(width) && x + width <= 1081);
});
