import assert from 'node:assert/strict';
import { test } from 'node:test';

import { noAudits } from '../../../static/js/features/audits/state.js';
import { addressFor, addressOf, routeOf, START } from '../../../static/js/shell/address.js';

/** @type {[string, import('../../../static/js/shell/address.js').Route][]} */
const ROUTES = [
  ['', { view: 'start', id: null }],
  ['#/camera', { view: 'live', id: null }],
  ['#/photo', { view: 'photo', id: null }],
  ['#/photo/s1', { view: 'photo', id: 's1' }],
  ['#/audits', { view: 'audits', id: null }],
  ['#/audits/a1', { view: 'audit', id: 'a1' }],
  ['#/audits/new', { view: 'audit-form', id: null }],
  ['#/audits/a1/edit', { view: 'audit-form', id: 'a1' }],
  ['#/settings', { view: 'settings', id: null }],
  ['#/models', { view: 'models', id: null }],
  ['#/shared', { view: 'shared', id: null }],
];

test('an address leads to its view, and the view has that address', () => {
  for (const [address, route] of ROUTES) {
    assert.deepEqual(routeOf(address), route, address);
    assert.equal(addressOf(route), address);
  }
});

test('an address that means nothing is the start', () => {
  for (const address of [
    '#',
    '#/',
    '#camera',
    '#/nowhere',
    '#/audits/',
    '#/audits/a1/delete',
    '#/photo/a/b',
  ]) {
    assert.deepEqual(routeOf(address), START, address);
  }
});

test('any id can be told, and a broken one is the start', () => {
  for (const id of ['a/b', 'ü 1', 'x#y?z', '100%', 'a+', '..']) {
    const route = { view: /** @type {const} */ ('audit'), id };
    assert.deepEqual(routeOf(addressOf(route)), route);
    assert.doesNotMatch(addressOf(route), /[+ ]|.#/);
  }
  assert.deepEqual(routeOf('#/audits/%E0%A4%A'), START);
});

const audit = {
  id: 'a1',
  store: 'Corner Shop',
  place: '',
  note: '',
  created: 0,
  changed: 0,
  deleted: null,
  copyOf: null,
};
const page = { audit, shots: [], facings: 0, gaps: 0 };
const form = {
  details: { store: '', place: '', note: '' },
  isNew: true,
  addsPhoto: false,
  stores: [],
  missing: false,
};

test('each view of the page has its address', () => {
  const audits = { ...noAudits, page };
  assert.equal(addressFor({ view: 'start', audits }), '');
  assert.equal(addressFor({ view: 'live', audits }), '#/camera');
  assert.equal(addressFor({ view: 'photo', audits }), '#/photo');
  assert.equal(
    addressFor({ view: 'photo', audits: { ...audits, photo: { id: 's1', store: null } } }),
    '#/photo/s1',
  );
  assert.equal(addressFor({ view: 'audits', audits }), '#/audits');
  assert.equal(addressFor({ view: 'audit', audits }), '#/audits/a1');
  assert.equal(addressFor({ view: 'audit-form', audits: { ...audits, form } }), '#/audits/new');
  const edit = { ...form, isNew: false };
  assert.equal(addressFor({ view: 'audit-form', audits: { ...audits, form: edit } }), '#/audits/a1/edit');
});

test('while an audit is read, or its form has been sent, the address stays as it is', () => {
  assert.equal(addressFor({ view: 'audit', audits: noAudits }), null);
  assert.equal(addressFor({ view: 'audit-form', audits: { ...noAudits, page } }), null);
});

test('a problem has no address: it stands where what did not work would stand', () => {
  assert.equal(addressFor({ view: 'problem', audits: noAudits }), null);
});
