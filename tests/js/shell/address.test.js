import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Addresses, START } from '../../../static/js/shell/address.js';

const addresses = new Addresses([
  { name: 'start', path: '' },
  { name: 'problem', path: null },
  { name: 'new', path: '#/things/new', passing: true },
  { name: 'thing', path: '#/things/:id' },
]);

test('an address belongs to the first route that matches', () => {
  assert.deepEqual(addresses.parse('#/things/new'), { name: 'new', id: null });
  assert.deepEqual(addresses.parse('#/things/old'), { name: 'thing', id: 'old' });
});

test('a view without a path has no address', () => {
  assert.equal(addresses.has('problem'), false);
  assert.equal(addresses.format({ name: 'problem', id: null }), '');
});

test('any id can be part of an address, and a malformed one leads to the start', () => {
  for (const id of ['a/b', 'ü 1', 'x#y?z', '100%', 'a+', '..']) {
    const address = { name: 'thing', id };
    assert.deepEqual(addresses.parse(addresses.format(address)), address);
    assert.doesNotMatch(addresses.format(address), /[+ ]|.#/);
  }
  assert.deepEqual(addresses.parse('#/things/%E0%A4%A'), START);
});
