import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withCategories } from '../../../static/js/audits/checklist.js';
import { OwnLists } from '../../../static/js/audits/own-lists.js';
import { newAudit } from '../../../static/js/audits/record.js';
import { checked, inCategory, mergeStock, stockOf } from '../../../static/js/audits/stock-check.js';
import { stockSums } from '../../../static/js/audits/stock-seen.js';
import { changeableOf, mergeChanges } from '../../../static/js/audits/two-tabs.js';

/** @typedef {import('../../../static/js/audits/stock-check.js').ListedItem} ListedItem */

/** @param {string} name @param {Partial<ListedItem>} [change] @returns {ListedItem} */
const item = (name, change = {}) => ({
  ...{ id: `name ${name}`, category: 'Coffee', name, brand: 'Alto', gtin: '', facings: 2 },
  ...change,
});

const LIST = [
  item('Crema'),
  item('Moka'),
  item('Green', { category: 'tea' }),
  item('Rum', { category: 'Rum' }),
];

/** A visit that goes through coffee and tea. @param {string} [storeId] */
const visit = (storeId) =>
  newAudit({ store: 'Shop', place: '', note: '' }, 1, withCategories([], ['coffee', 'Tea']), { storeId });

test('an open visit has to check what the list says of its categories and its store', () => {
  const list = [...LIST, item('Only there', { storeId: '7' }), item('Crema', { storeId: '7', facings: 5 })];
  const names = (/** @type {string} */ id) =>
    stockOf(visit(id), list).map(({ name, facings }) => `${name} ${facings}`);
  assert.deepEqual(names('1'), ['Crema 2', 'Moka 2', 'Green 2']);
  assert.deepEqual(names('7'), ['Crema 5', 'Moka 2', 'Green 2', 'Only there 2']);
});

test('what was checked stays as it was, though a later list lacks it or says otherwise', () => {
  const audit = visit();
  const stock = checked(checked(stockOf(audit, LIST), 'name Crema', 'missing'), 'name Green', 'present');
  const later = [item('Moka', { brand: 'New' }), item('Extra')];
  const open = stockOf({ ...audit, stock }, later);
  assert.deepEqual(
    open.map(({ name, brand, state }) => [name, brand, state]),
    [
      ['Moka', 'New', 'open'],
      ['Extra', 'Alto', 'open'],
      ['Crema', 'Alto', 'missing'],
      ['Green', 'Alto', 'present'],
    ],
  );
  assert.equal(stockOf({ ...audit, stock, finished: 5 }, later), stock);
  assert.equal(stockOf({ ...audit, stock }, []), stock, 'a visit from another phone, which has the list');
  assert.deepEqual(stockOf({ ...audit, stock: undefined, finished: undefined }, later), []);
});

test('the sums of a category are those of its products', () => {
  const stock = checked(stockOf(visit(), LIST), 'name Crema', 'missing');
  assert.deepEqual(stockSums(inCategory(stock, 'COFFEE')), { all: 2, missing: 1, unsure: 0, open: 1 });
});

test('of two tabs that check, neither loses anything', () => {
  const before = stockOf(visit(), LIST);
  const mine = checked(before, 'name Crema', 'missing');
  const theirs = checked(checked(before, 'name Moka', 'present'), 'name Crema', 'present');
  const merged = mergeStock(mine, before, theirs);
  assert.deepEqual(
    merged.map(({ state }) => state),
    ['missing', 'present', 'open'],
  );
  assert.equal(mergeStock([], [], theirs).length, 2, 'what the other tab has checked comes along');
});

test('a visit that another tab has changed keeps what was checked in both, and its store of the list', () => {
  const stored = { ...visit('7'), address: 'Road 1' };
  const mine = { ...stored, stock: checked(stockOf(stored, LIST), 'name Crema', 'missing') };
  const theirs = { ...stored, note: 'x', stock: checked(stockOf(stored, LIST), 'name Moka', 'present') };
  const merged = { ...mine, ...mergeChanges(mine, changeableOf(stored), theirs) };
  assert.deepEqual(
    merged.stock?.map(({ state }) => state),
    ['missing', 'present', 'open'],
  );
  assert.deepEqual([merged.note, merged.storeId, merged.address], ['x', '7', 'Road 1']);
  const renamed = { ...stored, store: 'Other', storeId: undefined, address: undefined };
  assert.equal(mergeChanges(renamed, changeableOf(stored), stored).storeId, undefined);
});

test('a list is read once, as it was saved, until another tab writes', async () => {
  let [reads, stored] = [0, /** @type {unknown} */ ({ items: [1] })];
  const lists = new OwnLists({
    readList: async () => {
      reads += 1;
      if (stored === 'broken') throw new Error('no database');
      return stored;
    },
    saveList: async (_name, content) => {
      stored = content;
    },
  });
  await Promise.all([lists.read('stock'), lists.read('stock')]);
  assert.equal(reads, 1);
  await lists.save('stock', { items: [2] });
  assert.deepEqual(await lists.read('stock'), { items: [2] });
  assert.equal(reads, 1);
  lists.forget();
  stored = 'broken';
  assert.equal(await lists.read('stock'), undefined);
  stored = { items: [3] };
  assert.deepEqual(await lists.read('stock'), { items: [3] }, 'what could not be read is asked for again');
});
