import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuditReader } from '../../../static/js/audits/reader.js';
import { makeAudit, makeShot } from './audits.js';

/**
 * @param {import('../../../static/js/audits/store.js').AuditWithShots[]} stored
 * @param {{ audits?: import('../../../static/js/audits/record.js').Audit[], shots?: import('../../../static/js/photo/record.js').Shot[] }} waiting
 */
function readerOf(stored, { audits = [], shots = [] }) {
  const store = {
    list: async () => structuredClone(stored),
    read: async (/** @type {string} */ id) =>
      structuredClone(stored.find(({ audit }) => audit.id === id) ?? null),
  };
  const queue = { waitingAudits: audits, waiting: shots.map((shot) => ({ shot, picture: null })) };
  return new AuditReader(/** @type {any} */ (store), /** @type {any} */ (queue));
}

const [first, second] = [makeAudit({ id: 'first' }), makeAudit({ id: 'second' })];
const [one, two] = [makeShot({ id: 'one', auditId: 'first' }), makeShot({ id: 'two', auditId: 'first' })];
const stored = [
  { audit: first, shots: [one, two] },
  { audit: second, shots: [] },
];

/** @param {import('../../../static/js/audits/store.js').AuditWithShots | null | undefined} found */
const idsOf = (found) => found?.shots.map(({ id }) => id);

test('what waits to be saved is read in place of what is stored, and one audit as all of them are', async () => {
  const corrected = { ...one, taken: 5 };
  const added = makeShot({ id: 'three', auditId: 'first' });
  const reader = readerOf(stored, { audits: [{ ...first, store: 'New name' }], shots: [corrected, added] });
  const [all] = await reader.readAll();
  assert.equal(all?.audit.store, 'New name');
  assert.deepEqual(all?.shots, [corrected, two, added]);
  assert.deepEqual(await reader.read('first'), all);
});

test('a photo that is being moved is in one visit only', async () => {
  const reader = readerOf(stored, { shots: [{ ...one, auditId: 'second' }] });
  const all = await reader.readAll();
  assert.deepEqual(all.map(idsOf), [['two'], ['one']]);
  assert.deepEqual(idsOf(await reader.read('first')), ['two']);
  assert.deepEqual(idsOf(await reader.read('second')), ['one']);
});

test('a new audit that is not stored yet can be read; one that is nowhere cannot', async () => {
  const reader = readerOf([], { audits: [first], shots: [one] });
  assert.deepEqual(idsOf(await reader.read('first')), ['one']);
  assert.equal(await reader.read('second'), null);
});
