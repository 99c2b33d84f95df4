import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  brandOfBox,
  productOf,
  recognisedWithIds,
  renamedAlike,
  withAlike,
  withBrand,
  withIds,
  withNot,
  withProduct,
} from '../../../static/js/photo/names.js';

/** @type {Record<string, { id: string, brand: string }>} */
const CATALOGUE = {
  lager: { id: 'lager', brand: 'nordmark' },
  weizen: { id: 'weizen', brand: 'alpina' },
  water: { id: 'water', brand: '' },
  oldLager: { id: 'lager', brand: 'nordmark' }, // merged into it
};
const find = (/** @type {string} */ id) => CATALOGUE[id];

test('a product named by a person comes before the one that was recognised', () => {
  const review = {
    names: withProduct({}, ['m0'], 'lager'),
    recognised: { m0: { product: 'weizen', score: 0.9 }, m1: { product: 'weizen', score: 0.8 } },
  };
  assert.deepEqual(
    ['m0', 'm1', 'm2'].map((key) => productOf(review, key, find)),
    ['lager', 'weizen', null],
  );
  assert.deepEqual(
    ['m0', 'm1', 'm2'].map((key) => brandOfBox(review, key, find)),
    ['nordmark', 'alpina', ''],
  );
});

test('a brand that a person painted afterwards wins over a product of another brand', () => {
  const recognised = { m0: { product: 'weizen', score: 0.9 }, m1: { product: 'weizen', score: 0.9 } };
  let names = withProduct({}, ['m0'], 'lager');
  names = withBrand(names, ['m0', 'm1'], 'zeta');
  assert.equal(productOf({ names, recognised }, 'm0', find), null);
  assert.equal(productOf({ names, recognised }, 'm1', find), null);
  assert.equal(brandOfBox({ names, recognised }, 'm1', find), 'zeta');
  names = withBrand(names, ['m0'], 'nordmark');
  assert.equal(productOf({ names, recognised }, 'm0', find), 'lager', 'the same brand contradicts nothing');
  names = withProduct(names, ['m0'], 'weizen');
  assert.equal(
    brandOfBox({ names, recognised }, 'm0', find),
    'alpina',
    'a product said later brings its brand',
  );
  names = withBrand({}, ['m0'], 'zeta');
  assert.equal(
    productOf({ names, recognised: { m0: { product: 'water', score: 1 } } }, 'm0', find),
    'water',
    'a product without a brand may be of any',
  );
});

test('"not this" takes the name away, and the machine does not give it again', () => {
  const recognised = { m0: { product: 'oldLager', score: 0.9 } };
  assert.equal(productOf({ recognised }, 'm0', find), 'lager', 'of a product that was merged into another');
  const names = withNot(withProduct({}, ['m0'], 'lager'), ['m0'], 'lager');
  assert.deepEqual(names, { m0: { not: ['lager'] } });
  assert.equal(productOf({ names, recognised }, 'm0', find), null);
  assert.equal(withNot(names, ['m0'], 'lager'), names);
  assert.deepEqual(withBrand(withBrand(names, ['m0'], 'zeta'), ['m0'], null), names, 'unnamed, but not this');
  assert.deepEqual(withProduct(names, ['m0'], 'lager'), { m0: { product: 'lager' } }, 'it is, after all');
});

test('where nothing is new, names stay the same object; where nothing is left, the box has no entry', () => {
  const names = withProduct({}, ['m0'], 'lager');
  assert.equal(withProduct(names, ['m0'], 'lager'), names);
  assert.equal(withProduct(names, ['m1'], null), names);
  assert.equal(withBrand(names, ['m1'], null), names);
  assert.deepEqual(withProduct(names, ['m0'], null), {});
  assert.deepEqual(withBrand(names, ['m0'], null), {});
});

test('a product that is gone names nothing, and its id may become another one', () => {
  const names = withNot(withProduct({}, ['m0'], 'gone'), ['m1'], 'lager');
  assert.equal(productOf({ names }, 'm0', find), null);
  const idOf = (/** @type {string} */ id) => (id === 'gone' ? null : `${id}-here`);
  assert.deepEqual(
    withIds(names, (id) => id, idOf),
    { m1: { not: ['lager-here'] } },
  );
  assert.deepEqual(
    recognisedWithIds({ m0: { product: 'gone', score: 1 }, m1: { product: 'x', score: 1 } }, idOf),
    {
      m1: { product: 'x-here', score: 1 },
    },
  );
});

test('what a person joined and split follows the boxes, and goes with them', () => {
  /** @type {import('../../../static/js/photo/names.js').Alike} */
  const alike = { together: [['m0', 'm1']], apart: [['m1', 'm2']] };
  assert.equal(
    renamedAlike(alike, (key) => key),
    alike,
  );
  const after = renamedAlike(alike, (key) => (key === 'm2' ? null : key === 'm0' ? 'a1' : key));
  assert.deepEqual(after, { together: [['a1', 'm1']], apart: [] });
  assert.deepEqual(withAlike({ alike }, { together: [], apart: [] }), {});
});
