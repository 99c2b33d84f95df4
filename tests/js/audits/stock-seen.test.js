import assert from 'node:assert/strict';
import { test } from 'node:test';

import { checked } from '../../../static/js/audits/stock-check.js';
import { seenStock, shownOf, stockSums } from '../../../static/js/audits/stock-seen.js';
import { partsOf } from '../../../static/js/brands/share.js';
import { shelvesOf } from '../../../static/js/photo/shelves.js';
import { LISTS, said, seen, shelf } from '../products/shelf.js';

/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */
/** @typedef {import('../../../static/js/audits/stock-check.js').CheckedItem} CheckedItem */

/** @param {string} name @param {Partial<CheckedItem>} [change] @returns {CheckedItem} */
const item = (name, change = {}) => ({
  ...{ id: `name ${name}`, category: 'Coffee', name, brand: '', gtin: '', facings: 2, state: 'open' },
  ...change,
});

const CREMA = item('Crema', { gtin: '96385074', brand: 'Nordmark' });
const MOKA = item('Moka', { brand: 'Alpina' });
const OTHER = item('Ristretto');
const STOCK = [CREMA, MOKA, OTHER];

/** @param {Partial<ReviewedShot>} named @param {string} [category] */
const photo = (named, category = 'coffee') => {
  const review = shelf(named);
  return { category, parts: partsOf(shelvesOf(review), review) };
};

/** @param {CheckedItem[]} stock @param {Parameters<typeof seenStock>[1]} photos */
const shown = (stock, photos) =>
  seenStock(stock, photos, LISTS).map((each) => {
    const { state, by } = shownOf(each);
    return `${state} ${by} ${each.seen.facings}`;
  });

/** @param {string[]} ids of the products of the eight boxes */
const all = (...ids) =>
  Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`m${i}`, ids[i % ids.length]]));

test('a product with a facing that was named, or that the machine is sure of, is present by itself', () => {
  const photos = [photo({ names: said({ m0: 'p1' }), recognised: seen({ m1: 'p1', m2: 'p2' }) })];
  assert.deepEqual(shown(STOCK, photos), ['present name 2', 'present looks 1', 'open null 0']);
  // Wherever in the store it stands.
  assert.equal(shown(STOCK, [photo({ names: said({ m0: 'p1' }) }, 'Till')])[0], 'present name 1');
});

test('what was not seen is not sure, and missing only once every facing of its category has another name', () => {
  const some = photo({ names: said({ m0: 'p2' }) });
  assert.deepEqual(shown(STOCK, [some]), ['unsure null 0', 'present name 1', 'open null 0']);
  const named = photo({ names: said(all('p2', 'p3')) });
  assert.deepEqual(shown(STOCK, [named]), ['missing name 0', 'present name 4', 'missing name 0']);
  // By its looks nothing can be known that is not in the catalogue.
  const looks = photo({ recognised: seen(all('p2', 'p3')) });
  assert.deepEqual(shown(STOCK, [looks]), ['missing looks 0', 'present looks 4', 'unsure null 0']);
  // A photo of the category that is not counted may show it; one of another category says nothing of it.
  const waiting = { category: 'Coffee', parts: null };
  assert.deepEqual(shown(STOCK, [named, waiting])[0], 'unsure null 0');
  assert.deepEqual(shown(STOCK, [named, photo({}, 'Tea')])[0], 'missing name 0');
  assert.deepEqual(shown([item('Crema', { category: 'Tea', brand: 'Nordmark' })], [named]), ['open null 0']);
});

test("a person's own answer always counts, and what the photos say is kept beside it", () => {
  const photos = [photo({ names: said(all('p2')) })];
  const stock = seenStock(checked(checked(STOCK, CREMA.id, 'present'), MOKA.id, 'missing'), photos, LISTS);
  assert.deepEqual(stock.map(shownOf), [
    { state: 'present', by: 'person' },
    { state: 'missing', by: 'person' },
    { state: 'missing', by: 'name' },
  ]);
  assert.deepEqual(
    stock.map((each) => each.seen.state),
    ['missing', 'present', 'missing'],
  );
  assert.deepEqual(stockSums(stock), { all: 3, missing: 2, unsure: 0, open: 0 });
  // Taken back, it is again what the photos say.
  assert.equal(shownOf(checked(stock, CREMA.id, 'open')[0]).state, 'missing');
});

test('without any name the list is as it was: nobody has looked', () => {
  assert.deepEqual(shown(STOCK, [photo({})]), ['open null 0', 'open null 0', 'open null 0']);
  assert.deepEqual(shown(STOCK, []), ['open null 0', 'open null 0', 'open null 0']);
  assert.deepEqual(stockSums(STOCK), { all: 3, missing: 0, unsure: 0, open: 3 });
});
