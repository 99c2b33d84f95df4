import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toCsv } from '../../../../static/js/export/csv.js';
import { auditTables } from '../../../../static/js/features/audits/export-tables.js';
import { makeAudit, makeReview, makeShot } from '../../audits/audits.js';
import { makePlan } from './plans.js';

/** @param {import('../../../../static/js/features/audits/export-plan.js').PlannedAudit[]} plan */
const tableOf = (plan) => toCsv(auditTables.fill(plan)[0].cells);

test('the table has a row for each photo with its counts', () => {
  const [header, row, end] = tableOf(makePlan()).replace('\ufeff', '').split('\r\n');
  const cells = Object.fromEntries(header.split(',').map((name, i) => [JSON.parse(name), row.split(',')[i]]));
  assert.equal(cells.facings, '4');
  assert.equal(cells.gaps, '1');
  assert.equal(cells.missing_facings, '1');
  assert.equal(cells.store, '"Corner Shop"');
  assert.equal(cells.detector, '"shelf 1.0.0"');
  assert.equal(end, '');
});

test('several labels have a column each, and an audit without photos still has its row', () => {
  const review = makeReview({ labels: ['can', 'box'] });
  const plan = makePlan([
    { audit: makeAudit(), shots: [makeShot({ review })] },
    { audit: makeAudit({ id: 'audit-2', store: 'Empty' }), shots: [] },
  ]);
  const [header, first, second] = tableOf(plan).split('\r\n');
  const column = header.split(',').indexOf('"facings_can"');
  assert.equal(first.split(',')[column], '4');
  assert.equal(first.split(',')[column + 1], '0');
  assert.match(second, /"Empty"/);
  assert.equal(second.split(',').length, header.split(',').length);
});

test('every row reconciles, also after the threshold was raised and a label changed', () => {
  const review = makeReview({ labels: ['can', 'box'], threshold: 0.85 });
  review.corrections = {
    removed: [0, 1],
    moved: { 3: [310, 20, 390, 180] },
    added: [
      { id: 'a1', box: [0, 10, 90, 200], label: 1, replaces: 0 },
      { id: 'a2', box: [10, 300, 60, 420], label: 0 },
    ],
    gaps: { accepted: [], dismissed: [] },
  };
  const plan = makePlan([{ audit: makeAudit(), shots: [makeShot(), makeShot({ id: 'shot-2', review })] }]);
  const [header, ...rows] = auditTables.fill(plan)[0].cells;
  for (const row of rows) {
    const cell = (/** @type {string} */ key) => Number(row[header.indexOf(key)]);
    assert.equal(
      cell('facings'),
      cell('found_by_detector') + cell('added_by_hand') - cell('removed_by_hand'),
    );
  }
  const last = Object.fromEntries(header.map((key, i) => [key, rows[1][i]]));
  assert.deepEqual(
    [
      last.found_by_detector,
      last.added_by_hand,
      last.removed_by_hand,
      last.moved_by_hand,
      last.relabelled_by_hand,
    ],
    [2, 1, 0, 1, 1],
  );
});
