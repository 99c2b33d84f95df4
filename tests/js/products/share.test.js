import assert from 'node:assert/strict';
import { test } from 'node:test';

import { partsOf, shareOf } from '../../../static/js/brands/share.js';
import { shelvesOf } from '../../../static/js/photo/shelves.js';
import { productMatcher } from '../../../static/js/products/list.js';
import {
  byBrand,
  hasProducts,
  listsOf,
  productDifferences,
  productShareOf,
} from '../../../static/js/products/share.js';
import { ALPINA, BRANDS, CREMA, LISTS, MOKA, PLAIN, PRODUCTS, product, said, seen, shelf } from './shelf.js';

/** @typedef {import('../../../static/js/photo/corrections.js').ReviewedShot} ReviewedShot */

/** @param {Partial<ReviewedShot>} named */
const partsOn = (named) => partsOf(shelvesOf(shelf(named)), shelf(named));

/** @param {Partial<ReviewedShot>} named @param {import('../../../static/js/products/share.js').Lists} [lists] */
const shareOn = (named, lists = LISTS) => productShareOf([partsOn(named)], lists);

/** @param {import('../../../static/js/products/share.js').ProductShare} share */
const brief = ({ products, brandsOnly, unknown, notNamed, all }) => ({
  products: products.map((each) => [each.product.name, each.facings, each.byPerson, each.byLooks]),
  brands: brandsOnly.map(({ brand, facings }) => [brand.name, facings]),
  numbers: [unknown.facings, notNamed, all.facings],
});

test('facings by product, by who says so, and what is not named add up to all facings', () => {
  const names = { ...said({ m0: 'p1', m1: 'p1' }), m4: { brand: 'b2' } };
  const share = shareOn({ names, recognised: seen({ m1: 'p2', m2: 'p1', m5: 'p2' }) });
  assert.deepEqual(brief(share), {
    products: [
      ['Crema', 3, 2, 1],
      ['Moka', 1, 0, 1],
    ],
    brands: [['Alpina', 1]],
    numbers: [3, 4, 8],
  });
  const widths = [...share.products, ...share.brandsOnly, share.unknown].map(({ width }) => width);
  assert.ok(Math.abs(widths.reduce((sum, width) => sum + width, 0) - share.all.width) < 1e-9);
});

test('a box is of the brand that a person said, else of that of its product', () => {
  const recognised = seen({ m0: 'p1', m1: 'p1', m2: 'p2', m3: 'p3' });
  const names = { m1: { brand: 'b2' }, m2: { not: ['p2'] } };
  const parts = partsOn({ names, recognised });
  const brands = shareOf([parts], BRANDS, LISTS.find).brands;
  assert.deepEqual(
    brands.map(({ brand, facings }) => [brand.name, facings]),
    [
      ['Alpina', 1],
      ['Nordmark', 1],
    ],
  );
  // What looks like another brand's product is no product once a person has named the brand; nor is what it is not.
  assert.deepEqual(brief(productShareOf([parts], LISTS)), {
    products: [
      ['Plain', 1, 0, 1],
      ['Crema', 1, 0, 1],
    ],
    brands: [['Alpina', 1]],
    numbers: [5, 6, 8],
  });
});

test('a product that is gone is not named; one that was merged into another is that one', () => {
  const lists = listsOf(BRANDS, [{ ...CREMA, deleted: 5, into: 'p2' }, MOKA, { ...PLAIN, deleted: 5 }]);
  const share = shareOn({ names: said({ m0: 'p1', m1: 'p2', m2: 'p3' }) }, lists);
  assert.deepEqual(brief(share).products, [['Moka', 2, 2, 0]]);
  assert.equal(share.notNamed, 6);
});

test('by brand, its products and what else is known to be its', () => {
  const names = { ...said({ m0: 'p2', m1: 'p3', m2: 'p2' }), m3: { brand: 'b2' } };
  const groups = byBrand(shareOn({ names }));
  assert.deepEqual(
    groups.map(({ brand, part, products, rest }) => [
      brand?.name,
      part.facings,
      products.map((each) => each.product.name),
      rest.facings,
    ]),
    [
      ['Alpina', 3, ['Moka'], 1],
      [undefined, 1, ['Plain'], 0],
    ],
  );
  assert.equal(groups[0].brand, ALPINA);
});

test('two visits are compared where both have named enough, and nowhere else', () => {
  const all = { m0: 'p1', m1: 'p1', m2: 'p1', m3: 'p2', m4: 'p2', m5: 'p3', m6: 'p3' };
  const before = shareOn({ names: said(all) });
  const now = shareOn(
    { names: said({ ...all, m3: 'p1', m4: 'p1', m5: 'p4', m6: 'p3', m7: 'p4' }) },
    listsOf(BRANDS, [...PRODUCTS, product('p4')]),
  );
  const found = productDifferences(now, before);
  assert.deepEqual(
    found?.map(({ product: { id }, now: facings, before: then, change }) => [id, facings, then, change]),
    [
      ['p1', 5, 3, 'more'],
      ['p4', 2, 0, 'new'],
      ['p3', 1, 2, 'fewer'],
      ['p2', 0, 2, 'gone'],
    ],
  );
  assert.deepEqual(
    productDifferences(before, before)?.map(({ change }) => change),
    ['same', 'same', 'same'],
  );
  const few = shareOn({ names: said({ m0: 'p1', m1: 'p1', m2: 'p1', m3: 'p1', m4: 'p1', m5: 'p1' }) });
  assert.equal(productDifferences(before, few), null, 'six of eight');
  assert.equal(productDifferences(few, before), null);
  assert.equal(productDifferences(before, shareOn({})), null);
});

test('without a product on a photo no catalogue is asked', () => {
  assert.equal(hasProducts(shelf()), false);
  assert.equal(hasProducts(shelf({ names: { m0: { brand: 'b1' }, m1: { not: ['p1'] } } })), false);
  assert.equal(hasProducts(shelf({ names: said({ m0: 'p1' }) })), true);
  assert.equal(hasProducts(shelf({ recognised: seen({ m0: 'p1' }) })), true);
});

test('an item of a list that has no column for sizes is found by its name with the size in it', () => {
  const large = product('p5', { name: 'Crema', brand: 'b1', size: '1 kg' });
  const nameOf = (/** @type {string} */ id) => LISTS.brands.get(id)?.name ?? '';
  const match = productMatcher([...PRODUCTS, large], nameOf);
  const idOf = (/** @type {string} */ name, gtin = '') => match({ gtin, name, brand: 'Nordmark' })?.id;
  assert.equal(idOf('crema 1 kg'), 'p5');
  assert.equal(idOf('Crema 250 g'), 'p1');
  assert.equal(idOf('Crema'), undefined, 'which of the two nobody can tell');
  assert.equal(idOf('Something else', '96385074'), 'p1');
});

test('a visit of 100 photos with 150 facings each is summed up', () => {
  const key = (/** @type {number} */ i) => `m${i}`;
  const boxes = Array.from({ length: 150 }, (_, i) => i);
  const catalogue = Array.from({ length: 5000 }, (_, i) => product(`q${i}`, { brand: i % 2 ? 'b1' : 'b2' }));
  const lists = listsOf(BRANDS, catalogue);
  const review = shelf({
    machine: boxes.map((i) => {
      const [left, top] = [(i % 30) * 30, Math.floor(i / 30) * 200];
      return { box: [left, top, left + 28, top + 110], score: 0.9, label: 0 };
    }),
    recognised: seen(Object.fromEntries(boxes.map((i) => [key(i), `q${i % 40}`]))),
  });
  const parts = partsOf(shelvesOf(review), review);
  const photos = Array.from({ length: 100 }, () => parts);
  const share = productShareOf(photos, lists);
  assert.equal(share.products.length, 40);
  assert.equal(share.all.facings, 15_000);
});
