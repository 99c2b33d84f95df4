import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inShownOrder, worstFirst } from '../../../static/js/features/audits/groups.js';

/** @param {string} id @param {Partial<import('../../../static/js/features/audits/state.js').ShotCard>} [more] */
const card = (id, more = {}) => ({
  ...{ id, taken: 0, products: 10, range: null, facings: 10, missing: 0, unchecked: 0 },
  ...{
    categoryId: null,
    uncounted: null,
    again: null,
    corrected: false,
    thumbnail: null,
    saved: true,
    ...more,
  },
});

test('the photo whose number is least sure comes first; what is sure or waits is left out', () => {
  const shots = [
    card('sure'),
    card('gaps', { unchecked: 3 }),
    card('wide', { range: { low: 0, high: 30 } }),
    card('narrow', { range: { low: 9, high: 11 }, unchecked: 1 }),
    card('waits', { uncounted: 'waiting' }),
    card('again', { again: { number: 1, isSame: false } }),
    card('failed', { uncounted: 'failed' }),
  ];
  assert.deepEqual(worstFirst(shots), ['failed', 'wide', 'again', 'gaps', 'narrow']);
});

test('photos stand by category in the order of the checklist, those of none at the end', () => {
  const shots = [
    card('a', { categoryId: 'tea' }),
    card('b', { categoryId: 'gone' }),
    card('c', { categoryId: 'coffee' }),
  ];
  const categories = ['coffee', 'tea'].map((id) => ({ id, name: id }));
  assert.deepEqual(inShownOrder({ shots, categories }), ['c', 'a', 'b']);
});
