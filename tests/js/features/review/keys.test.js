import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commandOfKey } from '../../../../static/js/features/review/keys.js';

/** @param {string} key @param {Partial<KeyboardEvent>} [with_] */
const press = (key, with_ = {}) => ({
  key,
  ...{ ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, repeat: false },
  ...with_,
});

test('with nothing selected arrows select, and Tab leaves the photo', () => {
  assert.deepEqual(commandOfKey(press('ArrowRight'), null), { type: 'next', direction: 1 });
  assert.deepEqual(commandOfKey(press('ArrowUp'), null), { type: 'next', direction: -1 });
  assert.equal(commandOfKey(press('Tab'), null), null);
});

test('with a box selected Tab selects the next, arrows move, and Shift with arrows resizes', () => {
  assert.deepEqual(commandOfKey(press('Tab'), 'box'), { type: 'next', direction: 1 });
  assert.deepEqual(commandOfKey(press('Tab', { shiftKey: true }), 'box'), { type: 'next', direction: -1 });
  const left = { x: -1, y: 0 };
  assert.deepEqual(commandOfKey(press('ArrowLeft', { repeat: true }), 'box'), {
    ...{ type: 'move', direction: left, isHeld: true },
  });
  assert.equal(commandOfKey(press('ArrowLeft', { shiftKey: true }), 'box')?.type, 'resize');
});

test('Delete removes and Escape deselects, but only if something is selected', () => {
  assert.equal(commandOfKey(press('Delete'), 'box')?.type, 'remove');
  assert.equal(commandOfKey(press('Escape'), 'box')?.type, 'deselect');
  assert.equal(commandOfKey(press('Delete'), null), null);
  assert.equal(commandOfKey(press('Escape'), null), null);
});

test('A adds a box, and fills a selected gap', () => {
  assert.equal(commandOfKey(press('a'), null)?.type, 'add');
  assert.equal(commandOfKey(press('A'), 'box')?.type, 'add');
  assert.equal(commandOfKey(press('a'), 'gap')?.type, 'fill');
  assert.equal(commandOfKey(press('Insert'), 'gap')?.type, 'fill');
});

test('undo and redo have the keys that people know, on a Mac too', () => {
  assert.equal(commandOfKey(press('z', { ctrlKey: true }), null)?.type, 'undo');
  assert.equal(commandOfKey(press('Z', { ctrlKey: true, shiftKey: true }), 'box')?.type, 'redo');
  assert.equal(commandOfKey(press('z', { metaKey: true }), null)?.type, 'undo');
  assert.equal(commandOfKey(press('y', { ctrlKey: true }), null)?.type, 'redo');
});

test('keys of the browser are not taken', () => {
  for (const key of ['r', 'a', 'Tab', 'ArrowLeft', 'Delete', '0']) {
    assert.equal(commandOfKey(press(key, { ctrlKey: true }), 'box'), null);
  }
  assert.equal(commandOfKey(press('F5'), 'box'), null);
});
