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

test('nouns agree with their numbers', () => {
  assert.equal(audits.summary(1, 1), '1 photo, 1 product');
  assert.equal(audits.missing(1), '1 confirmed gap');
  assert.equal(audits.unchecked(2), '2 unchecked gaps');
  assert.equal(audits.space(3_400_000, 11e9), '3.4 MB used on this device, 11 GB left.');
  assert.equal(
    audits.imported({ added: 0, beside: 0, known: 0, photosMissing: 0 }),
    'This file holds no audits.',
  );
  assert.equal(
    audits.imported({ added: 2, beside: 0, known: 1, photosMissing: 0 }),
    '2 audits imported. 1 audit already here, so nothing was changed.',
  );
});
