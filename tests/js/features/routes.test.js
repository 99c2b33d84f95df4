import assert from 'node:assert/strict';
import { test } from 'node:test';

import '../fake-dom.js';
import { Addresses, START } from '../../../static/js/shell/address.js';

const { features } = await import('../../../static/js/features/index.js');
const { problem } = await import('../../../static/js/shell/problem.js');
const { start } = await import('../../../static/js/shell/start.js');

/** @type {import('../../../static/js/features/contract.js').AnyFeature[]} */
const all = [start, problem, ...features];
const routes = all.flatMap((feature) => feature.routes ?? []);
const addresses = new Addresses(routes);

/** @type {[string, import('../../../static/js/shell/address.js').Address][]} */
const ADDRESSES = [
  ['', { name: 'start', id: null }],
  ['#/camera', { name: 'live', id: null }],
  ['#/photo', { name: 'photo', id: null }],
  ['#/photo/s1', { name: 'photo', id: 's1' }],
  ['#/audits', { name: 'audits', id: null }],
  ['#/audits/a1', { name: 'audit', id: 'a1' }],
  ['#/audits/new', { name: 'audit-form', id: null }],
  ['#/audits/a1/edit', { name: 'audit-form', id: 'a1' }],
  ['#/lists', { name: 'lists', id: null }],
  ['#/products', { name: 'products', id: null }],
  ['#/products/p1', { name: 'product', id: 'p1' }],
  ['#/settings', { name: 'settings', id: null }],
  ['#/models', { name: 'models', id: null }],
  ['#/welcome', { name: 'welcome', id: null }],
  ['#/shared', { name: 'shared', id: null }],
];

test('an address leads to its view, and the view has that address', () => {
  for (const [hash, address] of ADDRESSES) {
    assert.deepEqual(addresses.parse(hash), address, hash);
    assert.equal(addresses.format(address), hash);
  }
});

test('an unknown address is the start', () => {
  for (const hash of ['#', '#/', '#camera', '#/nowhere', '#/audits/', '#/audits/a1/delete', '#/photo/a/b']) {
    assert.deepEqual(addresses.parse(hash), START, hash);
  }
});

/** @param {string} name of a view @param {object} state of its feature */
const idOf = (name, state) => routes.find((route) => route.name === name)?.id?.(state);

test('the address of a view contains the id of its photo or audit', () => {
  const page = { audit: { id: 'a1' } };
  assert.equal(idOf('photo', { id: null }), null);
  assert.equal(idOf('photo', { id: 's1' }), 's1');
  assert.equal(idOf('audit', { page }), 'a1');
  assert.equal(idOf('audit-form', { page, form: { isNew: true } }), null);
  assert.equal(idOf('audit-form', { page, form: { isNew: false } }), 'a1');
});

test('while an audit is being read, or its form was submitted, the address stays as it is', () => {
  assert.equal(idOf('audit', { page: null }), undefined);
  assert.equal(idOf('audit-form', { page: { audit: { id: 'a1' } }, form: null }), undefined);
});

test('a problem has no address: it takes the place of the view that failed', () => {
  assert.equal(addresses.has('problem'), false);
});

test('Back skips forms, photos that were not counted, and photos that another app shared', () => {
  const passing = ADDRESSES.map(([hash]) => hash).filter((hash) => addresses.isPassing(hash));
  assert.deepEqual(passing, ['#/photo', '#/audits/new', '#/audits/a1/edit', '#/shared']);
});

test('feature names are unique, and no view belongs to two features', () => {
  const names = all.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)]);
  const owners = all.flatMap((feature) => [...new Set((feature.routes ?? []).map(({ name }) => name))]);
  assert.deepEqual(owners, [...new Set(owners)]);
});
