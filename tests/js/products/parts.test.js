import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { partsOf } from '../../../static/js/products/parts.js';

const vector = JSON.parse(await readFile(new URL('../../vectors/parts.json', import.meta.url), 'utf8'));

test('parts of an example are those that training measures', () => {
  const parts = vector.boxes.map(partsOf);
  const rounded = (/** @type {number[][][]} */ boxes) =>
    boxes.map((box) => box.map((part) => part.map((side) => Math.round(side * 1e6) / 1e6)));
  assert.deepEqual(rounded(parts), vector.parts);
});
