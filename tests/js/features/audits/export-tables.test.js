import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toCsv } from '../../../../static/js/export/csv.js';
import { auditTables } from '../../../../static/js/features/audits/export-tables.js';
import { vouch } from '../../../../static/js/photo/answers.js';
import { ShotReview } from '../../../../static/js/photo/shot-review.js';
import { makeAudit, makeReview, makeShot, STARTED } from '../../audits/audits.js';
import { act, noisyShelf } from '../../photo/random-corrections.js';
import { fc, randomFrom } from '../../properties.js';
import { makePlan } from './plans.js';

/** @param {import('../../../../static/js/features/audits/export-plan.js').PlannedAudit[]} plan */
const tableOf = (plan) => toCsv(auditTables.fill(plan)[0].cells);

test('the table has a row for each photo with its counts', () => {
  const [header, row, end] = tableOf(makePlan()).replace('\ufeff', '').split('\r\n');
  const cells = Object.fromEntries(header.split(',').map((name, i) => [JSON.parse(name), row.split(',')[i]]));
  assert.equal(cells.products, '4');
  assert.equal(cells.gaps_missing, '1');
  assert.equal(cells.gaps_none, '0');
  assert.equal(cells.missing_facings, '1');
  assert.equal(cells.store, '"Corner Shop"');
  assert.equal(cells.detector, '"shelf 1.0.0"');
  assert.equal(end, '');
});

test('the table says how sure a photo is, if its model does, and that what a person vouched for is', () => {
  const certainty = { offset: -1, slope: 2, missed: 0.5, spread: 0.5 };
  const unsure = { ...makeReview(), certainty };
  const indices = unsure.machine.map((_, index) => index);
  const checked = { ...unsure, corrections: vouch(unsure.corrections, indices) };
  const shots = [makeReview(), unsure, checked].map((review, i) => makeShot({ id: `shot-${i}`, review }));
  const [header, ...rows] = auditTables.fill(makePlan([{ audit: makeAudit(), shots }]))[0].cells;
  const [without, ranged, vouched] = rows.map((row) =>
    ['likely_from', 'products', 'likely_to'].map((key) => row[header.indexOf(key)]),
  );
  assert.deepEqual(without, [null, 4, null]);
  const [low, products, high] = ranged.map(Number);
  assert.ok(low <= products && products <= high && low < high);
  assert.equal(vouched[0], vouched[1]);
  assert.equal(vouched[2], vouched[1]);
});

test('several labels have a column each, and an audit without photos still has its row', () => {
  const review = makeReview({ labels: ['can', 'box'] });
  const plan = makePlan([
    { audit: makeAudit(), shots: [makeShot({ review })] },
    { audit: makeAudit({ id: 'audit-2', store: 'Empty' }), shots: [] },
  ]);
  const [header, first, second] = tableOf(plan).split('\r\n');
  const column = header.split(',').indexOf('"products_can"');
  assert.equal(first.split(',')[column], '4');
  assert.equal(first.split(',')[column + 1], '0');
  assert.match(second, /"Empty"/);
  assert.equal(second.split(',').length, header.split(',').length);
});

test('the table says which photos count in part only', () => {
  const review = makeReview();
  const corners = /** @type {[number, number][]} */ ([
    [0, 0],
    [250, 0],
    [250, 800],
    [0, 800],
  ]);
  review.corrections = { ...review.corrections, region: { corners } };
  const plan = makePlan([{ audit: makeAudit(), shots: [makeShot(), makeShot({ id: 'shot-2', review })] }]);
  const [header, all, part] = auditTables.fill(plan)[0].cells;
  const cells = (/** @type {typeof all} */ row) =>
    ['products', 'part_only', 'gaps_missing'].map((key) => row[header.indexOf(key)]);
  assert.deepEqual(cells(all), [4, 0, 1]);
  assert.deepEqual(cells(part), [3, 1, 0], 'the moved one has its middle on the edge');
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
      cell('products'),
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

test('the rows of a photo add up to its row in the main table, and its kinds to its products, whatever was corrected', () => {
  const property = fc.property(fc.gen(), (draw) => {
    const random = randomFrom(draw);
    const shots = ['shot-1', 'shot-2'].map((id) => {
      const review = new ShotReview(noisyShelf(random));
      for (let steps = 0; steps < 12; steps += 1) act(review, random);
      return makeShot({ id, review: review.shot });
    });
    const [counts, rows] = auditTables.fill(makePlan([{ audit: makeAudit(), shots }])).map(({ cells }) => {
      const [header, ...lines] = cells;
      return lines.map((line) => Object.fromEntries(header.map((key, i) => [key, line[i]])));
    });
    for (const photo of counts) {
      const own = rows.filter(({ photo_id }) => photo_id === photo.photo_id);
      for (const key of ['products', 'facings', 'gaps_unchecked', 'gaps_missing', 'missing_facings']) {
        const sum = own.reduce((total, row) => total + Number(row[key]), 0);
        assert.equal(sum, photo[key], `${key} of ${photo.photo_id}`);
      }
      const found = Number(photo.found_by_detector) + Number(photo.added_by_hand);
      assert.equal(photo.products, found - Number(photo.removed_by_hand));
      const kinds = Object.keys(photo).filter((key) => key.startsWith('products_'));
      assert.equal(kinds.length, 3);
      assert.equal(
        photo.products,
        kinds.reduce((total, key) => total + Number(photo[key]), 0),
      );
    }
  });
  fc.assert(property, { numRuns: 40 });
});

test('times in the table carry the offset that they had there, and a column says which clock they are from', () => {
  const shots = [
    makeShot({ taken: Date.UTC(2024, 0, 5, 8, 30), counted: STARTED, offsets: { taken: 60, counted: -180 } }),
    makeShot({ id: 'shot-2', taken: STARTED, counted: STARTED + 1, clock: 'file' }),
    makeShot({ id: 'shot-3', taken: STARTED, offsets: undefined }),
  ];
  const [header, ...rows] = auditTables.fill(makePlan([{ audit: makeAudit(), shots }]))[0].cells;
  const column = (/** @type {string} */ key) => rows.map((row) => row[header.indexOf(key)]);
  assert.equal(column('photo_taken')[0], '2024-01-05T09:30:00+01:00');
  assert.equal(column('photo_counted')[0], '2026-03-09T11:05:00-03:00');
  assert.deepEqual(column('photo_clock'), ['exif', 'file', 'counted']);
  for (const time of [...column('photo_taken'), ...column('photo_counted'), ...column('audit_started')]) {
    assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
  }
});
