import assert from 'node:assert/strict';
import { test } from 'node:test';

import { marked, withCategories } from '../../../static/js/audits/checklist.js';
import { AuditError } from '../../../static/js/audits/errors.js';
import { toJson } from '../../../static/js/audits/json.js';
import { parseExport } from '../../../static/js/audits/parse.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { fingerprintOf } from '../../../static/js/photo/fingerprint.js';
import { makeAudit, makeReview, makeShot, STARTED } from './audits.js';

/** @typedef {import('../../../static/js/audits/record.js').Audit} Audit */
/** @typedef {import('../../../static/js/audits/record.js').Shot} Shot */

/** The exported JSON of these audits, parsed. @param {{ audit: Audit, shots: Shot[] }[]} [audits] */
function exported(audits = [{ audit: makeAudit(), shots: [makeShot()] }]) {
  const planned = audits.map(({ audit, shots }) => ({
    audit,
    shots: shots.map((shot) => ({
      shot,
      counts: countsOf(shot.review),
      photo: `photos/${shot.id}.jpg`,
      marked: `marked/${shot.id}.jpg`,
    })),
  }));
  return JSON.parse(JSON.stringify(toJson({ audits: planned, models: [] }, STARTED)));
}

test('an exported audit is read back unchanged', () => {
  const audit = makeAudit({ store: '=1+1', note: 'two\nlines "quoted" 🛒' });
  const shots = [makeShot(), makeShot({ id: 'shot-2', review: makeReview({ labels: ['can', 'box'] }) })];
  const [parsed] = parseExport(exported([{ audit, shots }]));
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(
    parsed.shots.map(({ shot }) => shot),
    shots,
  );
  assert.equal(parsed.shots[0].photo, 'photos/shot-1.jpg');
});

test('the box that an added box replaces and the terms of the model are read back too', () => {
  const review = makeReview({ labels: ['can', 'box'] });
  review.corrections.added = [{ id: 'a1', box: [100, 10, 190, 200], label: 1, replaces: 1 }];
  review.model = {
    name: 'shelf',
    version: '1.0.0',
    licence: { weights: 'Academic use', data: 'Photos', commercialUse: false },
  };
  const shot = makeShot({ review });
  const [parsed] = parseExport(exported([{ audit: makeAudit(), shots: [shot] }]));
  assert.deepEqual(parsed.shots[0].shot, shot);
});

test('the part of a photo that counts is read back too, and null is none', () => {
  const review = makeReview();
  /** @type {[number, number][]} */
  const corners = [
    [0, 10.5],
    [600, 0],
    [550, 800],
    [20, 790],
  ];
  review.corrections.region = { corners };
  const shot = makeShot({ review });
  const [parsed] = parseExport(exported([{ audit: makeAudit(), shots: [shot] }]));
  assert.deepEqual(parsed.shots[0].shot, shot);
  const file = exported();
  shotOf(file).corrections.region = null;
  assert.deepEqual(parseExport(file)[0].shots[0].shot, makeShot());
});

test('what a person said of boxes and of the photo, and how sure the model was, is read back too', () => {
  const review = makeReview();
  review.corrections = { ...review.corrections, confirmed: [0, 2], complete: true, askedFar: true };
  review.certainty = { offset: -0.8, slope: 2.6, missed: 0.4, spread: 0.6 };
  const shot = makeShot({ review });
  const [parsed] = parseExport(exported([{ audit: makeAudit(), shots: [shot] }]));
  assert.deepEqual(parsed.shots[0].shot, shot);
});

/** @param {any} file @param {any} corners */
const setCorners = (file, corners) => (shotOf(file).corrections.region = { corners });

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
  ['a box in place of none', (file) => (shotOf(file).corrections.added[0].replaces = 99), 'import-damaged'],
  ['terms that are none', (file) => (shotOf(file).model.licence = { weights: 1 }), 'import-damaged'],
  [
    'a word on commercial use that is none',
    (file) => (shotOf(file).model.licence = { weights: '', data: '', commercialUse: 'no' }),
    'import-damaged',
  ],
  ['an answer to no box', (file) => (shotOf(file).corrections.confirmed = [99]), 'import-damaged'],
  ['a certainty that is none', (file) => (shotOf(file).certainty = { offset: 1 }), 'import-damaged'],
  ['a part that is none', (file) => (shotOf(file).corrections.region = 'all'), 'import-damaged'],
  ['a part without corners', (file) => (shotOf(file).corrections.region = {}), 'import-damaged'],
  [
    'a part with three corners',
    (file) =>
      setCorners(file, [
        [0, 0],
        [600, 0],
        [600, 800],
      ]),
    'import-damaged',
  ],
  [
    'a part that leaves the photo',
    (file) =>
      setCorners(file, [
        [0, 0],
        [601, 0],
        [600, 800],
        [0, 800],
      ]),
    'import-damaged',
  ],
  [
    'a corner that points inwards',
    (file) =>
      setCorners(file, [
        [0, 0],
        [600, 0],
        [100, 100],
        [0, 800],
      ]),
    'import-damaged',
  ],
  [
    'corners the wrong way round',
    (file) =>
      setCorners(file, [
        [0, 0],
        [0, 800],
        [600, 800],
        [600, 0],
      ]),
    'import-damaged',
  ],
  [
    'a corner with one number',
    (file) => setCorners(file, [[0], [600, 0], [600, 800], [0, 800]]),
    'import-damaged',
  ],
  ['the same photo twice', (file) => file.audits[0].shots.push(shotOf(file)), 'import-damaged'],
];

/** @param {any} file */
const shotOf = (file) => file.audits[0].shots[0];

for (const [what, damage, code] of DAMAGES) {
  test(`${what} is refused as a whole`, () => {
    const file = exported();
    damage(file);
    assert.throws(
      () => parseExport(file),
      (error) => error instanceof AuditError && error.code === code,
    );
  });
}

test('unknown properties of a file are dropped', () => {
  const file = exported();
  file.audits[0].evil = true;
  shotOf(file).deleted = 5;
  const [{ audit, shots }] = parseExport(file);
  assert.equal('evil' in audit, false);
  assert.equal(shots[0].shot.deleted, null);
});

test('the fingerprint of a photo is read back; older files have none, and one that cannot be read is left out', () => {
  const grey = new Uint8Array(64 * 48).fill(7);
  const fingerprint = fingerprintOf({ width: 64, height: 48, grey }, 'f'.repeat(64));
  const shot = makeShot({ fingerprint });
  const file = exported([{ audit: makeAudit(), shots: [shot] }]);
  assert.deepEqual(parseExport(file)[0].shots[0].shot, shot);
  for (const unknown of [undefined, null, { ...fingerprint, version: 2 }, { ...fingerprint, grey: 'x' }]) {
    file.audits[0].shots[0].fingerprint = unknown;
    assert.deepEqual(parseExport(file)[0].shots[0].shot, makeShot());
  }
});

test('what is whole comes in, and what is not is named', () => {
  const shots = [makeShot(), makeShot({ id: 'shot-2' }), makeShot({ id: 'shot-3' })];
  const file = exported([
    { audit: makeAudit(), shots },
    { audit: makeAudit({ id: 'b', store: 'Market Hall' }), shots: [] },
    { audit: makeAudit({ id: 'c', store: 'Kiosk' }), shots: [] },
  ]);
  file.audits[0].shots[1].width = 'wide';
  file.audits[0].shots[2].id = 'shot-1';
  file.audits[1].created = 'never';
  file.audits[2].shots = Array(20_000).fill({});
  file.audits.push(null, JSON.parse('{ "__proto__": { "store": "x" }, "store": "Proto" }'));
  /** @type {[string, number | null][]} */
  const left = [];
  const parsed = parseExport(file, (_error, store, number) => left.push([store, number]));
  assert.deepEqual(
    parsed.map(({ audit, shots: whole }) => [audit.store, whole.map(({ number }) => number)]),
    [['Corner Shop', [1]]],
  );
  assert.deepEqual(left, [
    ['Corner Shop', 2],
    ['Corner Shop', 3],
    ['Market Hall', null],
    ['Kiosk', null],
    ['', null],
    ['Proto', null],
  ]);
});

test('categories, the end of a visit, and photos that wait to be counted are read back', () => {
  const categories = withCategories([], ['Coffee', 'Tea']);
  const audit = makeAudit({
    categories: marked(categories, categories[1].id, 'skipped', 'No time'),
    finished: null,
  });
  const region = { left: 0.1, top: 0, right: 0.9, bottom: 1 };
  const shot = makeShot({ categoryId: categories[0].id, uncounted: { region } });
  const [parsed] = parseExport(exported([{ audit, shots: [shot] }]));
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(parsed.shots[0]?.shot.uncounted, { region });
  assert.equal(parsed.shots[0]?.shot.categoryId, categories[0].id);
  const [ended] = parseExport(exported([{ audit: { ...audit, finished: STARTED }, shots: [] }]));
  assert.equal(ended.audit.finished, STARTED);
});
