import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ProductScale } from '../../../../static/js/features/scan/product-scale.js';
import { SCALE_SELECTION } from '../../models/cards.js';

const MOST = 640;

/**
 * A scan, a frame a quarter of a second, of products that take a part of the picture's long side.
 */
class Scan {
  now_ms = 0;
  scale = new ProductScale(SCALE_SELECTION);

  /**
   * @param {number} frames
   * @param {number | null} part of the long side that a product takes; null: nothing is found
   * @param {{ most?: number, isResting?: boolean, partAtMost?: number }} [options] `partAtMost`: what seems to be a
   *   product at the largest size
   * @returns {string[]} the long side of each frame, looks in brackets
   */
  see(frames, part, { most = MOST, isResting = false, partAtMost } = {}) {
    return Array.from({ length: frames }, () => {
      this.now_ms += 250;
      const { longSide, isLook } = this.scale.next(most, this.now_ms, isResting);
      const seen = longSide === most ? (partAtMost ?? part) : part;
      this.scale.add({ longSide, isLook, typical: seen && seen * longSide }, most, isResting);
      return isLook ? `(${longSide})` : `${longSide}`;
    });
  }
}

test('near products are seen in a small input after one look', () => {
  assert.deepEqual(new Scan().see(4, 1 / 4), ['(320)', '256', '256', '256']);
  assert.deepEqual(new Scan().see(3, 1 / 11), ['(320)', '448', '448']);
});

test('far products are seen at the largest size, with a look every two seconds', () => {
  const seen = new Scan().see(20, 1 / 30);
  assert.deepEqual([...new Set(seen)], ['(320)', '640']);
  assert.deepEqual(
    seen.flatMap((each, i) => (each === '(320)' ? [i] : [])),
    [0, 8, 16],
  );
});

test('parts of near products, which look like products at a large size, do not keep it large', () => {
  const scan = new Scan();
  scan.see(4, 1 / 30);
  const seen = scan.see(10, 1 / 4, { partAtMost: 1 / 16 });
  assert.equal(seen.at(-1), '256');
});

test('far products lead back to the largest size, also when nothing of them is found in a small input', () => {
  const scan = new Scan();
  scan.see(4, 1 / 4);
  assert.deepEqual(scan.see(3, 1 / 30), ['256', '256', '640']);
  const other = new Scan();
  other.see(4, 1 / 4);
  assert.deepEqual(other.see(3, null), ['256', '256', '640']);
});

test('a look that saw only what is larger than the rest does not make the size change to and fro', () => {
  const scan = new Scan();
  /** @type {string[]} */
  const seen = [];
  for (let i = 0; i < 40; i += 1) {
    scan.now_ms += 250;
    const { longSide, isLook } = scan.scale.next(MOST, scan.now_ms, false);
    scan.scale.add({ longSide, isLook, typical: isLook ? 30 : longSide / 60 }, MOST, false);
    seen.push(isLook ? `(${longSide})` : `${longSide}`);
  }
  assert.deepEqual(seen.slice(0, 4), ['(320)', '448', '448', '640']);
  assert.deepEqual(new Set(seen.slice(3)), new Set(['640']));
});

test('a single frame that finds other products changes nothing', () => {
  const scan = new Scan();
  scan.see(4, 1 / 8);
  assert.deepEqual(
    [...scan.see(1, 1 / 5), ...scan.see(2, 1 / 8), ...scan.see(1, 1 / 5)],
    Array(4).fill('320'),
  );
});

test('products of about the same size change nothing', () => {
  const scan = new Scan();
  scan.see(4, 1 / 8);
  assert.deepEqual(new Set([...scan.see(9, 1 / 9.4), ...scan.see(9, 1 / 6.8)]), new Set(['320']));
});

test('while the number rests, nothing changes and no look is taken', () => {
  const scan = new Scan();
  scan.see(2, 1 / 30);
  assert.deepEqual(new Set(scan.see(40, 1 / 4, { isResting: true })), new Set(['640']));
  assert.equal(scan.see(1, 1 / 4)[0], '(320)', 'afterwards at once');
});

test('the size never exceeds the one at which the device keeps up', () => {
  const scan = new Scan();
  assert.deepEqual(scan.see(3, 1 / 30, { most: 416 }), ['(320)', '416', '416']);
  assert.deepEqual(scan.see(2, 1 / 30, { most: 320 }), ['320', '320']);
  const slow = new Scan();
  assert.deepEqual(slow.see(4, 1 / 4, { most: 320 }), ['320', '320', '256', '256'], 'which needs no look');
});
