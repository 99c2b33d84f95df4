import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  CATEGORY_LIMITS,
  marked,
  mergeCategories,
  nextToDo,
  toDo,
  withCategories,
} from '../../../static/js/audits/checklist.js';

const list = withCategories([], ['Coffee', 'Tea', 'Sweets']);
const [coffee, tea, sweets] = list;

test('names are added once, in whatever case, and never empty', () => {
  const more = withCategories(list, ['  tea ', '', 'Baby\n food', 'baby food']);
  assert.deepEqual(
    more.map(({ name }) => name),
    ['Coffee', 'Tea', 'Sweets', 'Baby food'],
  );
  assert.equal(withCategories(list, ['COFFEE']), list);
});

test('a name and a list are as long as they may be', () => {
  const [long] = withCategories([], ['x'.repeat(500)]);
  assert.equal(long?.name.length, CATEGORY_LIMITS.name);
  const many = withCategories(
    [],
    Array.from({ length: 300 }, (_, i) => `Category ${i}`),
  );
  assert.equal(many.length, CATEGORY_LIMITS.count);
});

test('a reason stays only with what is skipped', () => {
  const skipped = marked(list, tea.id, 'skipped', ' No  time ');
  assert.equal(skipped[1]?.reason, 'No time');
  assert.equal(marked(skipped, tea.id, 'done')[1]?.reason, '');
  assert.deepEqual(
    toDo(skipped).map(({ name }) => name),
    ['Coffee', 'Sweets'],
  );
});

test('the next one to do lies behind, then begins at the top again', () => {
  assert.equal(nextToDo(list, coffee.id)?.name, 'Tea');
  assert.equal(nextToDo(list, sweets.id)?.name, 'Coffee');
  assert.equal(nextToDo(list, null)?.name, 'Coffee');
  const done = marked(marked(list, coffee.id, 'done'), tea.id, 'skipped');
  assert.equal(nextToDo(done, sweets.id), null);
});

test('what two tabs have done to a list is all there', () => {
  const mine = withCategories(marked(list, coffee.id, 'done'), ['Cocoa']);
  const theirs = withCategories(marked(list, tea.id, 'skipped', 'No time'), ['Juice']).filter(
    ({ id }) => id !== sweets.id,
  );
  const merged = mergeCategories(mine, list, theirs);
  assert.deepEqual(
    merged.map(({ name, state }) => `${name} ${state}`),
    ['Coffee done', 'Tea skipped', 'Cocoa todo', 'Juice todo'],
  );
});

test('what one tab takes out does not come back from the other', () => {
  const mine = list.filter(({ id }) => id !== tea.id);
  assert.deepEqual(
    mergeCategories(mine, list, list).map(({ name }) => name),
    ['Coffee', 'Sweets'],
  );
});
