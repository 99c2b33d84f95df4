import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BrandService } from '../../../../static/js/brands/service.js';
import { ProductForm } from '../../../../static/js/features/products/form.js';
import { NEW, NO_FIELDS, NO_PRODUCTS } from '../../../../static/js/features/products/state.js';
import { newProduct, productWithGtin } from '../../../../static/js/products/list.js';

const COLA = '4006381333931';

/** @typedef {import('../../../../static/js/features/products/state.js').Fields} Fields */
/** @typedef {import('../../../../static/js/products/list.js').Product} Product */

/**
 * A form with this product open, over a catalogue in memory.
 *
 * @param {Product[]} all
 * @param {{ open: string, fields?: Partial<Fields> }} options `open`: its id
 */
function formOf(all, { open, fields = {} }) {
  const products = {
    list: all,
    find: (/** @type {string} */ id) => all.find((each) => each.id === id),
    findGtin: (/** @type {string} */ gtin) => productWithGtin(all, gtin),
    change: async (/** @type {string} */ id, /** @type {Partial<Product>} */ change) =>
      Object.assign(all.find((each) => each.id === id) ?? {}, change),
    add: async (/** @type {Partial<Product>} */ change) => {
      all.push(newProduct(change, 2));
      return all[all.length - 1];
    },
  };
  const brands = new BrandService({
    store: { readList: async () => brands.list, saveList: async () => {} },
    onFailure: (error) => assert.fail(String(error)),
  });
  const none = { problem: null, pictures: [], isMerging: false, typed: '', others: [] };
  /** @type {import('../../../../static/js/features/products/state.js').ProductsViewState} */
  let state = { ...NO_PRODUCTS, product: { id: open, fields: { ...NO_FIELDS, ...fields }, ...none } };
  const context = {
    services: { products, brands },
    state: () => state,
    update: (/** @type {object} */ change) => {
      state = { ...state, ...change };
    },
  };
  return { form: new ProductForm(/** @type {any} */ (context)), brands, product: () => state.product };
}

test('a field is stored when it is left, and a brand that is new is one of the others', async () => {
  const cola = newProduct({ name: 'Cola' }, 1);
  const { form, brands, product } = formOf([cola], { open: cola.id, fields: { name: 'Cola' } });
  await form.edit('brand', ' Zeta ');
  assert.deepEqual(
    brands.list.map(({ name, own }) => [name, own]),
    [['Zeta', false]],
  );
  assert.equal(cola.brand, brands.list[0].id);
  assert.equal(product()?.fields.brand, 'Zeta', 'without needless spaces');
  await form.setOwn(true);
  assert.equal(brands.list[0].own, true);
  await form.edit('brand', 'ZETA');
  assert.equal(brands.list.length, 1, 'it is the same in any case');
  await form.edit('brand', '');
  assert.equal(cola.brand, '');
});

test('a number with a wrong digit, or that another product has, is not stored, and stays to be mended', async () => {
  const [cola, tea] = [newProduct({ name: 'Cola', gtin: COLA }, 1), newProduct({ name: 'Tea' }, 1)];
  const { form, product } = formOf([cola, tea], { open: tea.id, fields: { name: 'Tea' } });
  await form.edit('gtin', '4006381333932');
  assert.deepEqual([product()?.problem?.kind, tea.gtin], ['wrong', '']);
  await form.edit('size', '20 g');
  assert.equal(tea.size, '20 g');
  assert.deepEqual([product()?.problem?.kind, product()?.fields.gtin], ['wrong', '4006381333932']);
  await form.edit('gtin', COLA);
  assert.deepEqual([product()?.problem?.kind, product()?.problem?.other], ['taken', cola]);
  await form.edit('gtin', '14006381333938');
  assert.deepEqual([product()?.problem, tea.gtin], [null, '14006381333938'], 'a carton is another thing');
  await form.edit('gtin', '9638 5074');
  assert.deepEqual([product()?.problem, tea.gtin], [null, '96385074']);
  await form.edit('gtin', ' ');
  assert.equal(tea.gtin, '');
});

test('a product keeps its name where none is typed', async () => {
  const cola = newProduct({ name: 'Cola' }, 1);
  const { form, product } = formOf([cola], { open: cola.id, fields: { name: 'Cola' } });
  await form.edit('name', ' ');
  assert.deepEqual([product()?.problem?.kind, cola.name], ['no-name', 'Cola']);
});

test('a new product is stored as a whole, once it has a name and no wrong number', async () => {
  /** @type {Product[]} */
  const all = [];
  const { form, brands, product } = formOf(all, { open: NEW });
  await form.edit('brand', 'Zeta');
  assert.equal(brands.list.length, 0, 'nothing is kept of what is not added');
  assert.equal(await form.add(), null);
  assert.equal(product()?.problem?.kind, 'no-name');
  await form.edit('name', 'Cola');
  await form.edit('gtin', '123');
  assert.equal(await form.add(), null);
  assert.equal(product()?.problem?.kind, 'wrong');
  await form.edit('gtin', COLA);
  const added = await form.add();
  assert.deepEqual(all, [added]);
  assert.deepEqual([added?.name, added?.gtin, added?.brand], ['Cola', COLA, brands.list[0].id]);
});
