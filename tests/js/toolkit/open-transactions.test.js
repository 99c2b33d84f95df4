import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OpenTransactions } from '../../../static/js/toolkit/open-transactions.js';

/** @param {EventTarget} page @param {boolean} persisted */
const leave = (page, persisted) => page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));

function start() {
  const page = new EventTarget();
  let aborted = 0;
  const transaction = Object.assign(new EventTarget(), { abort: () => (aborted += 1) });
  new OpenTransactions(page).add(/** @type {any} */ (transaction));
  return { page, transaction, aborted: () => aborted };
}

test('a page that may be shown again leaves no transaction under way', () => {
  const { page, aborted } = start();
  leave(page, true);
  assert.equal(aborted(), 1);
  leave(page, true);
  assert.equal(aborted(), 1, 'a second time there is none left');
});

test('a page that ends may end its transactions', () => {
  const { page, aborted } = start();
  leave(page, false);
  assert.equal(aborted(), 0);
});

test('what has ended is left alone', () => {
  for (const end of ['complete', 'abort']) {
    const { page, transaction, aborted } = start();
    transaction.dispatchEvent(new Event(end));
    leave(page, true);
    assert.equal(aborted(), 0, end);
  }
});
