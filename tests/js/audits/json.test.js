import assert from 'node:assert/strict';
import { test } from 'node:test';

import { marked, withCategories } from '../../../static/js/audits/checklist.js';
import { AuditError } from '../../../static/js/audits/errors.js';
import { toJson } from '../../../static/js/audits/json.js';
import { parseExport } from '../../../static/js/audits/parse.js';
import { cleanDetails } from '../../../static/js/audits/record.js';
import { noCorrections } from '../../../static/js/photo/corrections.js';
import { countsOf } from '../../../static/js/photo/counts.js';
import { fingerprintOf } from '../../../static/js/photo/fingerprint.js';
import { ShotReview } from '../../../static/js/photo/shot-review.js';
import { act, noisyShelf } from '../photo/random-corrections.js';
import { fc, randomFrom } from '../properties.js';
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

test('whatever was corrected and noted, an exported audit is read back unchanged', () => {
  const times = fc.integer({ min: 0, max: 4e12 });
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });
  const details = fc.record({ store: text, place: text, note: text, created: times, changed: times });
  const property = fc.property(details, times, fc.gen(), (details, taken, draw) => {
    const random = randomFrom(draw);
    const shots = Array.from({ length: random(3) }, (_, i) => {
      const review = new ShotReview(noisyShelf(random));
      for (let steps = random(12); steps > 0; steps -= 1) act(review, random);
      return makeShot({ id: `shot-${i}`, taken, review: review.shot });
    });
    const audit = makeAudit({ ...details, ...cleanDetails(details) }); // as they are stored
    const [parsed] = parseExport(exported([{ audit, shots }]));
    assert.deepEqual(parsed.audit, audit);
    assert.deepEqual(
      parsed.shots.map(({ shot }) => shot),
      JSON.parse(JSON.stringify(shots)),
    );
  });
  fc.assert(property, { numRuns: 60 });
});

test('the word of a person that a photo without products is complete is read back unchanged', () => {
  const review = new ShotReview({ ...makeReview(), machine: [], corrections: noCorrections });
  review.vouch();
  const shot = makeShot({ review: review.shot });
  assert.equal(shot.review.corrections.complete, true);
  assert.deepEqual(parseExport(exported([{ audit: makeAudit(), shots: [shot] }]))[0].shots[0].shot, shot);
});

test('any JSON is read or refused with a sentence, and nothing else', () => {
  const property = fc.property(fc.gen(), fc.jsonValue(), (draw, value) => {
    /** @type {any} */
    const file = exported();
    let at = file;
    // Down to any place in the file, which is then another value.
    for (;;) {
      const keys = Object.keys(at);
      const key = keys[draw(fc.nat, { max: keys.length - 1 })];
      const inner = at[key];
      if (
        typeof inner === 'object' &&
        inner !== null &&
        Object.keys(inner).length > 0 &&
        draw(fc.nat, { max: 4 }) > 0
      )
        at = inner;
      else {
        at[key] = value;
        break;
      }
    }
    try {
      parseExport(JSON.parse(JSON.stringify(file)));
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
    }
  });
  fc.assert(property, { numRuns: 1000 });
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
  const shot = makeShot({ categoryId: categories[0].id, uncounted: { added: 0, region } });
  const [parsed] = parseExport(exported([{ audit, shots: [shot] }]));
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(parsed.shots[0]?.shot.uncounted, { added: parsed.shots[0]?.shot.taken, region });
  assert.equal(parsed.shots[0]?.shot.categoryId, categories[0].id);
  const [ended] = parseExport(exported([{ audit: { ...audit, finished: STARTED }, shots: [] }]));
  assert.equal(ended.audit.finished, STARTED);
});

test('the store of the list, what must be in stock, and the names of gaps are read back, and damage in them is found', () => {
  const item = { id: 'gtin 0047', category: 'Tea', name: '=1+1', brand: '', gtin: '0047', facings: null };
  /** @type {import('../../../static/js/audits/stock-check.js').CheckedItem[]} */
  const stock = [
    { ...item, state: 'missing' },
    { ...item, id: '__proto__', facings: 3, state: 'open' },
  ];
  const audit = makeAudit({ storeId: '0047', address: 'Road 1', stock });
  const review = makeReview();
  const [box] = review.corrections.gaps.accepted;
  const shot = makeShot({ review: { ...review, gapNames: [{ box, name: 'Green', itemId: 'gtin 0047' }] } });
  const file = exported([{ audit, shots: [shot] }]);
  const [parsed] = parseExport(file);
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(parsed.shots[0]?.shot, shot);
  const damages = [
    (/** @type {any} */ each) => (each.stock[0].state = 'sold'),
    (/** @type {any} */ each) => (each.stock[1].id = 'gtin 0047'),
    (/** @type {any} */ each) => (each.stock[0].facings = -1),
    (/** @type {any} */ each) => (each.stock[0].gtin = 47),
    (/** @type {any} */ each) => (each.storeId = ['0047']),
    (/** @type {any} */ each) => (each.shots[0].gapNames[0].name = ''),
    (/** @type {any} */ each) => (each.shots[0].gapNames[0].box = [1, 2, 3]),
  ];
  for (const damage of damages) {
    const damaged = structuredClone(file);
    damage(damaged.audits[0]);
    assert.throws(() => parseExport(damaged), { code: 'import-damaged' }, String(damage));
  }
});

test('times carry the offset that they had, which is read back, and say which clock they are from', () => {
  const counted = STARTED + 60_000;
  const offsets = { taken: -210, counted: 345 };
  const shots = [
    makeShot({ taken: Date.UTC(2024, 0, 5, 8, 30), counted, offsets }),
    makeShot({ id: 'shot-2', taken: STARTED, counted, clock: 'file' }),
    makeShot({ id: 'shot-3' }),
  ];
  const file = exported([{ audit: makeAudit(), shots }]);
  const [first] = file.audits[0].shots;
  assert.equal(first.taken, '2024-01-05T05:00:00.000-03:30');
  assert.equal(first.counted, '2026-03-09T19:51:00.000+05:45');
  assert.deepEqual(
    file.audits[0].shots.map((/** @type {{ clock: string }} */ { clock }) => clock),
    ['exif', 'file', 'counted'],
  );
  for (const key of ['created', 'changed']) assert.match(file.audits[0][key], /[+-]\d\d:\d\d$/);
  assert.match(file.exported, /[+-]\d\d:\d\d$/);
  assert.deepEqual(
    parseExport(file)[0].shots.map(({ shot }) => shot),
    shots,
  );
});

test('times of older files, in UTC, say nothing of where the phone was', () => {
  const file = exported();
  Object.assign(shotOf(file), { taken: '2026-03-09T14:06:00.000Z', counted: '2026-03-09T14:06:00.000Z' });
  assert.equal(parseExport(file)[0].shots[0].shot.offsets, undefined);
  assert.equal(parseExport(file)[0].shots[0].shot.taken, STARTED + 60_000);
});

test('half a character in an id, of which no address can be made, is damage; in a text it is left out', () => {
  const file = exported();
  file.audits[0].id = '\ud800';
  assert.throws(
    () => parseExport(file),
    (error) => error instanceof AuditError && error.code === 'import-damaged',
  );
  file.audits[0].id = 'audit';
  file.audits[0].note = 'half \ud83d';
  assert.equal(parseExport(file)[0].audit.note, 'half ');
  const cut = cleanDetails({ store: `${'x'.repeat(119)}🛒`, place: '\udc00here', note: '🛒' });
  assert.deepEqual(cut, { store: 'x'.repeat(119), place: 'here', note: '🛒' });
});
