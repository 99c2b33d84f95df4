import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toCsv } from '../../../../static/js/export/csv.js';
import { auditTables } from '../../../../static/js/features/audits/export-tables.js';
import { makeAudit, makeShot, STARTED } from '../../audits/audits.js';
import { makePlan } from './plans.js';

const WHERE = { latitude: 48.137154, longitude: 11.576124, accuracy: 12, time: STARTED };

/** The cells of the only row by the name of their column. @param {Parameters<typeof makePlan>[0]} audits */
function rowOf(audits) {
  const [header, row] = auditTables.fill(makePlan(audits))[0].cells;
  return Object.fromEntries(header.map((name, index) => [name, row[index]]));
}

test('the table has what was noted of a photo, and who made the visit', () => {
  const notes = {
    tags: ['Damaged', '=1+1'],
    note: 'low board',
    places: [
      { x: 0, y: 0, text: 'torn' },
      { x: 1, y: 1, text: '' },
    ],
  };
  const row = rowOf([{ audit: makeAudit({ who: 'Ana' }), shots: [makeShot(notes)] }]);
  assert.equal(row.tags, 'Damaged | =1+1');
  assert.equal(row.photo_note, 'low board');
  assert.equal(row.places, '1 torn | 2');
  assert.equal(row.who, 'Ana');
});

test('a note that begins like a formula is guarded in the CSV', () => {
  const shots = [makeShot({ note: '=HYPERLINK("http://x")', tags: ['@SUM(A1)'] })];
  const csv = toCsv(auditTables.fill(makePlan([{ audit: makeAudit({ who: '+1' }), shots }]))[0].cells);
  for (const text of ["'=HYPERLINK", "'@SUM", `"'+1"`]) assert.ok(csv.includes(text), text);
});

test('there are columns for where only if an audit says so', () => {
  const without = rowOf([{ audit: makeAudit(), shots: [makeShot()] }]);
  assert.ok(!('latitude' in without) && without.who === null && without.tags === '');
  const row = rowOf([{ audit: makeAudit({ where: WHERE }), shots: [] }]);
  assert.deepEqual([row.latitude, row.longitude, row.accuracy_m, row.tags], [48.137154, 11.576124, 12, null]);
});
