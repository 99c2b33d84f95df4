import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withCategories } from '../../../../static/js/audits/checklist.js';
import { newAudit } from '../../../../static/js/audits/record.js';
import { auditTables } from '../../../../static/js/features/audits/export-tables.js';
import { offeredCategories } from '../../../../static/js/features/audits/offer.js';
import { soldOut } from '../../../../static/js/features/audits/sold-out.js';
import { makeAudit, makeReview, makeShot } from '../../audits/audits.js';
import { makePlan } from './plans.js';

/** @typedef {import('../../../../static/js/audits/stock-check.js').CheckedItem} CheckedItem */

/** @param {string} name @param {CheckedItem['state']} state @returns {CheckedItem} */
const item = (name, state) => ({
  ...{ id: `name ${name}`, category: 'Coffee', name, brand: 'Alto', gtin: '0047', facings: 2, state },
});

const STOCK = [item('Crema', 'missing'), item('Moka', 'present'), item('Ristretto', 'open')];
const CATEGORIES = withCategories([], ['Coffee']);

/** A photo with a confirmed gap of that name. @param {string} name @param {string} [itemId] */
const gapped = (name, itemId) => {
  const review = makeReview();
  const [box] = review.corrections.gaps.accepted;
  const gapNames = [{ box, name, ...(itemId ? { itemId } : {}) }];
  return makeShot({ id: `shot ${name}`, categoryId: CATEGORIES[0].id, review: { ...review, gapNames } });
};

test('out of stock is what was looked for and not found, and gaps of other names, each once', () => {
  const shots = [gapped('Crema', 'name Crema'), gapped('Filter'), gapped('filter')];
  assert.deepEqual(
    soldOut(STOCK, shots, CATEGORIES).map(({ name, category, gaps }) => [name, category, gaps]),
    [
      ['Crema', 'Coffee', 1],
      ['Filter', 'Coffee', 2],
    ],
  );
});

test('the table of must-stock has a row for each product and each other name; without any there is none', () => {
  const audit = makeAudit({ storeId: '0047', address: 'Road 1', stock: STOCK, categories: CATEGORIES });
  const plan = makePlan([{ audit, shots: [gapped('Crema', 'name Crema'), gapped('Filter')] }]);
  const cells = auditTables.fill(plan).find(({ name }) => name === 'must_stock')?.cells;
  assert.deepEqual(cells, [
    [
      'audit_id',
      'store',
      'store_id',
      'category',
      'name',
      'brand',
      'gtin',
      'expected_facings',
      'state',
      'said_by',
      'person_says',
      'facings_seen',
      'on_list',
      'named_gaps',
    ],
    [
      'audit-1',
      'Corner Shop',
      '0047',
      'Coffee',
      'Crema',
      'Alto',
      '0047',
      2,
      'missing',
      'person',
      'missing',
      null,
      1,
      1,
    ],
    [
      'audit-1',
      'Corner Shop',
      '0047',
      'Coffee',
      'Moka',
      'Alto',
      '0047',
      2,
      'present',
      'person',
      'present',
      null,
      1,
      0,
    ],
    [
      'audit-1',
      'Corner Shop',
      '0047',
      'Coffee',
      'Ristretto',
      'Alto',
      '0047',
      2,
      'not_checked',
      '',
      '',
      null,
      1,
      0,
    ],
    [
      'audit-1',
      'Corner Shop',
      '0047',
      'Coffee',
      'Filter',
      '',
      '',
      null,
      'missing',
      'person',
      'missing',
      null,
      0,
      1,
    ],
  ]);
  const [[header, row]] = auditTables.fill(plan).map((table) => table.cells);
  assert.equal(row[header.indexOf('store_id')], '0047');
  assert.equal(row[header.indexOf('address')], 'Road 1');
  assert.deepEqual(
    auditTables.fill(makePlan()).map(({ name }) => name),
    ['counts', 'rows', 'shares'],
  );
});

test('categories are offered as the last visit of the store had them, else any last visit, else the must-stock list', () => {
  const made = (/** @type {string} */ store, /** @type {string[]} */ names, /** @type {object} */ at = {}) =>
    newAudit({ store, place: '', note: '' }, 1, withCategories([], names), at);
  const fresh = made('A', [], { storeId: '1' });
  const [here, elsewhere] = [made('A at another name', ['Tea'], { storeId: '1' }), made('A', ['Rum'])];
  const listed = [item('x', 'open'), item('y', 'open')];
  assert.deepEqual(offeredCategories(fresh, [fresh, elsewhere, here], listed), ['Tea']);
  assert.deepEqual(offeredCategories(fresh, [fresh, elsewhere], listed), ['Rum']);
  assert.deepEqual(offeredCategories(made('a', []), [fresh, here, elsewhere], []), ['Rum']);
  assert.deepEqual(offeredCategories(fresh, [fresh], listed), ['Coffee']);
  assert.deepEqual(offeredCategories(here, [here, elsewhere], listed), [], 'it has some');
  assert.deepEqual(offeredCategories({ ...fresh, finished: 5 }, [elsewhere], listed), []);
});
