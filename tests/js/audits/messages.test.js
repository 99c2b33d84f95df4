import assert from 'node:assert/strict';
import { test } from 'node:test';

import { messages } from '../../../static/js/languages/en.js';

const { audits } = messages;

test('recent times are shown by their day, others by their date', () => {
  const now = new Date(2026, 2, 9, 14, 5).getTime();
  const hour = 3_600_000;
  assert.match(audits.moment(now - hour, now), /^Today, /);
  assert.match(
    audits.moment(now - 15 * hour, now),
    /^Yesterday, /,
    'fifteen hours before two in the afternoon',
  );
  assert.match(audits.moment(now - 72 * hour, now), /6.*Mar|Mar.*6/);
  assert.match(audits.moment(now - 9000 * hour, now), /2025/);
});

const nothing = {
  ...{ added: 0, beside: 0, known: 0, filled: 0 },
  left: { missing: [], damaged: [], refused: [], broken: [] },
};

test('what an import left out is named, each reason in a sentence of its own', () => {
  const at = (/** @type {number[]} */ ...numbers) => [{ store: 'Corner Shop', numbers }];
  const left = { missing: at(79, 80, 81), damaged: at(3), refused: at(5, 7), broken: at() };
  const text = audits.imported({ ...nothing, added: 1, filled: 2, left });
  assert.match(text, /3 photos not in the file; [^.]*: Corner Shop, photos 79–81\./);
  assert.match(text, /1 photo damaged in the file; [^.]*: Corner Shop, photo 3\./);
  assert.match(text, /No room on this device for 2 photos: Corner Shop, photos 5, 7\./);
  assert.match(text, /counts are damaged[^.]*: Corner Shop, the whole visit\./);
  assert.match(text, /2 photos that were missing here filled in\./);
  const many = Array.from({ length: 5000 }, (_, i) => ({ store: 'S', numbers: [1 + 2 * i, 4 + 2 * i] }));
  assert.ok(audits.imported({ ...nothing, added: 1, left: { ...left, missing: many } }).length < 1500);
});

test('nouns agree with their numbers', () => {
  assert.equal(audits.summary(1, 1), '1 photo, 1 product');
  assert.equal(audits.missing(1), '1 confirmed gap');
  assert.equal(audits.unchecked(2), '2 unchecked gaps');
  assert.equal(audits.space(3_400_000, 11e9), '3.4 MB used on this device, 11 GB left.');
  assert.equal(audits.imported({ ...nothing, added: 0 }), 'This file holds no visits.');
  assert.equal(
    audits.imported({ ...nothing, added: 2, known: 1 }),
    '2 visits imported. 1 visit already here, so nothing was changed.',
  );
});
