import assert from 'node:assert/strict';
import { test } from 'node:test';

import { toJson } from '../../../static/js/audits/json.js';
import { parseExport } from '../../../static/js/audits/parse.js';
import { changeableOf, mergeChanges } from '../../../static/js/audits/two-tabs.js';
import { whereaboutsOf, whoFrom } from '../../../static/js/audits/whereabouts.js';
import { isSameContent } from '../../../static/js/features/audits/same-content.js';
import { NOTE_LIMITS } from '../../../static/js/photo/notes.js';
import { makePlan } from '../features/audits/plans.js';
import { makeAudit, makeShot, STARTED } from './audits.js';

const WHERE = { latitude: 48.137154, longitude: 11.576124, accuracy: 12, time: STARTED };
const HOSTILE = ['<script>alert(1)</script>', '__proto__', 'constructor', '=1+1', '+1', '@SUM(A1)'];
const NOTES = {
  tags: HOSTILE,
  note: 'two\nlines <img src=x onerror=alert(1)>',
  places: [{ x: 0.125, y: 1, text: '"quoted" & more' }],
};

/** The JSON of these audits, through a file. @param {import('../../../static/js/audits/store.js').AuditWithShots[]} audits */
const exported = (audits) =>
  JSON.parse(JSON.stringify(toJson({ audits: makePlan(audits), models: [] }, STARTED)));

test('notes, who and where are read back as they were, hostile texts too', () => {
  const audit = makeAudit({ who: '__proto__', where: WHERE });
  const shot = makeShot(NOTES);
  const [parsed] = parseExport(exported([{ audit, shots: [shot] }]));
  assert.deepEqual(parsed.audit, audit);
  assert.deepEqual(parsed.shots[0].shot, shot);
});

test('an export of before notes comes in without any, and an export without a location has none', () => {
  const file = exported([{ audit: makeAudit(), shots: [makeShot()] }]);
  assert.ok(
    !('who' in file.audits[0]) && !('where' in file.audits[0]) && !('tags' in file.audits[0].shots[0]),
  );
  const [parsed] = parseExport(file);
  assert.deepEqual(parsed.audit, makeAudit());
  assert.deepEqual(parsed.shots[0].shot, makeShot());
});

test('texts that are too long are cut, and what is no note is damage that is named', () => {
  const file = exported([{ audit: makeAudit(), shots: [makeShot(NOTES)] }]);
  const [shot] = file.audits[0].shots;
  shot.note = 'x'.repeat(100_000);
  assert.equal(parseExport(file)[0].shots[0].shot.note?.length, NOTE_LIMITS.note);
  for (const change of [
    { tags: 'no list' },
    { tags: [{}] },
    { note: 7 },
    { places: [{ x: 2, y: 0 }] },
    { places: {} },
  ]) {
    const damaged = { ...file, audits: [{ ...file.audits[0], shots: [{ ...shot, ...change }] }] };
    assert.throws(() => parseExport(damaged), { code: 'import-damaged' }, JSON.stringify(change));
  }
  for (const where of [{ latitude: 91, longitude: 0, accuracy: 1, time: shot.taken }, 'here', [1, 2]]) {
    const damaged = { ...file, audits: [{ ...file.audits[0], where }] };
    assert.throws(() => parseExport(damaged), { code: 'import-damaged' }, JSON.stringify(where));
  }
});

test('an audit whose notes differ is not taken for the one that is here', () => {
  const [known, other] = [makeShot(), makeShot({ note: 'low board' })].map((shot) => ({
    audit: makeAudit(),
    shots: [shot],
  }));
  assert.ok(isSameContent(known, known));
  assert.ok(!isSameContent(known, other));
});

test('who and where that one tab has added stay when another one changes the same visit', () => {
  const found = makeAudit();
  const stored = { ...found, who: 'Ana', where: WHERE };
  const merged = mergeChanges({ ...found, note: 'new' }, changeableOf(found), stored);
  assert.equal(merged.who, 'Ana');
  assert.deepEqual(merged.where, WHERE);
  assert.equal(merged.note, 'new');
  const added = mergeChanges({ ...found, where: WHERE }, changeableOf(found), { ...found, who: 'Ana' });
  assert.deepEqual([added.who, added.where], ['Ana', WHERE]);
});

test('a name is one line, and a location says no more than it needs', () => {
  assert.equal(whoFrom(' Ana\n Silva '), 'Ana Silva');
  assert.equal(whoFrom({ name: 'Ana' }), '');
  const coords = { latitude: 48.13715432109, longitude: -11.5, accuracy: 11.7, altitude: 500, speed: 3 };
  assert.deepEqual(whereaboutsOf({ coords, timestamp: STARTED + 0.5 }), {
    ...{ latitude: 48.137154, longitude: -11.5, accuracy: 12, time: STARTED + 1 },
  });
});
