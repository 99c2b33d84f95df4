import assert from 'node:assert/strict';
import { test } from 'node:test';

import { joined } from '../../../static/js/products/changes.js';
import { importedRows } from '../../../static/js/products/import-rows.js';
import {
  cleanFields,
  hasGtin,
  newProduct,
  PRODUCT_LIMITS,
  productFinder,
  productMatcher,
  productWithGtin,
  searchProducts,
} from '../../../static/js/products/list.js';
import { productsIn, productToJson } from '../../../static/js/products/parse.js';
import { sizeIn } from '../../../static/js/products/sizes.js';

const GTIN = '4006381333931';
const NOW = 1_700_000_000_000;

/** @param {Partial<import('../../../static/js/products/list.js').Product>} fields */
const product = (fields) => ({ ...newProduct(fields, NOW), ...fields });
const BRANDS = new Map([['n', 'n']]);

test('what is typed is cleaned and cut, and a GTIN has no spaces and hyphens', () => {
  const fields = cleanFields({ name: '  Lager \n beer ', gtin: ' 4006381-333931 ', size: 'x'.repeat(99) });
  assert.deepEqual([fields.name, fields.gtin, fields.size.length], ['Lager beer', GTIN, PRODUCT_LIMITS.size]);
  assert.deepEqual(cleanFields({ brand: 'b1' }), { brand: 'b1' }, 'what was not given stays as it is');
});

test('products are found by words of their name, brand, size, category and number, without accents and in any case', () => {
  const products = [
    product({ name: 'Café crème', brand: 'n', size: '250 g', category: 'Coffee', gtin: GTIN }),
    product({ name: 'Lager', brand: 'n', size: '0,5 l' }),
  ];
  const found = (/** @type {string} */ typed) =>
    searchProducts(products, typed, (brand) => (brand === 'n' ? 'Nordmark' : '')).map(({ name }) => name);
  assert.deepEqual(found('CAFE'), ['Café crème']);
  assert.deepEqual(found('nordmark 0,5'), ['Lager']);
  assert.deepEqual(found('coffee 250'), ['Café crème']);
  assert.deepEqual(found('333931'), ['Café crème']);
  assert.deepEqual(found(' '), ['Café crème', 'Lager']);
  assert.deepEqual(found('nordmark weizen'), []);
});

test('a number finds its product with leading zeros and without, but nothing finds a deleted one', () => {
  const products = [
    product({ name: 'Old', gtin: GTIN, deleted: NOW }),
    product({ name: 'New', gtin: `0${GTIN}` }),
  ];
  assert.equal(productWithGtin(products, GTIN)?.name, 'New');
  assert.equal(productWithGtin(products, ''), undefined);
  assert.equal(productWithGtin([product({ name: 'Without', gtin: '' })], ''), undefined);
});

test('a carton finds the product that has its number, else the product that it is full of', () => {
  const [unit, carton] = ['5400141288766', '15400141288763'];
  const single = product({ name: 'Single', gtin: unit });
  const american = product({ name: 'American', gtin: '036000291452' });
  const products = [single, american];
  assert.equal(productWithGtin(products, carton)?.name, 'Single');
  assert.equal(productWithGtin(products, '10036000291459')?.name, 'American');
  assert.ok(hasGtin(single, unit) && !hasGtin(single, carton), 'it may have a product of its own');
  const all = [...products, product({ name: 'Twelve', gtin: carton })];
  assert.equal(productWithGtin(all, carton)?.name, 'Twelve');
  assert.equal(productWithGtin(all, '25400141288760')?.name, 'Single', 'not another carton');
  assert.equal(productWithGtin(all, '95400141288769'), undefined, 'cartons by weight are of something else');
  assert.equal(productWithGtin([{ ...single, deleted: NOW }], carton), undefined);
  assert.equal(hasGtin(product({ name: 'Without' }), ''), false);
});

test('an item of a must-stock list is the product of its number, else of its name and brand', () => {
  const products = [
    product({ name: 'Lager', brand: 'n', gtin: GTIN }),
    product({ name: 'Weizen', brand: 'n', size: '0,5 l' }),
    product({ name: 'Weizen', brand: 'n', size: '0,33 l' }),
    product({ name: 'Pils', brand: 'a' }),
  ];
  const find = (/** @type {string} */ gtin, /** @type {string} */ name, brand = '', size = '') =>
    productMatcher(products, (id) => ({ n: 'Nordmark', a: 'Alpina' })[id] ?? '')({ gtin, name, brand, size });
  assert.equal(find(GTIN, 'Another name'), products[0]);
  assert.equal(find('', 'LAGER', 'nordmark'), products[0]);
  assert.equal(find('', 'Lager', 'Alpina'), undefined);
  assert.equal(find('96385074', 'Lager'), undefined, 'another number is another product');
  assert.equal(find('96385074', 'Pils'), products[3], 'a product whose number nobody knows');
  assert.equal(find('', 'Weizen'), undefined, 'nobody knows which size');
  assert.equal(find('', 'Weizen', '', '0,33 L'), products[2]);
});

test('of two catalogues the newest change wins, deletions too, whichever is joined to the other', () => {
  const lager = product({ id: 'p1', name: 'Lager', brand: 'n' });
  const renamed = { ...lager, name: 'Lager beer', changed: NOW + 1 };
  const deleted = { ...lager, deleted: NOW + 2, changed: NOW + 2 };
  for (const versions of [
    [lager, renamed, deleted],
    [deleted, lager, renamed],
    [renamed, deleted, lager],
  ]) {
    /** @type {typeof lager[]} */
    let here = [];
    for (const version of versions) {
      const { put, ids } = joined(here, [version], BRANDS);
      here = [...here.filter(({ id }) => put.every((each) => each.id !== id)), ...put];
      assert.equal(ids.get('p1'), 'p1');
    }
    assert.deepEqual(here, [deleted]);
  }
  const again = { ...deleted, deleted: null, changed: NOW + 3 };
  assert.deepEqual(joined([deleted], [again], BRANDS).counts, { added: 1, changed: 0, removed: 0, full: 0 });
});

test('a product that both have named for themselves is one: by its number, or by all that is written of it', () => {
  const here = [
    product({ id: 'h1', name: 'Lager', gtin: GTIN }),
    product({ id: 'h2', name: 'Weizen', brand: 'n', size: '0,5 l' }),
  ];
  const others = [
    product({ id: 'o1', name: 'Lager beer', gtin: `0${GTIN}` }),
    product({ id: 'o2', name: 'WEIZEN', brand: 'other', size: '0,5 L' }),
    product({ id: 'o3', name: 'Weizen', brand: 'other', size: '0,33 l' }),
  ];
  const { put, ids, counts } = joined(here, others, new Map([['other', 'n']]));
  assert.deepEqual(Object.fromEntries(ids), { o1: 'h1', o2: 'h2', o3: 'o3' });
  assert.deepEqual([put.length, put[0].brand, counts.added], [1, 'n', 1]);
});

test('a full catalogue takes no more, and says how many it lacks', () => {
  const here = Array.from({ length: PRODUCT_LIMITS.count - 1 }, (_, i) => product({ name: `Product ${i}` }));
  const { put, ids, counts } = joined(
    here,
    [product({ id: 'a', name: 'a' }), product({ id: 'b', name: 'b' })],
    BRANDS,
  );
  assert.deepEqual([put.length, counts.full, ids.has('b')], [1, 1, false]);
});

test('the way from a merged product leads to the one that is there, also round a circle', () => {
  const products = [
    product({ id: 'a', name: 'a', deleted: NOW, into: 'b' }),
    product({ id: 'b', name: 'b', deleted: NOW, into: 'c' }),
    product({ id: 'c', name: 'c' }),
    product({ id: 'x', name: 'x', deleted: NOW, into: 'y' }),
    product({ id: 'y', name: 'y', deleted: NOW, into: 'x' }),
    product({ id: 'gone', name: 'gone', deleted: NOW }),
  ];
  const find = productFinder(products);
  assert.deepEqual(
    ['a', 'b', 'c', 'x', 'gone', 'never'].map((id) => find(id)?.id),
    ['c', 'c', 'c', undefined, undefined, undefined],
  );
});

test('a product is read back as it was written, and what is none is left out', () => {
  const products = [
    product({ name: 'Lager', gtin: GTIN, brand: 'n', size: '0,5 l' }),
    product({ name: 'Old', deleted: NOW, into: 'p9' }),
  ];
  const json = JSON.parse(JSON.stringify(products.map(productToJson)));
  assert.deepEqual(productsIn(json), products);
  const [whole] = json;
  const wrong = [
    null,
    7,
    { ...whole, id: 7 },
    { ...whole, id: '' },
    { ...whole, name: ' ' },
    { ...whole, changed: 'x' },
  ];
  assert.deepEqual(productsIn([...wrong, { ...whole, deleted: 'never' }]), []);
  assert.deepEqual(productsIn({}), []);
});

test('the lines of a list add products, and complete those that are here', () => {
  const here = [product({ id: 'p1', name: 'Lager', brand: 'n', gtin: GTIN, category: 'Beer' })];
  const row = { name: '', brand: '', gtin: '', category: '', size: '' };
  const rows = [
    { ...row, name: 'Lager Export', gtin: `0${GTIN}`, size: '0,5 l' },
    { ...row, name: 'Weizen', brand: 'n' },
    { ...row, name: 'Lager', brand: 'n', category: 'Beer' },
  ];
  const { put, added, changed } = importedRows(here, rows, NOW + 1);
  assert.deepEqual([added, changed], [1, 1]);
  const [lager, weizen] = put;
  assert.deepEqual(
    [lager.id, lager.name, lager.size, lager.category, lager.brand],
    ['p1', 'Lager', '0,5 l', 'Beer', 'n'],
    'the last line that names it counts',
  );
  assert.equal(weizen.name, 'Weizen');
  assert.deepEqual(importedRows([...put], rows.slice(1), NOW + 2).put, [], 'the same list changes nothing');
});

test('sizes are compared, however they are written', () => {
  const amounts = [
    '0,5 l',
    '500ml',
    '50 cl',
    '6 x 0.33 L',
    '1.5 kg',
    '250 g',
    '12 fl. oz',
    'large',
    '',
    '5',
    '0 l',
  ].map((text) => sizeIn(text)?.amount.toFixed(0));
  assert.deepEqual(amounts, ['500', '500', '500', '1980', '1500', '250', '355', ...Array(4).fill(undefined)]);
});
