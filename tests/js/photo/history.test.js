import assert from 'node:assert/strict';
import { test } from 'node:test';

import { record, redo, startHistory, undo } from '../../../static/js/photo/history.js';

test('undo and redo move step by step', () => {
  const history = record(record(startHistory('a'), 'b'), 'c');
  assert.equal(undo(history).present, 'b');
  assert.equal(undo(undo(history)).present, 'a');
  assert.equal(redo(undo(undo(history))).present, 'b');
  assert.deepEqual(redo(redo(undo(undo(history)))), history);
});

test('nothing to undo or redo changes nothing', () => {
  const history = startHistory('a');
  assert.equal(undo(history), history);
  assert.equal(redo(history), history);
});

test('after a new step nothing can be redone', () => {
  const history = record(undo(record(startHistory('a'), 'b')), 'c');
  assert.equal(redo(history).present, 'c');
  assert.equal(undo(history).present, 'a');
});

test('a change merged into a step is undone with it', () => {
  const history = record(record(startHistory('a'), 'b'), 'c', { isSameStep: true });
  assert.equal(undo(history).present, 'a');
});

test('the number of steps is bounded', () => {
  let history = startHistory(0);
  for (let i = 1; i <= 1000; i += 1) history = record(history, i);
  assert.equal(history.past.length, 200);
  assert.equal(undo(history).present, 999);
});
