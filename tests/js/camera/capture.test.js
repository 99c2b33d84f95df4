import assert from 'node:assert/strict';
import { test } from 'node:test';

import { alignedTo2 } from '../../../static/js/camera/capture.js';
import { cropOf } from '../../../static/js/camera/zoom.js';

test('a part is cut out at even pixels, inside of what the screen shows', () => {
  for (const picture of [
    { width: 720, height: 1280 },
    { width: 1920, height: 1080 },
    { width: 577, height: 1023 },
  ]) {
    for (let factor = 1.1; factor <= 3; factor += 0.1) {
      const wanted = cropOf(picture, factor);
      const crop = alignedTo2(wanted);
      for (const value of Object.values(crop)) assert.equal(value % 2, 0);
      assert.ok(crop.x >= wanted.x && crop.y >= wanted.y);
      assert.ok(crop.x + crop.width <= wanted.x + wanted.width && crop.width > wanted.width - 3);
      assert.ok(crop.y + crop.height <= wanted.y + wanted.height && crop.height > wanted.height - 3);
    }
  }
});
