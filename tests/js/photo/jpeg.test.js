import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { makeThumbnail, redraw } from '../../../static/js/photo/jpeg.js';

const photo = new Blob(['photo'], { type: 'image/jpeg' });
let open = 0;

/** @param {{ context?: object | null, jpeg?: Blob | null }} [options] what the browser gives */
function standInBrowser({ context = {}, jpeg = new Blob(['jpeg']) } = {}) {
  const bitmap = async () => {
    open += 1;
    return {
      width: 4000,
      height: 3000,
      close: () => {
        open -= 1;
      },
    };
  };
  class Canvas {
    /** @param {number} width @param {number} height */
    constructor(width, height) {
      Object.assign(this, { width, height });
    }
    getContext() {
      return context && { canvas: this, drawImage: () => {}, ...context };
    }
    async convertToBlob() {
      return jpeg;
    }
  }
  Object.assign(globalThis, { createImageBitmap: bitmap, OffscreenCanvas: Canvas });
}

afterEach(() => {
  open = 0;
  for (const name of ['createImageBitmap', 'OffscreenCanvas']) Reflect.deleteProperty(globalThis, name);
});

test('a photo is made smaller and keeps its shape', async () => {
  standInBrowser();
  /** @type {number[]} */
  let size = [];
  const draw = (/** @type {{ canvas: { width: number, height: number } }} */ { canvas }) => {
    size = [canvas.width, canvas.height];
  };
  await redraw(photo, { quality: 0.8, longSide: 480, draw });
  assert.deepEqual(size, [480, 360]);
  assert.equal(open, 0);
});

/** @type {[string, Parameters<typeof standInBrowser>[0]][]} */
const FAILURES = [
  ['gives no canvas', { context: null }],
  [
    'cannot draw the picture',
    {
      context: {
        drawImage: () => {
          throw new DOMException('out of memory', 'InvalidStateError');
        },
      },
    },
  ],
  ['gives no JPEG', { jpeg: null }],
];

for (const [what, options] of FAILURES) {
  test(`the decoded picture is closed when the browser ${what}`, async () => {
    standInBrowser(options);
    await assert.rejects(makeThumbnail(photo));
    assert.equal(open, 0);
  });
}
