import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  keptOf,
  NOTE_LIMITS,
  noteCount,
  notesOf,
  tagsFrom,
  turnPlaces,
  withNotes,
  withoutTag,
  withTags,
} from '../../../static/js/photo/notes.js';
import { makeShot } from '../audits/audits.js';
import { fc } from '../properties.js';

const SUGGESTIONS = ['Price missing', 'Damaged'];

test('nothing is kept of what is empty, and a photo without notes has none', () => {
  const shot = makeShot();
  assert.deepEqual(withNotes(shot, { tags: [], note: '  ', places: [] }), shot);
  assert.deepEqual(notesOf(shot), { tags: [], note: '', places: [] });
  assert.equal(noteCount(notesOf(shot)), 0);
});

test('notes replace those that were there, and all else of the photo stays', () => {
  const place = { x: 0.25, y: 0.75, text: 'torn' };
  const noted = withNotes(makeShot(), { tags: ['Damaged'], note: 'low board', places: [place] });
  assert.equal(noteCount(notesOf(noted)), 3);
  assert.deepEqual(withNotes(noted, { tags: [], note: '', places: [] }), makeShot());
});

test('texts, tags and places have a limit, and a tag is there once, in any case', () => {
  const kept = keptOf({
    tags: ['damaged', 'DAMAGED ', ' x'.repeat(200), ...Array.from({ length: 100 }, (_, i) => `tag ${i}`)],
    note: 'y'.repeat(5000),
    places: Array.from({ length: 100 }, () => ({ x: 2, y: -1, text: 'z'.repeat(500) })),
  });
  assert.equal(kept.tags?.filter((tag) => tag.toLowerCase() === 'damaged').length, 1);
  assert.equal(kept.tags?.length, NOTE_LIMITS.tags);
  assert.ok(kept.tags?.every((tag) => tag.length <= NOTE_LIMITS.tag));
  assert.equal(kept.note?.length, NOTE_LIMITS.note);
  assert.equal(kept.places?.length, NOTE_LIMITS.places);
  assert.deepEqual(kept.places?.[0], { x: 1, y: 0, text: 'z'.repeat(NOTE_LIMITS.word) });
});

test('any notes are the same when they are cleaned again', () => {
  const place = fc.record({
    x: fc.double({ noNaN: true }),
    y: fc.double({ noNaN: true }),
    text: fc.string(),
  });
  const notes = fc.record({
    tags: fc.array(fc.string({ maxLength: 60 })),
    note: fc.string(),
    places: fc.array(place),
  });
  fc.assert(
    fc.property(notes, (typed) => {
      const kept = keptOf(typed);
      assert.deepEqual(keptOf(notesOf(kept)), kept);
    }),
  );
});

test('the list of tags is the suggestions until the person changes it, and what is no list is none', () => {
  assert.deepEqual(tagsFrom(undefined, SUGGESTIONS), SUGGESTIONS);
  assert.deepEqual(tagsFrom({ length: 3 }, SUGGESTIONS), SUGGESTIONS);
  assert.deepEqual(tagsFrom([], SUGGESTIONS), []);
  assert.deepEqual(tagsFrom(['__proto__', 7, null, 'Own'], SUGGESTIONS), ['__proto__', 'Own']);
  assert.deepEqual(withTags(SUGGESTIONS, ['', 'price MISSING', 'New']), [...SUGGESTIONS, 'New']);
  assert.deepEqual(withoutTag(SUGGESTIONS, 'damaged'), ['Price missing']);
});

test('places turn along with the photo, and four turns lead back', () => {
  const places = [{ x: 0.1, y: 0.2, text: 'torn' }];
  assert.deepEqual(turnPlaces({ places }, 1), { places: [{ x: 0.8, y: 0.1, text: 'torn' }] });
  assert.deepEqual(turnPlaces(turnPlaces({ places }, 3), 1), { places });
  assert.deepEqual(turnPlaces({}, 1), {});
});
