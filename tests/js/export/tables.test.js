import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Tables } from '../../../static/js/export/tables.js';

const greetings = {
  name: 'greetings',
  columns: () => [
    { key: 'word', value: (/** @type {string} */ word) => word },
    { key: 'length', value: (/** @type {string} */ word) => word.length },
  ],
  rows: (/** @type {string[]} */ words) => words,
};

test('a registered table has the rows and columns of the exported data', () => {
  const [table] = new Tables().register(greetings).fill(['hello', 'hi']);
  assert.equal(table.name, 'greetings');
  assert.deepEqual(table.cells, [
    ['word', 'length'],
    ['hello', 5],
    ['hi', 2],
  ]);
});

test('two tables with the same name are refused, because one file would overwrite the other', () => {
  assert.throws(() => new Tables().register(greetings).register(greetings), /greetings/);
});
