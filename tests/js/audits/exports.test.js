import assert from 'node:assert/strict';
import { test } from 'node:test';

import { AuditError } from '../../../static/js/audits/errors.js';
import { toCoco } from '../../../static/js/audits/export/coco.js';
import { toJson } from '../../../static/js/audits/export/json.js';
import { parseExport } from '../../../static/js/audits/export/parse.js';
import { exportName, planExport } from '../../../static/js/audits/export/plan.js';
import { countsTable } from '../../../static/js/audits/export/table.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { makeAudit, makePlan, makeReview, makeShot, STARTED } from './audits.js';

/** @param {object} value */
const throughJson = (value) => JSON.parse(JSON.stringify(value));

test('what counts is what the machine found, less what was removed, plus what was added', () => {
  assert.deepEqual(countsOf(makeReview()), {
    facings: 4,
    byLabel: { product: 4 },
    machine: 4,
    added: 1,
    removed: 1,
    moved: 1,
    gaps: 1,
  });
});

test('the table has a row for each photo with its counts', () => {
  const [header, row, end] = countsTable(makePlan()).replace('\ufeff', '').split('\r\n');
  const cells = Object.fromEntries(header.split(',').map((name, i) => [JSON.parse(name), row.split(',')[i]]));
  assert.equal(cells.facings, '4');
  assert.equal(cells.gaps, '1');
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
  const [header, first, second] = countsTable(plan).split('\r\n');
  const column = header.split(',').indexOf('"facings_can"');
  assert.equal(first.split(',')[column], '4');
  assert.equal(first.split(',')[column + 1], '0');
  assert.match(second, /"Empty"/);
  assert.equal(second.split(',').length, header.split(',').length);
});

test('COCO has a box of left, top, width and height for everything that counts, and no other', () => {
  const coco = throughJson(toCoco(makePlan(), STARTED));
  assert.deepEqual(
    coco.annotations.map((/** @type {{ bbox: number[] }} */ { bbox }) => bbox),
    [
      [0, 10, 90, 190],
      [210, 20, 80, 160],
      [300, 10, 90, 190],
      [10, 300, 50, 120.5],
    ],
  );
  assert.equal(coco.images[0].file_name, 'photos/corner-shop-2026-03-09-01.jpg');
  assert.deepEqual(coco.categories, [{ id: 1, name: 'product', supercategory: '' }]);
});

test('COCO boxes end where the photo ends', () => {
  const machine = [{ box: /** @type {const} */ ([-5, -5, 700, 900]), score: 0.9, label: 0 }];
  const corrections = { removed: [], moved: {}, added: [], gaps: { accepted: [], dismissed: [] } };
  const review = makeReview({ machine: throughJson(machine), corrections });
  const coco = throughJson(
    toCoco(makePlan([{ audit: makeAudit(), shots: [makeShot({ review })] }]), STARTED),
  );
  assert.deepEqual(coco.annotations[0].bbox, [0, 0, 600, 800]);
});

test('labels of the same name from different detectors are one category', () => {
  const shots = [
    makeShot({ id: 's1', review: makeReview({ labels: ['can'] }) }),
    makeShot({ id: 's2', review: makeReview({ labels: ['box', 'can'] }) }),
  ];
  const coco = throughJson(toCoco(makePlan([{ audit: makeAudit(), shots }]), STARTED));
  assert.deepEqual(
    coco.categories.map((/** @type {{ name: string }} */ { name }) => name),
    ['can', 'box'],
  );
  assert.deepEqual(
    [...new Set(coco.annotations.map((/** @type {{ category_id: number }} */ each) => each.category_id))],
    [1, 2],
  );
});

test('file names are safe everywhere and never the same', () => {
  const store = '../../A:B*?"<>| Ünïcode 店 \\ CON';
  const audits = [
    { audit: makeAudit({ store }), shots: [makeShot(), makeShot({ id: 'shot-2' })] },
    { audit: makeAudit({ id: 'audit-2', store: store.toUpperCase() }), shots: [makeShot()] },
  ];
  const photos = planExport(audits, () => true).flatMap(({ shots }) => shots.map(({ photo }) => photo ?? ''));
  for (const photo of photos) assert.match(photo, /^photos\/[\p{L}\p{N}\p{M}-]+\.jpg$/u);
  assert.equal(new Set(photos.map((photo) => photo.toLowerCase())).size, 3);
  assert.equal(exportName([makeAudit()], STARTED), 'shelfscan-corner-shop-2026-03-09');
  assert.equal(exportName([makeAudit(), makeAudit()], STARTED), 'shelfscan-2-audits-2026-03-09');
});

test('an exported audit comes back the same', () => {
  const audit = makeAudit({ store: '=1+1', note: 'two\nlines "quoted" 🛒' });
  const shots = [makeShot(), makeShot({ id: 'shot-2', review: makeReview({ labels: ['can', 'box'] }) })];
  const [parsed] = parseExport(throughJson(toJson(makePlan([{ audit, shots }]), STARTED)));
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(
    parsed.shots.map(({ shot }) => shot),
    shots,
  );
  assert.equal(parsed.shots[0].photo, 'photos/1-1-2026-03-09-01.jpg');
});

/** @type {[string, (file: any) => void, string][]} */
const DAMAGES = [
  ['another program’s file', (file) => delete file.format, 'import-foreign'],
  ['a newer version', (file) => (file.version = 2), 'import-newer'],
  ['no list of audits', (file) => (file.audits = {}), 'import-damaged'],
  ['an audit without an id', (file) => (file.audits[0].id = ''), 'import-damaged'],
  ['a time that is none', (file) => (file.audits[0].created = 'soon'), 'import-damaged'],
  ['a box that is turned over', (file) => (shotOf(file).machine[0].box = [9, 9, 1, 1]), 'import-damaged'],
  ['a box beside the photo', (file) => (shotOf(file).machine[0].box = [900, 1, 990, 9]), 'import-damaged'],
  ['a box with three numbers', (file) => (shotOf(file).machine[0].box = [1, 2, 3]), 'import-damaged'],
  ['a number that is none', (file) => (shotOf(file).machine[0].score = null), 'import-damaged'],
  ['a label that is not there', (file) => (shotOf(file).machine[0].label = 7), 'import-damaged'],
  ['a correction of no box', (file) => (shotOf(file).corrections.removed = [99]), 'import-damaged'],
  ['a move of no box', (file) => (shotOf(file).corrections.moved = { x: [1, 1, 2, 2] }), 'import-damaged'],
  [
    'an added box like the machine’s',
    (file) => (shotOf(file).corrections.added[0].id = 'm1'),
    'import-damaged',
  ],
  ['the same photo twice', (file) => file.audits[0].shots.push(shotOf(file)), 'import-damaged'],
];

/** @param {any} file */
const shotOf = (file) => file.audits[0].shots[0];

for (const [what, damage, code] of DAMAGES) {
  test(`${what} is refused as a whole`, () => {
    const file = throughJson(toJson(makePlan(), STARTED));
    damage(file);
    assert.throws(
      () => parseExport(file),
      (error) => error instanceof AuditError && error.code === code,
    );
  });
}

test('what is not known in a file is not taken over', () => {
  const file = throughJson(toJson(makePlan(), STARTED));
  file.audits[0].evil = true;
  shotOf(file).deleted = 5;
  const [{ audit, shots }] = parseExport(file);
  assert.equal('evil' in audit, false);
  assert.equal(shots[0].shot.deleted, null);
});
